import type { Account } from "../accounts/model.ts";
import { eventOf, outstandingOf, type Outcome, type Received } from "../callbacks/outcome.ts";
import { refuse, type Refusal } from "../kernel/problems.ts";
import { ok, type Result } from "../kernel/result.ts";
import { awaitedPayment, wrongCurrency } from "./found-payment.ts";
import type { Payment, Reversal } from "./model.ts";
import { reversalEvent, reverseOn } from "./reversal-effect.ts";

/**
 * Reverses a payment, or keeps the reversal until its payment arrives.
 * @returns refusal `amount-exceeds-balance` when more is reversed than is left of the payment
 */
export function reversePayment(
  account: Account,
  received: Received<"payment.reversed">,
  payment: Payment | undefined,
): Result<Outcome, Refusal> {
  const { data } = received.callback;
  const currency = payment?.currency ?? account.currency;
  if (data.amount.currency !== currency) return wrongCurrency(currency);
  const reversal = reversalFact(received);
  if (payment === undefined || payment.status === "AWAITED")
    return ok({ ...waiting(account, received, payment), reversal });
  if (payment.accountId !== account.accountId)
    return refuse({
      code: "invalid-request",
      detail: "The payment was made on another placement.",
      errors: [{ pointer: "/placementId", code: "other-placement", detail: "not the payment's placement" }],
    });
  const effect = reverseOn(account, payment, data.amount.amount);
  if (effect === undefined)
    return refuse({
      code: "amount-exceeds-balance",
      detail: `${payment.amount - payment.reversed} is left of the payment.`,
      errors: [
        { pointer: "/data/amount/amount", code: "amount-exceeds-balance", detail: "more than is left" },
      ],
    });
  const event = reversalEvent(received, payment, {
    reversalRef: data.reversalRef,
    amount: data.amount.amount,
    reason: data.reason,
    postings: effect.postings,
  });
  const reopens = account.lifecycle === "CLOSED" && outstandingOf(effect.account) > 0;
  return ok({
    account: effect.account,
    payment: effect.payment,
    paymentBefore: payment,
    reversal,
    // Whether its agency goes on is decided by its contract, which this function does not know.
    events: [reopens ? { ...event, route: { queue: "placements", group: account.accountId } } : event],
  });
}

export const reversalFact = ({ agencyId, callback }: Received<"payment.reversed">): Reversal => ({
  agencyId,
  reversalRef: callback.data.reversalRef,
  originalPaymentRef: callback.data.originalPaymentRef,
  amount: callback.data.amount.amount,
  currency: callback.data.amount.currency,
});

function waiting(
  account: Account,
  received: Received<"payment.reversed">,
  awaited: Payment | undefined,
): Outcome {
  const { callback } = received;
  const { data } = callback;
  const placeholder = awaited ?? awaitedPayment(account, received, data.originalPaymentRef);
  const more = {
    reversalRef: data.reversalRef,
    amount: data.amount.amount,
    reason: data.reason,
    effectiveAt: callback.effectiveAt,
  };
  return {
    account,
    payment: { ...placeholder, waiting: [...placeholder.waiting, more] },
    ...(awaited && { paymentBefore: awaited }),
    events: [
      eventOf(received, {
        type: "payment.reversal_waiting",
        data: {
          reversalRef: data.reversalRef,
          originalPaymentRef: data.originalPaymentRef,
          amount: data.amount,
        },
      }),
    ],
    answer: { reason: "waits-for-payment" },
  };
}
