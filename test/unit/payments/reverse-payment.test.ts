import { describe, expect, it } from "vitest";
import type { Account } from "../../../shared/accounts/model.ts";
import { balancesOf, isBalanced } from "../../../shared/ledger/balance.ts";
import type { Payment } from "../../../shared/payments/model.ts";
import { receivePayment } from "../../../shared/payments/receive-payment.ts";
import { reverseOn } from "../../../shared/payments/reversal-effect.ts";
import { reversalFact, reversePayment } from "../../../shared/payments/reverse-payment.ts";
import {
  aPayment,
  anAccount,
  cash,
  raisedBefore,
  received,
  refusalOf,
  usd,
  valueOf,
  withoutAgency,
} from "../../support/builders.ts";

const paid = (account: Account, amount: number): { readonly account: Account; readonly payment: Payment } => {
  const outcome = valueOf(
    receivePayment(account, received("payment.received", account, { data: { amount: usd(amount) } })),
  );
  return { account: outcome.account, payment: outcome.payment! };
};

const reversing = (account: Account, payment: Pick<Payment, "paymentRef" | "agencyId">, amount: number) =>
  received("payment.reversed", account, {
    agencyId: payment.agencyId,
    data: { originalPaymentRef: payment.paymentRef, reversalRef: "R-1", amount: usd(amount) },
  });

describe("a whole reversal", () => {
  it("posts the exact negative of its payment", () => {
    const { account, payment } = paid(anAccount({ due: { PRINCIPAL: 90_000, LATE_FEE: 2_500 } }), 10_000);
    const outcome = valueOf(reversePayment(account, reversing(account, payment, 10_000), payment));
    expect(outcome.events[0].postings).toEqual(
      payment.postings.map((leg) => ({ account: leg.account, amount: -leg.amount })),
    );
    expect(outcome.account.paid).toBe(0);
    expect(outcome.payment).toMatchObject({ reversed: 10_000, amount: 10_000 });
    expect(outcome.paymentBefore).toBe(payment);
  });

  it("moves between the components what later payments filled meanwhile", () => {
    const opened = anAccount({ due: { PRINCIPAL: 1_000, LATE_FEE: 100 } });
    const first = paid(opened, 100);
    const second = paid(first.account, 200);
    const outcome = valueOf(
      reversePayment(second.account, reversing(opened, first.payment, 100), first.payment),
    );
    expect(outcome.events[0].postings).toEqual([
      { account: first.payment.clearing, amount: -100 },
      { account: "receivable/LATE_FEE", amount: 100 },
      { account: "receivable/PRINCIPAL", amount: 100 },
      { account: "receivable/LATE_FEE", amount: -100 },
    ]);
    expect(balancesOf(outcome.account).components).toEqual({ PRINCIPAL: 900 });
    expect(isBalanced(outcome.events[0].postings ?? [])).toBe(true);
  });

  it("of a payment that came before the dispute is its exact negative, and what it leaves owed is disputed", () => {
    const { account, payment } = paid(anAccount({ due: { PRINCIPAL: 1_000 } }), 300);
    const disputed = { ...account, disputedApart: true as const };
    expect(reverseOn(disputed, payment, 300)?.postings).toEqual([
      { account: payment.clearing, amount: -300 },
      { account: "receivable/PRINCIPAL", amount: 300 },
      { account: "disputed/PRINCIPAL", amount: 300 },
      { account: "receivable/PRINCIPAL", amount: -300 },
    ]);
  });

  it("of a payment that came in a dispute is its exact negative, and what it leaves owed is disputed no more", () => {
    const opened = anAccount({ due: { PRINCIPAL: 1_000 }, dispute: "OPEN", disputedApart: true });
    const { account, payment } = paid(opened, 300);
    expect(payment.postings).toContainEqual({ account: "disputed/PRINCIPAL", amount: -300 });
    expect(reverseOn(raisedBefore(account), payment, 300)?.postings).toEqual([
      { account: payment.clearing, amount: -300 },
      { account: "disputed/PRINCIPAL", amount: 300 },
      { account: "receivable/PRINCIPAL", amount: 300 },
      { account: "disputed/PRINCIPAL", amount: -300 },
    ]);
  });

  it("gives back the credit first that an overpayment left", () => {
    const { account, payment } = paid(anAccount({ due: { PRINCIPAL: 100 } }), 150);
    const effect = reverseOn(account, payment, 150)!;
    expect(effect.postings).toContainEqual({ account: "credit-balance", amount: 50 });
    expect(balancesOf(effect.account)).toEqual({
      components: { PRINCIPAL: 100 },
      outstanding: 100,
      recovered: 0,
      credit: 0,
    });
  });

  it("credits whoever cleared the payment", () => {
    const account = anAccount();
    const call = received("payment.received", account, { data: { amount: usd(500), recipient: "LENDER" } });
    const { payment, account: after } = valueOf(receivePayment(account, call));
    const outcome = valueOf(reversePayment(after, reversing(account, payment!, 500), payment));
    expect(outcome.events[0].postings?.[0]).toEqual({ account: "lender-direct", amount: -500 });
  });
});

