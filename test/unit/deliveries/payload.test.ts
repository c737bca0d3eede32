import { describe, expect, it } from "vitest";
import { balanceView } from "../../../shared/accounts/view.ts";
import { AccountFacts, Debtor } from "../../../shared/accounts/wire.ts";
import { DeliverableEvent, payloadOf } from "../../../shared/deliveries/payload.ts";
import { outboundData, type OutboundType } from "../../../shared/deliveries/wire.ts";
import type { Known } from "../../../shared/disclosure/disclosed.ts";
import { defaultFields, disclosureFields } from "../../../shared/disclosure/wire.ts";
import { inDispute, now, placementOf, usd } from "../../support/builders.ts";

const { account } = inDispute({ due: { PRINCIPAL: 90_000, INTEREST: 10_000 }, paid: 4_000 });

const happened = (type: string, data: Record<string, unknown> = {}): DeliverableEvent =>
  DeliverableEvent.parse({
    eventId: "evt_1",
    accountId: account.accountId,
    sequence: 5,
    type,
    effectiveAt: now,
    data: { placementId: placementOf(account), agencyId: account.placement?.agencyId, ...data },
  });

const known: Known = {
  debtor: Debtor.parse({
    name: "Ada Debtor",
    language: "fr",
    region: "CA-QC",
    dateOfBirth: "1980-02-29",
    contactPoints: [
      { type: "POST", value: "1 Main Street" },
      { type: "EMAIL", value: "ada@example.com", status: "VERIFIED" },
    ],
  }),
  facts: AccountFacts.parse({
    lenderAccountRef: "LN-1",
    product: "PERSONAL_LOAN",
    openedOn: "2020-01-01",
    delinquencyDate: "2025-11-01",
    balance: [{ component: "PRINCIPAL", amount: usd(1) }],
    circumstances: { disputed: true },
  }),
};

const offered = (disclosure: readonly string[] = defaultFields) =>
  happened("placement.offered", {
    acknowledgeBy: now,
    placementNumber: 1,
    contractVersion: 3,
    balance: balanceView(account),
    holds: ["DISPUTE"],
    disclosure,
  });

describe("an offer", () => {
  it("says what the agency needs to take the account, and of the debtor what its profile grants", () => {
    expect(payloadOf(offered(), known)).toEqual({
      type: "placement.offered",
      data: {
        lenderAccountRef: "LN-1",
        product: "PERSONAL_LOAN",
        delinquencyDate: "2025-11-01",
        balance: {
          currency: "USD",
          outstanding: usd(96_000),
          creditBalance: usd(0),
          components: [
            { component: "INTEREST", amount: usd(6_000) },
            { component: "PRINCIPAL", amount: usd(90_000) },
          ],
        },
        acknowledgeBy: now,
        placementNumber: 1,
        debtor: {
          name: "Ada Debtor",
          language: "fr",
          region: "CA-QC",
          contactPoint: { type: "EMAIL", value: "ada@example.com", status: "VERIFIED" },
        },
        holds: ["DISPUTE"],
      },
    });
  });

  it("follows the profile that it carries, not the one of today", () => {
    const { data } = payloadOf(offered([...defaultFields, "dateOfBirth", "openedOn"]), known);
    expect(data).toMatchObject({ openedOn: "2020-01-01", debtor: { dateOfBirth: "1980-02-29" } });
  });

  it("tells what happened to the debt before, where there is something and the profile grants it", () => {
    const history = {
      paid: usd(4_000),
      dispute: "REJECTED",
      arrangement: "BROKEN",
      lastEndedOn: "2026-01-31",
      lastEndCode: "UNECONOMICAL",
    };
    const again = (disclosure: readonly string[]) => {
      const { data } = offered(disclosure);
      return payloadOf(happened("placement.offered", { ...data, history }), known).data;
    };
    expect(again(defaultFields)).toMatchObject({ history });
    expect(again(defaultFields.filter((field) => field !== "history"))).not.toHaveProperty("history");
  });

  it("keeps its members and tells nothing of the debtor once it is withheld", () => {
    const { facts } = known;
    const { data } = payloadOf(offered(disclosureFields), { withheld: "DELETION_ATTESTED", facts });
    expect(data).toEqual({
      lenderAccountRef: "LN-1",
      product: "PERSONAL_LOAN",
      balance: balanceView(account),
      acknowledgeBy: now,
      placementNumber: 1,
      holds: ["DISPUTE"],
      debtor: {},
      withheld: "DELETION_ATTESTED",
    });
  });

  it("is not made without the debtor", () => {
    expect(() => payloadOf(offered())).toThrow(/debtor/u);
    expect(() => payloadOf(offered(), { withheld: "DELETION_ATTESTED" })).toThrow(/debtor/u);
  });
});

