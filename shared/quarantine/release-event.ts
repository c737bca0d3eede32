import type { ReceiptStore } from "../callbacks/receipt-store.ts";
import type { TakeAnyCallback } from "../callbacks/take-any-callback.ts";
import type { DialectStore } from "../dialects/store.ts";
import { takeEvent, type TakeEvent } from "../dialects/take-event.ts";
import { understand, type Understanding } from "../dialects/understand.ts";
import type { Clock } from "../kernel/time.ts";
import type { Decision, QuarantinedEvent } from "./model.ts";
import type { Why } from "../callbacks/receipt.ts";
import { decided } from "./decided.ts";
import { stillQuarantined } from "./still-quarantined.ts";
import type { QuarantineStore } from "./store.ts";

type Receipts = Pick<ReceiptStore, "idOf" | "find" | "created" | "keep" | "quarantine">;

export type ReleaseEventDeps = {
  readonly quarantine: Pick<QuarantineStore, "find">;
  readonly dialects: Pick<DialectStore, "current">;
  /** Receipts that stand in for the one that is released. */
  readonly receiptsOf: (event: QuarantinedEvent, decision: Decision) => Receipts;
  /** The callback's use case, on such receipts. */
  readonly takeCallback: (receipts: Receipts) => TakeAnyCallback;
  readonly clock: Clock;
};

/**
 * Takes a quarantined event as if it came now, as of when it came: by the dialect in force, under its own id. A
 * repeat finds it released and changes nothing.
 * @throws Refused `not-found`, `invalid-transition` when it was rejected, `still-quarantined`, and what the
 * callback's use case refuses: then it stays on the list
 */
export const releaseEvent =
  (deps: ReleaseEventDeps) =>
  async (receiptId: string, decidedBy: string): Promise<QuarantinedEvent> => {
    const event = await deps.quarantine.find(receiptId);
    if (event?.state !== "OPEN") return decided(event, "RELEASED");
    const { agencyId, eventId, receivedAt } = event;
    const body: unknown = JSON.parse(event.raw);
    const callback = callbackOf(understand(await deps.dialects.current(agencyId), body, eventId));
    const postedAt = deps.clock.now();
    const receipts = deps.receiptsOf(event, { decidedBy, decidedAt: postedAt });
    const use = { receipts, takeCallback: deps.takeCallback(receipts), countDrift: counted };
    await takeEvent(
      use,
      { agencyId, receivedAt, postedAt },
      { eventId, callback: { ...callback, eventId }, body, unknownFields: [], isDialect: false },
    );
    return decided(await deps.quarantine.find(receiptId), "RELEASED");
  };

/** It was counted when it came. */
const counted: TakeEvent["countDrift"] = async () => undefined;

function callbackOf(event: Understanding) {
  if ("callback" in event) return event.callback;
  const why: Why = "unknown" in event ? event.unknown : { reason: "untranslatable" };
  throw stillQuarantined(why);
}
