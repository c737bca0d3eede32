import type { Clock } from "../kernel/time.ts";
import type { UpdateOne } from "../platform/dynamo.ts";
import { decided } from "./decided.ts";
import type { QuarantinedEvent } from "./model.ts";
import type { QuarantineStore } from "./store.ts";

export type RejectEventDeps = {
  readonly quarantine: Pick<QuarantineStore, "find" | "rejected">;
  readonly update: UpdateOne;
  readonly clock: Clock;
};

/**
 * Takes an event off the list of those that wait, for good. Nothing else changes, and its agency goes on being
 * answered QUARANTINED: it was told no more, and nothing was done with the event.
 * @throws Refused `not-found`, `invalid-transition` when it was released
 */
export const rejectEvent =
  (deps: RejectEventDeps) =>
  async (receiptId: string, decidedBy: string, reason: string): Promise<QuarantinedEvent> => {
    const event = await deps.quarantine.find(receiptId);
    if (event?.state !== "OPEN") return decided(event, "REJECTED");
    const decision = { decidedBy, decidedAt: deps.clock.now(), rejectionReason: reason };
    await deps.update(deps.quarantine.rejected(event, decision));
    return decided(await deps.quarantine.find(receiptId), "REJECTED");
  };
