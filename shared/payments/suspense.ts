import { eventOf, type AnyReceived, type Received } from "../callbacks/outcome.ts";
import { emptyChain, type EventDraft } from "../kernel/event.ts";
import { refuse, type Refusal } from "../kernel/problems.ts";
import { ok, type Result } from "../kernel/result.ts";
import type { Payment, Suspense, WaitingReversal } from "./model.ts";
import { clearingOf } from "./clearing.ts";
import { excessEvent } from "./excess.ts";
import { paymentReport } from "./receive-payment.ts";
import { reversalEvent } from "./reversal-effect.ts";

export type SuspenseOutcome = {
  readonly suspense: Suspense;
  readonly before?: Suspense;
  readonly payment: Payment;
  readonly paymentBefore?: Payment;
  readonly events: readonly EventDraft[];
};

/**
 * Money without an account: the clearing account owes it, suspense holds it. Reversals that waited for it are
 * applied with it.
 */
export function suspensePayment(
  received: Received<"payment.received">,
  accountId: string,
  awaited?: Payment,
): SuspenseOutcome {
  const { agencyId, callback, receivedAt } = received;
  const { paymentRef, amount } = callback.data;
  const clearing = clearingOf(agencyId, callback.data.recipient);
  const postings = [
    { account: clearing, amount: amount.amount },
    { account: `suspense/${agencyId}`, amount: -amount.amount },
  ];
  const known = {
    agencyId,
    placementId: callback.placementId,
    accountId,
    paymentRef,
    currency: amount.currency,
  };
  const held: Held = {
    suspense: { ...known, held: amount.amount, version: 1, ...emptyChain },
    payment: {
      ...known,
      status: "SUSPENSE",
      amount: amount.amount,
      reversed: 0,
      clearing,
      postings,
      waiting: [],
      // Finance applies them when it finds the money's home.
      ...(awaited?.corrections && { corrections: awaited.corrections }),
      effectiveAt: callback.effectiveAt,
      receivedAt,
    },
    events: [eventOf(received, { type: "payment.suspended", data: paymentReport(callback), postings })],
  };
  const waiting = awaited?.currency === amount.currency ? awaited.waiting : [];
  const settled = waiting.reduce(
    (so, one) =>
      one.amount > left(so.payment) ? excessive(so, received, one) : takenBack(so, received, one),
    held,
  );
  return { ...settled, ...(awaited && { paymentBefore: awaited }) };
}

/** Money in suspense that is taken back again. @returns refusal `amount-exceeds-balance` */
export function suspenseReversal(
  received: Received<"payment.reversed">,
  payment: Payment,
  before: Suspense,
): Result<SuspenseOutcome, Refusal> {
  const { amount, ...reversal } = received.callback.data;
  if (amount.currency !== payment.currency || amount.amount > left(payment))
    return refuse({
      code: "amount-exceeds-balance",
      detail: `${left(payment)} ${payment.currency} minor units are left of the payment.`,
    });
  const next = { ...before, version: before.version + 1 };
  const held = { suspense: next, payment, events: [] };
  const settled = takenBack(held, received, { ...reversal, amount: amount.amount });
  return ok({ ...settled, before, paymentBefore: payment });
}

type Held = Pick<SuspenseOutcome, "suspense" | "payment" | "events">;

const left = (payment: Payment): number => payment.amount - payment.reversed;

function takenBack(
  { suspense, payment, events }: Held,
  received: AnyReceived,
  reversal: { readonly reversalRef: string; readonly amount: number; readonly reason: string },
): Held {
  const { amount } = reversal;
  const postings = [
    { account: payment.clearing, amount: -amount },
    { account: `suspense/${payment.agencyId}`, amount },
  ];
  return {
    suspense: { ...suspense, held: suspense.held - amount },
    payment: { ...payment, reversed: payment.reversed + amount },
    events: [...events, reversalEvent(received, payment, { ...reversal, postings })],
  };
}

/** A reversal that waited for more than there is: nothing is moved, and the history says so. */
const excessive = (held: Held, received: AnyReceived, { reversalRef, amount }: WaitingReversal): Held => ({
  ...held,
  events: [...held.events, excessEvent(received, held.payment, { reversalRef, amount })],
});