describe("an answer", () => {
  const answered = happened("placement.information_provided", { text: "SECRET", internalNote: "SECRET" });

  it("says what the lender wrote, which is nowhere in its event", () => {
    expect(payloadOf(answered, { information: "It was 2020." })).toEqual({
      type: "information.provided",
      data: { text: "It was 2020." },
    });
  });

  it("is empty once it is withheld", () => {
    expect(payloadOf(answered, { withheld: "DELETION_ATTESTED" }).data).toEqual({
      text: "",
      withheld: "DELETION_ATTESTED",
    });
  });

  it("is not made without it", () => {
    expect(() => payloadOf(answered)).toThrow(/text/u);
    expect(() => payloadOf(answered, known)).toThrow(/text/u);
  });
});

describe("every other event", () => {
  const extra = { internalNote: "SECRET", debtor: "SECRET", sourceEventId: "SECRET" };

  const cases: readonly (readonly [
    string,
    Record<string, unknown>,
    OutboundType,
    Record<string, unknown>,
  ])[] = [
    ["placement.cancelled", { code: "NO_ANSWER" }, "placement.cancelled", { code: "NO_ANSWER" }],
    ["placement.recalled", { code: "DISPUTE_UPHELD" }, "recall.final", { code: "DISPUTE_UPHELD" }],
    [
      "hold.ordered",
      { holdId: "hld_1", holdType: "DISPUTE", disputeId: "dsp_1", acknowledgeBy: now },
      "hold.apply",
      { holdId: "hld_1", type: "DISPUTE", disputeId: "dsp_1", acknowledgeBy: now },
    ],
    [
      "hold.released",
      { holdId: "hld_1", holdType: "DISPUTE", disputeId: "dsp_1" },
      "hold.release",
      { holdId: "hld_1", type: "DISPUTE" },
    ],
    [
      "dispute.resolved",
      { disputeId: "dsp_1", outcome: "REJECTED", explanation: "The statement is right." },
      "dispute.resolved",
      { disputeId: "dsp_1", outcome: "REJECTED", explanation: "The statement is right." },
    ],
    [
      "balance.adjusted",
      {
        component: "INTEREST",
        adjustment: usd(500),
        reason: "Charged twice.",
        balance: balanceView(account),
      },
      "balance.adjusted",
      {
        adjustment: usd(500),
        reason: "Charged twice.",
        balance: expect.objectContaining({ outstanding: usd(96_000) }),
      },
    ],
  ];

  it.each(cases.map(([type, data, outbound, members]) => ({ type, data, outbound, members })))(
    "$type leaves with its own members only",
    ({ type, data, outbound, members }) => {
      const payload = payloadOf(happened(type, { ...data, ...extra }), known);
      expect(payload).toEqual({ type: outbound, data: members });
      expect(JSON.stringify(payload)).not.toContain("SECRET");
      expect(outboundData[outbound].safeParse(payload.data).success).toBe(true);
    },
  );

  it.each(["account.received", "payment.received", "dispute.raised", "contact.attempted", "__proto__"])(
    "that is not for agencies stays here: %s",
    (type) => {
      expect(() => payloadOf(happened(type, extra), known)).toThrow(/not for agencies/u);
    },
  );
});
