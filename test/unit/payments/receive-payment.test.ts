import { describe, expect, it } from "vitest";
import { attentionOf } from "../../../shared/accounts/view.ts";
import { receivePayment } from "../../../shared/payments/receive-payment.ts";
import { isBalanced } from "../../../shared/ledger/balance.ts";
import {
  aPayment,
  anAccount,
  anAgencyId,
  at,
  cash,
  now,
  placementOf,
  received,
  refusalOf,
  usd,
  valueOf,
  withoutAgency,
} from "../../support/builders.ts";

const paying = (amount: number, more: Record<string, unknown> = {}) => ({
  data: { amount: usd(amount), paymentRef: "P-1", ...more },
});

describe("a payment", () => {
  it("lowers what the debtor owes and raises what the agency owes, in one balanced entry", () => {
    const account = anAccount({ due: { PRINCIPAL: 100_000, COURT_COST: 3_000 } });
    const call = received("payment.received", account, paying(10_000));
    const outcome = valueOf(receivePayment(account, call));
    expect(outcome.account.paid).toBe(10_000);
    expect(outcome.events[0].postings).toEqual([
      { account: `agency-clearing/${call.agencyId}`, amount: 10_000 },
      { account: "receivable/COURT_COST", amount: -3_000 },
      { account: "receivable/PRINCIPAL", amount: -7_000 },
    ]);
    expect(isBalanced(outcome.events[0].postings ?? [])).toBe(true);
  });

  it("becomes a permanent fact that carries its postings", () => {
    const account = anAccount();
    const call = received("payment.received", account, paying(10_000));
    expect(valueOf(receivePayment(account, call)).payment).toMatchObject({
      agencyId: call.agencyId,
      paymentRef: "P-1",
      placementId: call.callback.placementId,
      accountId: account.accountId,
      status: "POSTED",
      amount: 10_000,
      reversed: 0,
      clearing: `agency-clearing/${call.agencyId}`,
      postings: [
        { account: `agency-clearing/${call.agencyId}`, amount: 10_000 },
        { account: "receivable/PRINCIPAL", amount: -10_000 },
      ],
      receivedAt: now,
    });
  });

  it("is told as one event with both clocks, its source and the hash of what came", () => {
    const account = anAccount();
    const call = received("payment.received", account, {
      ...paying(10_000, { clearedOn: "2026-03-01" }),
      reportedAt: "2026-03-01T10:00:00Z",
    });
    const { events } = valueOf(receivePayment(account, call));
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({
      type: "payment.received",
      actor: { kind: "AGENCY", id: call.agencyId },
      effectiveAt: "2026-03-01T09:30:00Z",
      reportedAt: "2026-03-01T10:00:00Z",
      receivedAt: now,
      payloadHash: call.payloadHash,
      data: {
        sourceEventId: call.callback.eventId,
        placementId: call.callback.placementId,
        paymentRef: "P-1",
        amount: usd(10_000),
        method: "OTHER",
        recipient: "AGENCY",
        clearedOn: "2026-03-01",
      },
    });
  });

  it.each([
    ["LENDER", "lender-direct"],
    ["GATEWAY", "third-party-clearing"],
    ["COURT", "third-party-clearing"],
    ["THIRD_PARTY", "third-party-clearing"],
  ])("that went to the %s is cleared by %s, not by the agency", (recipient, clearing) => {
    const account = anAccount();
    const call = received("payment.received", account, paying(500, { recipient }));
    expect(valueOf(receivePayment(account, call)).events[0].postings?.[0]).toEqual({
      account: clearing,
      amount: 500,
    });
  });

  it("in another currency than the account's is refused with a pointer", () => {
    const account = anAccount();
    const call = received("payment.received", account, { data: { amount: cash(100, "EUR") } });
    expect(refusalOf(receivePayment(account, call))).toMatchObject({
      code: "currency-mismatch",
      errors: [{ pointer: "/data/amount/currency" }],
    });
  });

  it("from the holder raises no attention", () => {
    const account = anAccount();
    expect(valueOf(receivePayment(account, received("payment.received", account))).account.attention).toEqual(
      [],
    );
  });
});

