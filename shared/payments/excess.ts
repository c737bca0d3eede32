import { eventOf, type AnyReceived } from "../callbacks/outcome.ts";
import type { EventDraft } from "../kernel/event.ts";
import type { Payment, WaitingReversal } from "./model.ts";

/** The event that says that more was to be taken back than is left: nothing of it is booked. */
export const REVERSAL_EXCEEDS = "payment.reversal_exceeds";

type Reversing = Pick<WaitingReversal, "reversalRef" | "amount"> &
  Partial<Pick<WaitingReversal, "effectiveAt">>;

/** The history says what was not done. */
export const excessEvent = (
  received: AnyReceived,
  { paymentRef, amount: paid, reversed }: Pick<Payment, "paymentRef" | "amount" | "reversed">,
  { reversalRef, amount, effectiveAt }: Reversing,
): EventDraft =>
  eventOf(received, {
    type: REVERSAL_EXCEEDS,
    ...(effectiveAt !== undefined && { effectiveAt }),
    data: { reversalRef, originalPaymentRef: paymentRef, amount, left: paid - reversed },
  });

/** Finance hears of it, where there is an account. */
export const excessTold = (accountId: string, event: EventDraft): EventDraft => ({
  ...event,
  route: { queue: "finance", group: accountId },
});
