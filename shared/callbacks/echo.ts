import { EventId } from "../kernel/ids.ts";
import type { DirectPayment } from "../payments/direct-model.ts";
import type { Received } from "./outcome.ts";
import type { ToldEvent } from "./told-store.ts";
import type { Callback, EventType } from "./wire.ts";

/**
 * A callback that reports back what its agency was told: the event of ours and the lender's payment that it is about,
 * as far as they were found; or why nothing can be made of it.
 */
export type Echo = {
  readonly event?: ToldEvent;
  readonly payment?: DirectPayment;
  readonly fault?: "echo-unknown" | "echo-differs";
};

/** An agency's own answers and acts, whoever it says that they came from: nobody else can do them. */
const ownActs: ReadonlySet<EventType> = new Set([
  "placement.acknowledged",
  "placement.declined",
  "placement.info_requested",
  "hold.acknowledged",
  "recall.acknowledged",
  "recall.objected",
  "data.deleted",
  "contact.attempted",
]);

/** Says that it is not the agency's own: it has no effect of its own, even if nothing is found that it reports back. */
export const isForeign = ({ origin, eventType }: Pick<Callback, "origin" | "eventType">): boolean =>
  origin !== "AGENCY" && !ownActs.has(eventType);

/** What of ours says the same as what an agency reports. */
const mirrored: Partial<Record<EventType, readonly string[]>> = {
  "payment.received": ["payment.direct_received"],
  "payment.reversed": ["payment.direct_reversed"],
  "hold.applied": ["hold.ordered", "hold.reminded"],
};

/** The event of ours that a callback names, if that can make an echo of it. */
export function namedEvent(callback: Callback): EventId | undefined {
  const { correlationId, eventType } = callback;
  if (correlationId === undefined || (!isForeign(callback) && mirrored[eventType] === undefined))
    return undefined;
  const eventId = EventId.safeParse(correlationId);
  return eventId.success ? eventId.data : undefined;
}

/** The lender's payment that a callback may name by the lender's own reference. */
export function namedPayment(callback: Callback): string | undefined {
  if (callback.eventType === "payment.reversed")
    return isForeign(callback) ? callback.data.originalPaymentRef : undefined;
  if (callback.eventType !== "payment.received") return undefined;
  return isForeign(callback) || callback.data.recipient === "LENDER" ? callback.data.paymentRef : undefined;
}

type Found = { readonly event: ToldEvent | undefined; readonly payment: DirectPayment | undefined };

/**
 * What a callback reports back. Money that the lender has and that it recorded is an echo, whoever the agency says
 * that it came from: it is counted already. Undefined for what is the agency's own.
 */
export function echoIn(received: Received<EventType>, { payment, ...found }: Found): Echo | undefined {
  const { callback } = received;
  const event = toldTo(received, found.event);
  if (event === undefined && payment === undefined)
    return isForeign(callback) ? { fault: "echo-unknown" } : undefined;
  if (isOtherMoney(callback, { event, payment })) return { fault: "echo-differs" };
  return { ...(event && { event }), ...(payment && { payment }) };
}

/** An event that this agency was told, and that says the same where something of ours can. */
function toldTo(
  { callback, agencyId }: Received<EventType>,
  event: ToldEvent | undefined,
): ToldEvent | undefined {
  if (event?.data.agencyId !== agencyId) return undefined;
  return mirrored[callback.eventType]?.includes(event.type) === false ? undefined : event;
}

/** Another amount is not what the agency was told. */
function isOtherMoney(callback: Callback, { event, payment }: Found): boolean {
  if (callback.eventType !== "payment.received" && callback.eventType !== "payment.reversed") return false;
  const { amount, currency } = callback.data.amount;
  const told = event?.data.amount ?? (payment && recordedOf(callback.eventType, payment));
  return told !== undefined && (told.amount !== amount || told.currency !== currency);
}

/** Without the event, the whole payment; and of what went back only all of it can be told by the payment alone. */
const recordedOf = (
  eventType: "payment.received" | "payment.reversed",
  { amount, reversed, currency }: DirectPayment,
) => ({ amount: eventType === "payment.received" ? amount : reversed, currency });
