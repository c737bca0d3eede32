import { quarantined, type Taken } from "./receipt.ts";
import type { ReceiptStore } from "./receipt-store.ts";
import type { TakeCallback } from "./take-callback.ts";
import { eventData } from "./event-data.ts";
import { eventText } from "./event-text.ts";
import { Callback, Envelope } from "./wire.ts";
import type { AgencyId } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";
import { canonical, sha256 } from "../platform/canonical.ts";
import { parsed } from "../kernel/parsed.ts";

export type TakeEvent = {
  readonly receipts: Pick<ReceiptStore, "idOf" | "quarantine">;
  readonly takeCallback: TakeCallback;
};

/** Who sent an event, and when it came. */
export type Sender = { readonly agencyId: AgencyId; readonly receivedAt: Instant };

/** An event by its schema, or as much of it as is known of a type that is not. */
export type Understood = { readonly eventId: string; readonly callback?: Callback };

/** @throws Refused `invalid-request` */
export function understood(body: unknown): Understood {
  if (!isOfKnownType(body)) return { eventId: parsed(Envelope, body).eventId };
  const callback = parsed(Callback, body);
  return { eventId: callback.eventId, callback };
}

/**
 * Takes one event, on its own, out of a batch or out of a file: it is the same event when it says the same, and so
 * its hash is that of its canonical JSON, whatever the order of its members.
 * @throws Refused what the callback's use case refuses, `payload-too-large`, `invalid-request`
 */
export async function takeEvent(
  use: TakeEvent,
  sender: Sender,
  { body, eventId, callback }: Understood & { readonly body: unknown },
): Promise<Taken> {
  const raw = eventText(body);
  const received = { ...sender, payloadHash: sha256(canonical(body)) };
  if (callback !== undefined) return use.takeCallback({ ...received, callback }, raw);
  return quarantined(use, { ...received, callback: { eventId } }, { raw, reason: "unknown-event-type" });
}

/** What can be acted upon is parsed once, whole; of the rest only the envelope is known. */
const isOfKnownType = (body: unknown): boolean =>
  typeof body === "object" &&
  body !== null &&
  "eventType" in body &&
  typeof body.eventType === "string" &&
  Object.hasOwn(eventData, body.eventType);