describe("a part of a payment", () => {
  it("can be reversed, and then the rest, but not a cent more", () => {
    const first = paid(anAccount(), 10_000);
    const part = valueOf(
      reversePayment(first.account, reversing(first.account, first.payment, 4_000), first.payment),
    );
    expect(part.account.paid).toBe(6_000);
    expect(part.payment?.reversed).toBe(4_000);
    expect(part.events[0].postings).toEqual([
      { account: first.payment.clearing, amount: -4_000 },
      { account: "receivable/PRINCIPAL", amount: 4_000 },
    ]);
    expect(
      refusalOf(reversePayment(part.account, reversing(part.account, first.payment, 6_001), part.payment)),
    ).toMatchObject({
      code: "amount-exceeds-balance",
      detail: "6000 is left of the payment.",
      errors: [{ pointer: "/data/amount/amount" }],
    });
    const rest = valueOf(
      reversePayment(part.account, reversing(part.account, first.payment, 6_000), part.payment),
    );
    expect(rest.account.paid).toBe(0);
  });
});

describe("a reversal", () => {
  it("is an identity of its own, spent once", () => {
    const { account, payment } = paid(anAccount(), 10_000);
    const call = reversing(account, payment, 10_000);
    expect(valueOf(reversePayment(account, call, payment)).reversal).toEqual(reversalFact(call));
    expect(reversalFact(call)).toEqual({
      agencyId: call.agencyId,
      reversalRef: "R-1",
      originalPaymentRef: payment.paymentRef,
      amount: 10_000,
      currency: "USD",
    });
  });

  it("of money on a closed account asks for it to be opened again", () => {
    const { account, payment } = paid(anAccount({ due: { PRINCIPAL: 10_000 } }), 10_000);
    const closed = withoutAgency(account, { lifecycle: "CLOSED" });
    const outcome = valueOf(reversePayment(closed, reversing(account, payment, 10_000), payment));
    expect(outcome.account).toMatchObject({ lifecycle: "CLOSED", attention: ["REOPEN_REQUIRED"] });
  });

  it("of an overpayment's credit leaves a closed account closed", () => {
    const { account, payment } = paid(anAccount({ due: { PRINCIPAL: 100 } }), 150);
    const closed = withoutAgency(account, { lifecycle: "CLOSED", attention: [] });
    const outcome = valueOf(reversePayment(closed, reversing(account, payment, 50), payment));
    expect(outcome.account.attention).toEqual([]);
  });

  it("in another currency than its payment is refused", () => {
    const { account, payment } = paid(anAccount(), 10_000);
    const call = received("payment.reversed", account, {
      data: { originalPaymentRef: payment.paymentRef, amount: cash(100, "EUR") },
    });
    expect(refusalOf(reversePayment(account, call, payment)).code).toBe("currency-mismatch");
    expect(refusalOf(reversePayment(account, call, undefined)).code).toBe("currency-mismatch");
  });
});

describe("a reversal that comes before its payment", () => {
  it("waits for it and moves nothing", () => {
    const account = anAccount();
    const call = reversing(account, aPayment(account), 10_000);
    const outcome = valueOf(reversePayment(account, call, undefined));
    expect(outcome.account).toEqual(account);
    expect(outcome.answer).toEqual({ reason: "waits-for-payment" });
    expect(outcome.events[0]).toMatchObject({ type: "payment.reversal_waiting" });
    expect(outcome.events[0].postings).toBeUndefined();
    expect(outcome.payment).toMatchObject({
      status: "AWAITED",
      paymentRef: call.callback.data.originalPaymentRef,
      amount: 0,
      waiting: [{ reversalRef: "R-1", amount: 10_000, reason: "NSF" }],
    });
    expect(outcome.paymentBefore).toBeUndefined();
  });

  it("queues up behind another one of the same payment", () => {
    const account = anAccount();
    const first = valueOf(
      reversePayment(account, reversing(account, aPayment(account, { paymentRef: "P-9" }), 10), undefined),
    );
    const second = valueOf(reversePayment(account, reversing(account, first.payment!, 20), first.payment));
    expect(second.payment?.waiting.map(({ amount }) => amount)).toEqual([10, 20]);
    expect(second.paymentBefore).toBe(first.payment);
  });
});

describe("a reversal finds its money where its payment left it", () => {
  it("and never on another account of the same agency", () => {
    const { account, payment } = paid(anAccount(), 10_000);
    const other = anAccount({ holders: account.holders });
    const decision = reversePayment(other, reversing(other, payment, 10_000), payment);
    expect(decision.ok ? decision.value.account.paid : 0).toBe(0);
    expect(decision.ok).toBe(false);
  });

  it("and never on an account when the payment is in suspense", () => {
    const account = anAccount();
    const suspended = aPayment(account, { status: "SUSPENSE", accountId: "sus_01ARZ3NDEKTSV4RRFFQ69G5FAV" });
    const decision = reversePayment(account, reversing(account, suspended, 10_000), suspended);
    expect(decision.ok ? decision.value.account.paid : 0).toBe(0);
    expect(decision.ok).toBe(false);
  });
});
