import type { FindTargets } from "./find-targets.ts";
import { SHORT_WAIT_SECONDS_MAX } from "./lane.ts";
import type { Look, LookAtLane } from "./look-at-lane.ts";
import type { EventHint, LaneHint } from "./messages.ts";
import type { LaneRef } from "./recipient.ts";
import type { SendHint } from "./send-hint.ts";

export type TakeHintDeps = {
  readonly findTargets: FindTargets;
  readonly look: LookAtLane;
  readonly sendHint: SendHint;
};

/**
 * Acts on a queue's message about lanes. An event concerns one lane for every endpoint of its agency: the
 * primary one is looked at here, the others by messages of their own, so that a slow endpoint delays no other.
 * @returns seconds after which the message should come again; undefined when it has done its work
 */
export const takeHint =
  (deps: TakeHintDeps) =>
  async (hint: EventHint | LaneHint, hasTime: () => boolean): Promise<number | undefined> => {
    const lane = "kind" in hint ? hint : await laneOfEvent(deps, hint);
    if (lane === undefined) return undefined;
    return settled(deps, lane, await deps.look(lane, hasTime));
  };

async function laneOfEvent(deps: TakeHintDeps, hint: EventHint): Promise<LaneRef | undefined> {
  const { accountId, placementId, agencyId, eventId } = hint;
  const targets = await deps.findTargets(agencyId);
  const lanes = targets.map(({ endpointId, isPrimary }) => ({
    isPrimary,
    lane: { accountId, placementId, agencyId, endpointId },
  }));
  const further = lanes.filter(({ isPrimary }) => !isPrimary);
  await Promise.all(further.map(({ lane }) => deps.sendHint(lane, `${eventId}#${lane.endpointId}`)));
  return lanes.find(({ isPrimary }) => isPrimary)?.lane;
}

async function settled(deps: TakeHintDeps, lane: LaneRef, look: Look): Promise<number | undefined> {
  if (look.kind === "more") await deps.sendHint(lane);
  return look.kind === "waits" && look.seconds <= SHORT_WAIT_SECONDS_MAX ? look.seconds : undefined;
}
