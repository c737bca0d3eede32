import { Refused, type Refusal } from "../kernel/problems.ts";
import { isSameReversal } from "../payments/model.ts";
import { reversalFact } from "../payments/reverse-payment.ts";
import type { PaymentStore } from "../payments/store.ts";
import { again } from "../platform/retry.ts";
import { noteRefusal, type NoteRefusalDeps, type OnAccount } from "./note-refusal.ts";
import type { Received } from "./outcome.ts";
import { duplicate, replayed, type Taken } from "./receipt.ts";
import type { ReceiptStore } from "./receipt-store.ts";
import type { EventType } from "./wire.ts";

export type RefusedDeps = {
  readonly payments: Pick<PaymentStore, "findReversal">;
  readonly receipts: Pick<ReceiptStore, "find" | "idOf" | "keep">;
};

/**
 * What is refused now may have been accepted before: the same event, or the same reversal under another event
 * id. Then this is its repeat.
 * @throws Refused with the refusal
 */
export async function refusedOrRepeated(
  deps: RefusedDeps,
  received: Received<EventType>,
  refusal: Refusal,
): Promise<Taken> {
  const repeated = await repeatedOf(deps, received);
  if (repeated !== undefined) return repeated;
  throw new Refused(refusal);
}

/**
 * The same of what is about an account. What is at odds with its money is written down before it is refused: whoever is
 * killed in between is asked again.
 * @throws Refused with the refusal
 */
export async function refusedOnAccount(
  deps: RefusedDeps & NoteRefusalDeps,
  received: Received<EventType>,
  refused: OnAccount,
): Promise<Taken | typeof again> {
  const repeated = await repeatedOf(deps, received);
  if (repeated !== undefined) return repeated;
  if (!(await noteRefusal(deps, received, refused))) return again;
  throw new Refused(refused.refusal);
}

async function repeatedOf(deps: RefusedDeps, received: Received<EventType>): Promise<Taken | undefined> {
  const { agencyId, callback } = received;
  const receipt = await deps.receipts.find(agencyId, callback.eventId);
  if (receipt !== undefined) return replayed(receipt, received);
  if (callback.eventType === "payment.reversed") {
    const known = await deps.payments.findReversal(agencyId, callback.data.reversalRef);
    const same = known !== undefined && isSameReversal(known, reversalFact({ ...received, callback }));
    if (same) return duplicate(deps, received);
  }
  return undefined;
}
