import type { Conflict } from "../kernel/change.ts";
import { isSamePayment, isSameReversal, Payment, Reversal } from "../payments/model.ts";
import { reversalFact } from "../payments/reverse-payment.ts";
import type { Received } from "./outcome.ts";
import { Receipt } from "./model.ts";
import type { CallbackOf, EventType } from "./wire.ts";

/**
 * What a conflict means. The same event: its receipt stands. The same money under another event id: its
 * payment or reversal stands. Otherwise somebody else changed the account: decide again.
 */
export type Already =
  | { readonly kind: "replay"; readonly receipt: Receipt }
  | { readonly kind: "duplicate" }
  | { readonly kind: "reused-reference" }
  | { readonly kind: "moved"; readonly payment?: Payment };

export function takenAlready(conflict: Conflict, received: Received<EventType>): Already {
  const standing = new Map(conflict.map(({ name, existing }) => [name, existing]));
  if (standing.has("receipt")) return { kind: "replay", receipt: Receipt.parse(standing.get("receipt")) };
  const { callback, agencyId } = received;
  if (callback.eventType === "payment.received" && standing.has("payment"))
    return paymentStands(Payment.parse(standing.get("payment")), callback);
  if (callback.eventType === "payment.reversed" && standing.has("reversal")) {
    const known = Reversal.parse(standing.get("reversal"));
    const reported = reversalFact({ ...received, agencyId, callback });
    return { kind: isSameReversal(known, reported) ? "duplicate" : "reused-reference" };
  }
  if (standing.has("contact")) return { kind: "duplicate" };
  return { kind: "moved" };
}

function paymentStands(known: Payment, { data, placementId }: CallbackOf<"payment.received">): Already {
  if (known.status === "AWAITED") return { kind: "moved", payment: known };
  const same = isSamePayment(known, { ...data.amount, placementId });
  return { kind: same ? "duplicate" : "reused-reference" };
}
