import type { Instant } from "../kernel/time.ts";
import type { UpdateOne } from "../platform/dynamo.ts";
import { woken } from "./lane.ts";
import type { LaneStore } from "./lane-store.ts";
import type { Lane } from "./model.ts";
import type { SendHint } from "./send-hint.ts";

export type WakeLanesDeps = {
  readonly lanes: Pick<LaneStore, "due" | "retryLists" | "saved">;
  readonly update: UpdateOne;
  readonly sendHint: SendHint;
};

/** Lanes of one shard that one run of the schedule wakes; the rest is due a minute later still. */
const DUE_COUNT_MAX = 250;

/** Lanes that are woken side by side. */
const PARALLEL_COUNT = 20;

/** Has every lane looked at whose wait is over. @returns how many */
export const wakeDueLanes =
  (deps: WakeLanesDeps) =>
  async (now: Instant): Promise<number> => {
    let count = 0;
    for (const list of deps.lanes.retryLists)
      count += await wakeAll(deps, await deps.lanes.due(list, now, DUE_COUNT_MAX), now);
    return count;
  };

/**
 * Wakes lanes: each is first marked to be looked at again should its message get lost, then the message is sent.
 * A lane that somebody else moved meanwhile needs no waking.
 */
export async function wakeAll(
  deps: Omit<WakeLanesDeps, "lanes"> & { readonly lanes: Pick<LaneStore, "saved"> },
  lanes: readonly Lane[],
  now: Instant,
): Promise<number> {
  let count = 0;
  const wake = async (lane: Lane): Promise<void> => {
    if (!(await deps.update(deps.lanes.saved(lane, woken(lane, now))))) return;
    await deps.sendHint(lane);
    count += 1;
  };
  for (let from = 0; from < lanes.length; from += PARALLEL_COUNT)
    await Promise.all(lanes.slice(from, from + PARALLEL_COUNT).map(wake));
  return count;
}