describe("money is never refused for the state of the account, only noted", () => {
  const oddities = [
    ["after the placement was closed", withoutAgency(anAccount(), { lifecycle: "CLOSED" })],
    ["after a recall", withoutAgency(anAccount(), { lifecycle: "RECALLED" })],
    ["after the agency declined", withoutAgency(anAccount(), { lifecycle: "ELIGIBLE" })],
  ] as const;

  it.each(oddities)("%s", (_when, account) => {
    const outcome = valueOf(receivePayment(account, received("payment.received", account, paying(10_000))));
    expect(outcome.account).toMatchObject({ paid: 10_000, lifecycle: account.lifecycle });
    expect(outcome.account.attention).toEqual(["PAYMENT_NOT_FROM_HOLDER"]);
  });

  it("when a former holder reports what the next agency's debtor paid", () => {
    const [former, present] = [anAgencyId(), anAgencyId()];
    const account = anAccount({ holders: [former, present] });
    const call = received("payment.received", account, {
      ...paying(100),
      agencyId: former,
      placementId: placementOf({ ...account, placement: { ...account.placement!, number: 1 } }),
    });
    const outcome = valueOf(receivePayment(account, call));
    expect(outcome.account.attention).toEqual(["PAYMENT_NOT_FROM_HOLDER"]);
    expect(outcome.payment?.clearing).toBe(`agency-clearing/${former}`);
  });

  it("when it is more than was owed: the rest is the debtor's credit", () => {
    const account = anAccount({ due: { PRINCIPAL: 9_000 } });
    const outcome = valueOf(receivePayment(account, received("payment.received", account, paying(10_000))));
    expect(attentionOf(outcome.account)).toEqual(["CREDIT_BALANCE"]);
    expect(attentionOf({ ...outcome.account, paid: 9_000 }), "once it is taken back").toEqual([]);
    expect(outcome.events[0].postings).toContainEqual({ account: "credit-balance", amount: -1_000 });
  });

  it("and noted once, however often it happens", () => {
    const account = anAccount({ due: { PRINCIPAL: 1 }, paid: 9 });
    const outcome = valueOf(receivePayment(account, received("payment.received", account, paying(10))));
    expect(attentionOf(outcome.account)).toEqual(["CREDIT_BALANCE"]);
  });
});

describe("a payment that its reversals came before", () => {
  const waiting = (reversalRef: string, amount: number) => ({
    reversalRef,
    amount,
    reason: "NSF",
    effectiveAt: at("2026-03-01T11:00:00Z"),
  });

  const arriving = (amount: number, reversals: readonly ReturnType<typeof waiting>[]) => {
    const account = anAccount();
    const call = received("payment.received", account, paying(amount));
    const awaited = aPayment(account, {
      agencyId: call.agencyId,
      paymentRef: "P-1",
      status: "AWAITED",
      amount: 0,
      clearing: "",
      postings: [],
      waiting: [...reversals],
    });
    return { awaited, outcome: valueOf(receivePayment(account, call, awaited)) };
  };

  it("is posted and taken back in the same transaction", () => {
    const { outcome, awaited } = arriving(10_000, [waiting("R-1", 10_000)]);
    expect(outcome.account.paid).toBe(0);
    expect(outcome.payment).toMatchObject({
      status: "POSTED",
      amount: 10_000,
      reversed: 10_000,
      waiting: [],
    });
    expect(outcome.paymentBefore).toBe(awaited);
    expect(outcome.events.map(({ type }) => type)).toEqual(["payment.received", "payment.reversed"]);
  });

  it("keeps when each reversal happened, not when its payment arrived", () => {
    const { outcome } = arriving(10_000, [waiting("R-1", 4_000), waiting("R-2", 6_000)]);
    expect(
      outcome.events.slice(1).map(({ effectiveAt, data }) => [effectiveAt, data["reversalRef"]]),
    ).toEqual([
      ["2026-03-01T11:00:00Z", "R-1"],
      ["2026-03-01T11:00:00Z", "R-2"],
    ]);
    expect(outcome.account.paid).toBe(0);
  });

  it("is not taken back further than it goes: the excess is for a person to look at", () => {
    const { outcome } = arriving(10_000, [waiting("R-1", 10_001), waiting("R-2", 3_000)]);
    expect(outcome.account.paid).toBe(7_000);
    expect(outcome.account.attention).toEqual(["REVERSAL_EXCEEDS"]);
    expect(outcome.events.map(({ type, data }) => [type, data["reversalRef"], data["left"]])).toEqual([
      ["payment.received", undefined, undefined],
      ["payment.reversal_exceeds", "R-1", 10_000],
      ["payment.reversed", "R-2", undefined],
    ]);
    const [, told] = outcome.events;
    expect(told).toMatchObject({ effectiveAt: "2026-03-01T11:00:00Z", route: { queue: "finance" } });
    expect(told).not.toHaveProperty("postings");
  });
});
