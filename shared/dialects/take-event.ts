import { eventText } from "../callbacks/event-text.ts";
import { quarantined, type Taken } from "../callbacks/receipt.ts";
import type { ReceiptStore } from "../callbacks/receipt-store.ts";
import type { TakeAnyCallback } from "../callbacks/take-any-callback.ts";
import type { AgencyId } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";
import { canonical, sha256 } from "../platform/canonical.ts";
import type { CountDrift, Drift } from "./count-drift.ts";
import type { Named } from "./understand.ts";

export type TakeEvent = {
  readonly receipts: Pick<ReceiptStore, "idOf" | "quarantine">;
  readonly takeCallback: TakeAnyCallback;
  readonly countDrift: CountDrift;
};

/** Who sent an event, and when it came; and when it is acted upon, where that is later. */
export type Sender = {
  readonly agencyId: AgencyId;
  readonly receivedAt: Instant;
  readonly postedAt?: Instant;
};

/**
 * Takes one event, on its own, out of a batch or out of a file: it is the same event when it says the same, and so
 * its hash is that of its canonical JSON, in the agency's own words, whatever the order of its members.
 * @throws Refused `payload-too-large`, `invalid-request` when it is nested too deeply, and what the callback's use case refuses
 */
export async function takeEvent(
  use: TakeEvent,
  sender: Sender,
  event: Named & { readonly body: unknown },
): Promise<Taken> {
  const raw = eventText(event.body);
  const received = {
    ...sender,
    payloadHash: sha256(canonical(event.body)),
    ...(event.isDialect && { keptText: raw }),
  };
  const taken =
    "callback" in event
      ? await use.takeCallback({ ...received, callback: event.callback }, raw)
      : await quarantined(use, { ...received, callback: event }, { raw, ...event.unknown });
  if (!taken.replayed) await use.countDrift(sender.agencyId, driftOf(event), sender.receivedAt);
  return taken;
}

const driftOf = (event: Named): readonly Drift[] => [
  ...("unknown" in event ? [event.unknown] : []),
  ...event.unknownFields.map((pointer) => ({ reason: "unknown-field" as const, pointer, value: "" })),
];
