import { Refused, type Refusal } from "../kernel/problems.ts";
import { isSameReversal } from "../payments/model.ts";
import { reversalFact } from "../payments/reverse-payment.ts";
import type { PaymentStore } from "../payments/store.ts";
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
  const { agencyId, callback } = received;
  const receipt = await deps.receipts.find(agencyId, callback.eventId);
  if (receipt !== undefined) return replayed(receipt, received);
  if (callback.eventType === "payment.reversed") {
    const known = await deps.payments.findReversal(agencyId, callback.data.reversalRef);
    const same = known !== undefined && isSameReversal(known, reversalFact({ ...received, callback }));
    if (same) return duplicate(deps, received);
  }
  throw new Refused(refusal);
}
