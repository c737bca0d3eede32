import { eventOf, type Received } from "../callbacks/outcome.ts";
import { emptyChain, type EventDraft } from "../kernel/event.ts";
import { refuse, type Refusal } from "../kernel/problems.ts";
import { ok, type Result } from "../kernel/result.ts";
import type { Payment, Suspense } from "./model.ts";
import { clearingOf } from "./receive-payment.ts";

export type SuspenseOutcome = {
  readonly suspense: Suspense;
  readonly before?: Suspense;
  readonly payment: Payment;
  readonly paymentBefore?: Payment;
  readonly events: readonly EventDraft[];
};

/** Money without an account: the clearing account owes it, suspense holds it. */
export function suspensePayment(received: Received<"payment.received">, accountId: string): SuspenseOutcome {
  const { agencyId, callback, receivedAt } = received;
  const { paymentRef, amount } = callback.data;
  const clearing = clearingOf(received);
  const postings = [
    { account: clearing, amount: amount.amount },
    { account: `suspense/${agencyId}`, amount: -amount.amount },
  ];
  return {
    suspense: {
      accountId,
      agencyId,
      placementId: callback.placementId,
      paymentRef,
      currency: amount.currency,
      held: amount.amount,
      version: 1,
      sequence: emptyChain.sequence,
      head: emptyChain.head,
    },
    payment: {
      agencyId,
      paymentRef,
      placementId: callback.placementId,
      accountId,
      status: "SUSPENSE",
      amount: amount.amount,
      currency: amount.currency,
      reversed: 0,
      clearing,
      postings,
      waiting: [],
      effectiveAt: callback.effectiveAt,
      receivedAt,
    },
    events: [eventOf(received, { type: "payment.suspended", data: { paymentRef, amount }, postings })],
  };
}

/** Money in suspense that is taken back again. */
export function suspenseReversal(
  received: Received<"payment.reversed">,
  payment: Payment,
  before: Suspense,
): Result<SuspenseOutcome, Refusal> {
  const { amount, reversalRef, originalPaymentRef, reason } = received.callback.data;
  if (amount.currency !== payment.currency || amount.amount > payment.amount - payment.reversed)
    return refuse({
      code: "amount-exceeds-balance",
      detail: `${payment.amount - payment.reversed} ${payment.currency} minor units are left of the payment.`,
    });
  const postings = [
    { account: payment.clearing, amount: -amount.amount },
    { account: `suspense/${payment.agencyId}`, amount: amount.amount },
  ];
  return ok({
    suspense: { ...before, held: before.held - amount.amount, version: before.version + 1 },
    before,
    payment: { ...payment, reversed: payment.reversed + amount.amount },
    paymentBefore: payment,
    events: [
      eventOf(received, {
        type: "payment.reversed",
        data: { reversalRef, originalPaymentRef, amount, reason },
        postings,
      }),
    ],
  });
}
