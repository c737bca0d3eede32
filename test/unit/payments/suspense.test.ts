import { describe, expect, it } from "vitest";
import { isBalanced } from "../../../shared/ledger/balance.ts";
import { emptyChain } from "../../../shared/kernel/event.ts";
import { isSamePayment, isSameReversal } from "../../../shared/payments/model.ts";
import { reversalFact } from "../../../shared/payments/reverse-payment.ts";
import { suspensePayment, suspenseReversal } from "../../../shared/payments/suspense.ts";
import {
  aPayment,
  aSuspense,
  anAccount,
  cash,
  received,
  refusalOf,
  usd,
  valueOf,
  now,
} from "../../support/builders.ts";

const suspended = "sus_01ARZ3NDEKTSV4RRFFQ69G5FAV";

describe("money without an account", () => {
  const account = anAccount();
  const call = received("payment.received", account, { data: { amount: usd(10_000), paymentRef: "P-1" } });
  const outcome = suspensePayment(call, suspended);

  it("is kept, owed by the clearing account and held in suspense for its reporter", () => {
    expect(outcome.events[0]).toMatchObject({
      type: "payment.suspended",
      postings: [
        { account: `agency-clearing/${call.agencyId}`, amount: 10_000 },
        { account: `suspense/${call.agencyId}`, amount: -10_000 },
      ],
    });
    expect(outcome.suspense).toEqual({
      accountId: suspended,
      agencyId: call.agencyId,
      placementId: call.callback.placementId,
      paymentRef: "P-1",
      currency: "USD",
      held: 10_000,
      version: 1,
      sequence: emptyChain.sequence,
      head: emptyChain.head,
    });
  });

  it("is the same permanent fact as any payment, on a history of its own", () => {
    expect(outcome.payment).toMatchObject({
      status: "SUSPENSE",
      accountId: suspended,
      amount: 10_000,
      reversed: 0,
    });
    expect(outcome.before).toBeUndefined();
  });
});

describe("money without an account that its reversals came before", () => {
  const account = anAccount();
  const call = received("payment.received", account, { data: { amount: usd(10_000), paymentRef: "P-1" } });
  const awaiting = (amounts: readonly number[], over: Parameters<typeof aPayment>[1] = {}) =>
    aPayment(account, {
      paymentRef: "P-1",
      status: "AWAITED",
      amount: 0,
      clearing: "",
      postings: [],
      waiting: amounts.map((amount, n) => ({
        reversalRef: `R-${n}`,
        amount,
        reason: "NSF",
        effectiveAt: now,
      })),
      ...over,
    });

  it("is suspended and taken back in one go, and never further than it came", () => {
    const awaited = awaiting([4_000, 7_000, 6_000]);
    const outcome = suspensePayment(call, suspended, awaited);
    expect(outcome.suspense).toMatchObject({ held: 0, version: 1 });
    expect(outcome.payment).toMatchObject({ status: "SUSPENSE", reversed: 10_000 });
    expect(outcome.paymentBefore).toBe(awaited);
    expect(outcome.events.map(({ type, data }) => [type, data["reversalRef"]])).toEqual([
      ["payment.suspended", undefined],
      ["payment.reversed", "R-0"],
      ["payment.reversal_exceeds", "R-1"],
      ["payment.reversed", "R-2"],
    ]);
    for (const { postings = [] } of outcome.events) expect(isBalanced(postings)).toBe(true);
  });

  it("keeps what was taken back in another currency out of it", () => {
    const outcome = suspensePayment(call, suspended, awaiting([4_000], { currency: "EUR" }));
    expect(outcome.suspense.held).toBe(10_000);
  });
});

describe("money in suspense that is taken back", () => {
  const account = anAccount();
  const payment = aPayment(account, { status: "SUSPENSE", accountId: suspended, paymentRef: "P-1" });
  const before = aSuspense(payment, { accountId: suspended });
  const reversing = (amount: ReturnType<typeof usd>) =>
    received("payment.reversed", account, { data: { originalPaymentRef: "P-1", amount } });

  it("leaves suspense as it came, whole or in part", () => {
    const part = valueOf(suspenseReversal(reversing(usd(4_000)), payment, before));
    expect(part.events[0]?.postings).toEqual([
      { account: payment.clearing, amount: -4_000 },
      { account: `suspense/${payment.agencyId}`, amount: 4_000 },
    ]);
    expect(part.suspense).toMatchObject({ held: 6_000, version: 2 });
    expect(part.payment.reversed).toBe(4_000);
    const rest = valueOf(suspenseReversal(reversing(usd(6_000)), part.payment, part.suspense));
    expect(rest.suspense.held).toBe(0);
  });

  it("is not more than came", () => {
    expect(refusalOf(suspenseReversal(reversing(usd(10_001)), payment, before)).code).toBe(
      "amount-exceeds-balance",
    );
    expect(suspenseReversal(reversing(cash(1, "EUR")), payment, before).ok).toBe(false);
  });
});

describe("two reports", () => {
  const account = anAccount();
  const payment = aPayment(account);

  it("of the same amount on the same placement are the same payment", () => {
    expect(isSamePayment(payment, { ...payment })).toBe(true);
    expect(isSamePayment(payment, { ...payment, amount: payment.amount + 1 })).toBe(false);
    expect(isSamePayment(payment, { ...payment, placementId: aPayment(anAccount()).placementId })).toBe(
      false,
    );
    expect(isSamePayment(payment, { ...payment, currency: cash(1, "EUR").currency })).toBe(false);
  });

  it("of the same amount of the same payment are the same reversal", () => {
    const known = reversalFact(received("payment.reversed", account));
    expect(isSameReversal(known, { ...known })).toBe(true);
    expect(isSameReversal(known, { ...known, amount: 1 })).toBe(false);
    expect(isSameReversal(known, { ...known, originalPaymentRef: "another" })).toBe(false);
    expect(isSameReversal(known, { ...known, currency: cash(1, "EUR").currency })).toBe(false);
  });
});
