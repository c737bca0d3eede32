import { describe, expect, it } from "vitest";
import { Currency } from "../../../shared/kernel/money.ts";
import { commissionOf } from "../../../shared/commissions/compute.ts";
import { reversalOf } from "../../../shared/commissions/reverse.ts";
import { sentencesOf } from "../../../shared/commissions/sentences.ts";
import type { UpheldDispute } from "../../../shared/commissions/upheld.ts";
import { disputeIdOf, EventId } from "../../../shared/kernel/ids.ts";
import { anAccount, on } from "../../support/builders.ts";
import { aPlan, lineOf, paid, type Terms } from "../../support/commissions.ts";

const tiers: Terms["rule"] = {
  kind: "TIERED",
  by: "CUMULATIVE_RECOVERED",
  mode: "MARGINAL",
  tiers: [
    { from: 0, rateBp: 3_000 },
    { from: 100_000, rateBp: 2_005 },
  ],
};

describe("an explanation in words", () => {
  it("says every step of a payment that crosses a tier", () => {
    const terms: Terms = {
      rule: tiers,
      perPayment: { min: 100 },
      perAccount: { max: 30_000 },
      taxRatePpm: 190_000,
    };
    const before = { recovered: 99_000, calculated: 29_700, commission: 29_700 };
    expect(sentencesOf(lineOf(terms, 3_001, { before }))).toEqual([
      "30.01 USD received by AGENCY on 2026-04-01, on placement 1 of 2026-03-02; before it 990.00 USD recovered, 297.00 USD commission.",
      "An ordinary payment.",
      "30.01 USD of 30.01 USD recovered bears commission (GROSS).",
      "10.00 USD × 30.00 % = 3.00 USD (tier from 0).",
      "20.01 USD × 20.05 % = 4.01 USD (tier from 100000).",
      "Together 7.01 USD, rounded by -2005/10000 of a minor unit.",
      "7.01 USD becomes 7.01 USD within the bounds of a payment, at least 1.00 USD.",
      "7.01 USD becomes 3.00 USD within the bounds of the account, at most 300.00 USD: 297.00 USD calculated and 297.00 USD charged before.",
      "Tax on 3.00 USD at 190000 millionths is 0.57 USD, rounded by 0/1000000 of a minor unit.",
    ]);
  });

  it("says why a payment bears nothing, and what of another was no recovery", () => {
    const dispute = { type: "AMOUNT_WRONG", raisedOn: on("2026-03-20") } as const;
    const disputeId = disputeIdOf(anAccount().accountId, 7);
    const treatedAs = (type: UpheldDispute["type"]) =>
      sentencesOf(commissionOf(aPlan(), { ...paid(100), upheld: [{ ...dispute, disputeId, type }] }))[1];
    const sentence = "A payment that a dispute was upheld about bears nothing";
    expect(treatedAs("AMOUNT_WRONG")).toBe(
      `${sentence}: ${disputeId} (AMOUNT_WRONG) was raised on 2026-03-20.`,
    );
    expect(treatedAs("NOT_MINE")).toBe(
      `${sentence}: by ${disputeId} (NOT_MINE) this debtor never owed the debt.`,
    );
    const eventId = EventId.parse("evt_01JB4Q6N7VTRK3X9WDM5E8C2HA_9");
    const credited = [{ eventId, amount: 40 }];
    expect(sentencesOf(lineOf({}, 100, { payment: { credited } }))[2]).toBe(
      `0.40 USD of it is the debtor's credit by ${eventId}, and was not recovered.`,
    );
  });

  it("says what a fee is and what of it was charged before", () => {
    const rule: Terms["rule"] = { kind: "FLAT_PER_ACCOUNT", fee: 4_500 };
    expect(sentencesOf(lineOf({ rule }, 10_000, { before: { fees: 1_500 } }))).toContain(
      "30.00 USD of a fee of 45.00 USD per account; 15.00 USD was charged before.",
    );
  });

  it.each([
    {
      recipient: "LENDER",
      date: "2026-04-01",
      says: "A payment past the agency: 10.00 % in place of CONTINGENCY_PCT.",
    },
    { recipient: "AGENCY", date: "2026-05-02", says: "A payment after the placement's end." },
    {
      recipient: "LENDER",
      date: "2026-05-02",
      says: "A payment past the agency, after the placement's end: 10.00 % in place of CONTINGENCY_PCT.",
    },
    { recipient: "AGENCY", date: "2026-03-01", says: "A payment of before the placement bears nothing." },
    { recipient: "AGENCY", date: "2026-03-03", says: "A payment in the no-fee window bears nothing." },
    { recipient: "AGENCY", date: "2026-06-01", says: "A payment after the placement's tail bears nothing." },
  ] as const)("says of $recipient on $date: $says", ({ recipient, date, says }) => {
    const terms: Terms = { directPayRateBp: 1_000, noFeeWindow: { daysAfterPlacement: 5 } };
    const line = lineOf(terms, 10_000, {
      payment: { recipient, effectiveOn: on(date) },
      placed: { endedOn: on("2026-05-01"), tailUntil: on("2026-05-31") },
    });
    expect(sentencesOf(line)[1]).toBe(says);
  });

  it("writes amounts with the currency's own decimals", () => {
    const currency = Currency.parse("JPY");
    const line = lineOf({ currency }, 12_345, { payment: { currency } });
    expect(sentencesOf(line)).toContain("12345 JPY × 30.00 % = 3704 JPY.");
  });

  it("says what a reversal takes back", () => {
    const back = reversalOf(lineOf({}, 10_000), { reversalRef: "R-1", amount: 4_000, reversedBefore: 1_000 });
    expect(sentencesOf(back)).toEqual([
      "40.00 USD of 100.00 USD is taken back, after 10.00 USD, and with it as much of 30.00 USD commission and 0.00 USD tax.",
    ]);
  });
});
