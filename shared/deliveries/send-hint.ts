import type { Send } from "../platform/queues.ts";
import { primaryEndpointIdOf } from "../kernel/ids.ts";
import { laneHint } from "./messages.ts";
import { laneNameOf, type LaneRef } from "./recipient.ts";

export type SendHintDeps = { readonly queue: string; readonly send: Send; readonly newUlid: () => string };

/**
 * The group in which a lane is looked at. The primary endpoint's lane shares its placement's group with the
 * events that the outbox sends; every other endpoint has a group of its own, so that none waits for another.
 */
const groupOf = (lane: LaneRef): string =>
  "agencyId" in lane && lane.endpointId === primaryEndpointIdOf(lane.agencyId)
    ? lane.placementId
    : laneNameOf(lane);

/**
 * Asks a worker to look at a lane. Without a name of its own the message is never taken for one that was sent
 * before; with one, a repeat within some minutes is dropped.
 */
export const sendHint =
  (deps: SendHintDeps) =>
  async (lane: LaneRef, dedupe: string = deps.newUlid()): Promise<void> =>
    deps.send(deps.queue, laneHint(lane), { group: groupOf(lane), dedupe });

export type SendHint = ReturnType<typeof sendHint>;
