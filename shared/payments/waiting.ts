import { withAttention, type Account } from "../accounts/model.ts";
import { eventOf, type Outcome, type Received } from "../callbacks/outcome.ts";
import type { EventDraft, Posting } from "../kernel/event.ts";
import { corrected } from "./correction-effect.ts";
import { excessEvent, excessTold } from "./excess.ts";
import type { Correction, Payment, WaitingReversal } from "./model.ts";
import { reversalEvent, reverseOn } from "./reversal-effect.ts";

type Booked = { readonly account: Account; readonly payment: Payment };
type Later = Booked & { readonly events: readonly EventDraft[] };
type Arrived = Received<"payment.received">;

/** A payment with what came before it: corrections as of their times, then reversals. */
export function withWhatWaited(
  { first, ...booked }: Booked & { readonly first: EventDraft },
  received: Arrived,
  awaited: Payment | undefined,
): Outcome {
  const { corrections = [], waiting = [] } = awaited ?? {};
  const inOrder = corrections.toSorted((a, b) => (a.effectiveAt < b.effectiveAt ? -1 : 1));
  const now: Later = { ...booked, events: [] };
  const right = inOrder.reduce((so, one) => withCorrection(so, received, one), now);
  const left = waiting.reduce((so, one) => withReversal(so, received, one), right);
  return {
    account: left.account,
    payment: left.payment,
    ...(awaited && { paymentBefore: awaited }),
    events: [first, ...left.events],
  };
}

function withCorrection(so: Later, received: Arrived, correction: Correction): Later {
  const effect = corrected(so.account, so.payment, correction);
  if (effect === undefined || effect.payment === so.payment) return so;
  const event = correctionEvent(received, correction, effect.postings);
  return { account: effect.account, payment: effect.payment, events: [...so.events, event] };
}

function withReversal(so: Later, received: Arrived, reversal: WaitingReversal): Later {
  const effect = reverseOn(so.account, so.payment, reversal.amount);
  if (effect === undefined)
    return {
      ...so,
      account: { ...so.account, attention: [...withAttention(so.account, "REVERSAL_EXCEEDS")] },
      events: [...so.events, excessTold(so.account.accountId, excessEvent(received, so.payment, reversal))],
    };
  const event = reversalEvent(received, effect.payment, { ...reversal, postings: effect.postings });
  return { account: effect.account, payment: effect.payment, events: [...so.events, event] };
}

const correctionEvent = (
  received: Arrived,
  { sourceEventId, effectiveAt, amount, ...right }: Correction,
  postings: readonly Posting[],
): EventDraft => {
  const { paymentRef, amount: reported } = received.callback.data;
  const data = { paymentRef, ...(amount !== undefined && { amount: { ...reported, amount } }), ...right };
  const event = eventOf(received, { type: "payment.corrected", effectiveAt, data, postings });
  return { ...event, data: { ...event.data, sourceEventId } };
};
