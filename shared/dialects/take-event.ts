import { quarantined, type Taken } from "../callbacks/receipt.ts";
import type { ReceiptStore } from "../callbacks/receipt-store.ts";
import type { TakeCallback } from "../callbacks/take-callback.ts";
import type { AgencyId } from "../kernel/ids.ts";
import { Refused } from "../kernel/problems.ts";
import type { Instant } from "../kernel/time.ts";
import { sha256 } from "../platform/canonical.ts";
import type { CountDrift, Drift } from "./count-drift.ts";
import type { Named } from "./understand.ts";

export type TakeEvent = {
  readonly receipts: Pick<ReceiptStore, "idOf" | "quarantine">;
  readonly takeCallback: TakeCallback;
  readonly countDrift: CountDrift;
};

/** Who sent an event, and when it came; and when it is acted upon, where that is later. */
export type Sender = {
  readonly agencyId: AgencyId;
  readonly receivedAt: Instant;
  readonly postedAt?: Instant;
};

/**
 * What an event may be as text: a quarantined one is kept whole in an item. More than a body of its own may have,
 * since numbers such as 1e20 grow when they are written out.
 */
const TEXT_BYTES_MAX = 256 * 1024;

/**
 * Takes one event, on its own or out of a batch: both ways it is the same event when it says the same, and so its
 * hash is that of its JSON without white space, in the agency's own words.
 * @throws Refused `payload-too-large`, `invalid-request` when it is nested too deeply, and what the callback's use case refuses
 */
export async function takeEvent(
  use: TakeEvent,
  sender: Sender,
  event: Named & { readonly body: unknown },
): Promise<Taken> {
  const raw = textOf(event.body);
  if (Buffer.byteLength(raw) > TEXT_BYTES_MAX)
    throw new Refused({ code: "payload-too-large", detail: `An event has at most ${TEXT_BYTES_MAX} bytes.` });
  const received = {
    ...sender,
    payloadHash: sha256(raw),
    ...(event.isDialect && { keptText: raw }),
  };
  const taken =
    "callback" in event
      ? await use.takeCallback({ ...received, callback: event.callback }, raw)
      : await quarantined(use, { ...received, callback: event }, { raw, ...event.unknown });
  if (!taken.replayed) await use.countDrift(sender.agencyId, driftOf(event), sender.receivedAt);
  return taken;
}

/** Writing it down goes as deep as the event is nested, reading it does not. */
function textOf(body: unknown): string {
  try {
    return JSON.stringify(body);
  } catch {
    throw new Refused({ code: "invalid-request", detail: "The event is nested too deeply." });
  }
}

const driftOf = (event: Named): readonly Drift[] => [
  ...("unknown" in event ? [event.unknown] : []),
  ...event.unknownFields.map((pointer) => ({ reason: "unknown-field" as const, pointer, value: "" })),
];
