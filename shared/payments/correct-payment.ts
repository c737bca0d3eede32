import { withAttention, type Account } from "../accounts/model.ts";
import { eventOf, outstandingOf, type Outcome, type Received } from "../callbacks/outcome.ts";
import { refuse, type Refusal } from "../kernel/problems.ts";
import { ok, type Result } from "../kernel/result.ts";
import { corrected, correctionOf, type CorrectionEffect } from "./correction-effect.ts";
import { awaitedPayment, isElsewhere, wrongCurrency } from "./found-payment.ts";
import type { Payment } from "./model.ts";
import { isPaidNow } from "./receive-payment.ts";

/**
 * Corrects what was reported of a payment. What was posted stays; the difference is posted. A correction that is
 * older than another of the same member is recorded and changes nothing; one that comes before its payment waits.
 * @returns refusals `currency-mismatch`, `invalid-request`, `amount-exceeds-balance`
 */
export function correctPayment(
  account: Account,
  received: Received<"payment.corrected">,
  payment: Payment | undefined,
): Result<Outcome, Refusal> {
  const { data } = received.callback;
  const currency = payment?.currency ?? account.currency;
  if (data.amount !== undefined && data.amount.currency !== currency) return wrongCurrency(currency);
  if (payment === undefined || payment.status === "AWAITED") return ok(waiting(account, received, payment));
  if (isElsewhere(payment, account)) return elsewhere();
  const effect = corrected(account, payment, correctionOf(received.callback));
  if (effect === undefined)
    return refuse({
      code: "amount-exceeds-balance",
      detail: `${payment.reversed} of the payment was taken back already; it cannot have been less.`,
      errors: [
        { pointer: "/data/amount/amount", code: "amount-exceeds-balance", detail: "less than reversed" },
      ],
    });
  return ok(effect.payment === payment ? superseded(account, received) : applied(account, received, effect));
}

const superseded = (account: Account, received: Received<"payment.corrected">): Outcome => ({
  account,
  events: [eventFor(received, { superseded: true })],
  answer: { reason: "superseded" },
});

function applied(
  before: Account,
  received: Received<"payment.corrected">,
  { account, payment, postings, paymentBefore }: CorrectionEffect,
): Outcome {
  const event = { ...eventFor(received), postings };
  const followed = { ...event, route: { queue: "placements" as const, group: account.accountId } };
  return {
    account: noted(before, account),
    payment,
    paymentBefore,
    events: [isFollowedUp(before, account) ? followed : event],
  };
}

const elsewhere = (): Result<never, Refusal> =>
  refuse({
    code: "invalid-request",
    detail: "The payment was made on another placement.",
    errors: [{ pointer: "/placementId", code: "other-placement", detail: "not the payment's placement" }],
  });

const eventFor = (received: Received<"payment.corrected">, more: { readonly superseded?: true } = {}) =>
  eventOf(received, { type: "payment.corrected", data: { ...received.callback.data, ...more } });

/** The last that was owed came in by it, or what was closed as paid is not. */
const isFollowedUp = (before: Account, after: Account): boolean =>
  isPaidNow(before, after) || (after.lifecycle === "CLOSED" && outstandingOf(after) > outstandingOf(before));

function noted(before: Account, after: Account): Account {
  const isReopened = after.lifecycle === "CLOSED" && outstandingOf(after) > outstandingOf(before);
  return isReopened ? { ...after, attention: [...withAttention(after, "REOPEN_REQUIRED")] } : after;
}

function waiting(
  account: Account,
  received: Received<"payment.corrected">,
  awaited: Payment | undefined,
): Outcome {
  const placeholder = awaited ?? awaitedPayment(account, received, received.callback.data.paymentRef);
  const corrections = [...(placeholder.corrections ?? []), correctionOf(received.callback)];
  return {
    account,
    payment: { ...placeholder, corrections },
    ...(awaited && { paymentBefore: awaited }),
    events: [eventOf(received, { type: "payment.correction_waiting", data: { ...received.callback.data } })],
    answer: { reason: "waits-for-payment" },
  };
}
