import { Charge, isSameCharge } from "../charges/model.ts";
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
  /** By another placement, under which nobody knew whose money it is. */
  | { readonly kind: "in-suspense"; readonly payment: Payment }
  | { readonly kind: "moved"; readonly payment?: Payment };

export function takenAlready(conflict: Conflict, received: Received<EventType>): Already {
  const standing: Standing = new Map(conflict.map(({ name, existing }) => [name, existing]));
  if (standing.has("receipt")) return { kind: "replay", receipt: Receipt.parse(standing.get("receipt")) };
  if (standing.has("contact")) return { kind: "duplicate" };
  return moneyStands(standing, received) ?? { kind: "moved" };
}

type Standing = ReadonlyMap<string, unknown>;

/** The same money under another event id. */
function moneyStands(standing: Standing, received: Received<EventType>): Already | undefined {
  const { callback } = received;
  if (callback.eventType === "payment.received" && standing.has("payment"))
    return paymentStands(Payment.parse(standing.get("payment")), callback);
  if (callback.eventType === "payment.reversed" && standing.has("reversal"))
    return reversalStands(Reversal.parse(standing.get("reversal")), { ...received, callback });
  const isCharge = callback.eventType === "cost.incurred" || callback.eventType === "fee.added";
  return isCharge && standing.has("charge")
    ? chargeStands(Charge.parse(standing.get("charge")), callback)
    : undefined;
}

const reversalStands = (known: Reversal, received: Received<"payment.reversed">): Already => ({
  kind: isSameReversal(known, reversalFact(received)) ? "duplicate" : "reused-reference",
});

/** One reference is one charge, on whichever account it was reported. */
const chargeStands = (
  known: Charge,
  { data, placementId }: CallbackOf<"cost.incurred"> | CallbackOf<"fee.added">,
): Already => ({
  kind: isSameCharge(known, { ...data.amount, type: data.type, placementId })
    ? "duplicate"
    : "reused-reference",
});

function paymentStands(known: Payment, { data, placementId }: CallbackOf<"payment.received">): Already {
  if (known.status === "AWAITED") return { kind: "moved", payment: known };
  const reported = { ...data.amount, placementId };
  if (isSamePayment(known, reported)) return { kind: "duplicate" };
  return known.status === "SUSPENSE" && isSamePayment({ ...known, placementId }, reported)
    ? { kind: "in-suspense", payment: known }
    : { kind: "reused-reference" };
}
