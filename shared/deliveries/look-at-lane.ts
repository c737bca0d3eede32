import type { EndpointId } from "../kernel/ids.ts";
import { secondsBetween, type Instant } from "../kernel/time.ts";
import { again, attempts, onConflict } from "../platform/retry.ts";
import type { WriteBeside } from "../platform/write.ts";
import { bodyFor } from "./body-for.ts";
import { letsThrough, type Breaker } from "./breaker.ts";
import type { BreakerStore } from "./breaker-store.ts";
import { consequenceOf, type Consequence } from "./consequence.ts";
import type { Target } from "./endpoint.ts";
import type { FindTarget } from "./find-targets.ts";
import { advanced, idle, parked, waiting } from "./lane.ts";
import type { LaneEvent } from "./lane-event.ts";
import type { LaneStore, Pending } from "./lane-store.ts";
import type { Lane } from "./model.ts";
import { postOnce, recordAttempt, type PostEventDeps, type RecordDeps } from "./post-event.ts";
import { laneNameOf, type LaneRef } from "./recipient.ts";
import type { Recorded } from "./store.ts";
import { tellBreaker, type TellBreakerDeps } from "./tell-breaker.ts";
import type { Verdict } from "./verdict.ts";

export type LookAtLaneDeps = PostEventDeps &
  RecordDeps &
  TellBreakerDeps & {
    readonly breakers: Pick<BreakerStore, "recent" | "fresh" | "saved">;
    readonly findTarget: FindTarget;
    readonly lanes: Pick<LaneStore, "find" | "onTheWay" | "saved">;
    readonly random: () => number;
    readonly writeBeside: WriteBeside;
  };

/** What is to be done about a lane after a look: nothing, another look in some seconds, or another one at once. */
export type Look =
  | { readonly kind: "done" }
  | { readonly kind: "waits"; readonly seconds: number }
  | { readonly kind: "more" };

const done: Look = { kind: "done" };
const more: Look = { kind: "more" };

/**
 * Carries what is on the way in a lane, event by event in order, until nothing is left, the recipient does not take
 * one, or time is up. Whoever looks, and how often, makes no difference: the lane's cursor says what is next,
 * and only one of several lookers moves it.
 */
export const lookAtLane = (deps: LookAtLaneDeps) => {
  const answeredAt = new Map<EndpointId, Instant>();
  return async (ref: LaneRef, hasTime: () => boolean): Promise<Look> => {
    const target = await deps.findTarget(ref);
    if (target === undefined) return rest(deps, ref);
    return attempts(() => lookOnce(deps, { ref, target, hasTime, answeredAt }), onConflict);
  };
};

/** The endpoint is gone: nothing waits for it any more, or the clock would wake the lane for ever. */
async function rest(deps: LookAtLaneDeps, ref: LaneRef): Promise<Look> {
  const lane = await deps.lanes.find(ref);
  if (lane.state === "WAITING") await save(deps, lane, idle(lane));
  return done;
}

export type LookAtLane = ReturnType<typeof lookAtLane>;

type Looking = {
  readonly ref: LaneRef;
  readonly target: Target;
  readonly hasTime: () => boolean;
  /** When this worker last had an answer from each endpoint; of most answers the breakers are told nothing. */
  readonly answeredAt: Map<EndpointId, Instant>;
};

async function lookOnce(deps: LookAtLaneDeps, looking: Looking): Promise<Look | typeof again> {
  const { ref } = looking;
  const { lane, pending } = await deps.lanes.onTheWay(ref, looking.target.since);
  const seconds = secondsToWait(lane, deps.clock.now());
  if (seconds > 0) return { kind: "waits", seconds };
  // Where something went wrong before, what another worker found out a moment ago matters.
  const breaker = await deps.breakers[lane.state === "IDLE" ? "recent" : "fresh"](ref);
  const isFree = letsThrough(breaker, laneNameOf(ref));
  if (!isFree && lane.state === "PARKED") return done;
  if (pending.events.length === 0) return settle(deps, lane, pending);
  if (!isFree) return park(deps, lane, lane.attempts);
  const end = await carry(deps, { ...looking, breaker }, { lane, events: pending.events });
  return end === done && pending.hasMore ? more : end;
}

/** Nothing was found on the way: nothing is, or what was looked through was only other people's. */
async function settle(
  deps: LookAtLaneDeps,
  lane: Lane,
  { through, hasMore }: Pending,
): Promise<Look | typeof again> {
  if (hasMore) return (await save(deps, lane, advanced(lane, through))) ? more : again;
  return lane.state === "IDLE" || (await save(deps, lane, idle(lane))) ? done : again;
}

const secondsToWait = ({ state, nextAttemptAt }: Lane, now: Instant): number =>
  state === "WAITING" && nextAttemptAt !== undefined ? Math.ceil(secondsBetween(now, nextAttemptAt)) : 0;

type Carrying = Looking & { readonly breaker: Breaker };

async function carry(
  deps: LookAtLaneDeps,
  carrying: Carrying,
  { lane, events }: { readonly lane: Lane; readonly events: readonly LaneEvent[] },
): Promise<Look | typeof again> {
  let current = lane;
  let { breaker } = carrying;
  for (const event of events) {
    if (!carrying.hasTime()) return more;
    const step = await handOver(deps, { ...carrying, breaker }, { lane: current, event });
    if (!("lane" in step)) return step.look;
    current = step.lane;
    breaker = step.breaker;
  }
  return done;
}

type Step = { readonly lane: Lane; readonly breaker: Breaker } | { readonly look: Look | typeof again };

type Head = { readonly lane: Lane; readonly event: LaneEvent };

/** Hands over the event at a lane's head, once. */
async function handOver(deps: LookAtLaneDeps, carrying: Carrying, head: Head): Promise<Step> {
  const { target, breaker } = carrying;
  const body = await bodyFor(deps, target, head.event);
  if (body === undefined) return goOn(deps, head, breaker);
  const attempt = await postOnce(deps, target, body);
  const isProbe = breaker.state === "HALF_OPEN";
  const follows = consequenceOf(head.lane, attempt, { random: deps.random(), isProbe });
  const recorded = { ...head, eventType: body.eventType, attempt };
  if (follows.kind === "DELIVERED") {
    const after = await heard(deps, carrying, { lane: head.lane, verdict: follows.verdict });
    return delivered(deps, { ...recorded, becomes: "DELIVERED" }, after);
  }
  await recordAttempt(deps, { ...recorded, ...(follows.kind === "GIVEN_UP" && { becomes: follows.kind }) });
  const after = await heard(deps, carrying, { lane: head.lane, verdict: follows.verdict });
  return follow(deps, head, { follows, breaker: after });
}

/** What was taken goes on record together with the lane's next step: the one is never there without the other. */
async function delivered(deps: LookAtLaneDeps, recorded: Recorded & Head, breaker: Breaker): Promise<Step> {
  const { lane, event } = recorded;
  const next = advanced(lane, event.sequence);
  const { ok } = await deps.writeBeside([deps.deliveries.attempted(recorded), deps.lanes.saved(lane, next)]);
  if (ok) return { lane: { ...next, revision: lane.revision + 1 }, breaker };
  // Somebody else moved the lane. The attempt was made all the same.
  await recordAttempt(deps, recorded);
  return { look: again };
}

async function follow(
  deps: LookAtLaneDeps,
  head: Head,
  {
    follows,
    breaker,
  }: { readonly follows: Exclude<Consequence, { kind: "DELIVERED" }>; readonly breaker: Breaker },
): Promise<Step> {
  const { lane, event } = head;
  switch (follows.kind) {
    case "GIVEN_UP":
      deps.log.error("delivery.given-up", { eventId: event.eventId, endpointId: lane.endpointId });
      return goOn(deps, head, breaker);
    case "GONE":
      return { look: await park(deps, lane, lane.attempts) };
    case "RETRY":
      if (breaker.state !== "CLOSED") return { look: await park(deps, lane, follows.attempts) };
      return { look: await wait(deps, lane, follows) };
  }
}

/** Most answers are no news for the breaker, and then it is not asked. */
async function heard(
  deps: LookAtLaneDeps,
  { breaker, answeredAt }: Carrying,
  { lane, verdict }: { readonly lane: Lane; readonly verdict: Verdict },
): Promise<Breaker> {
  const [at, random] = [deps.clock.now(), deps.random()];
  switch (verdict) {
    case "TAKEN":
    case "DISLIKED":
      answeredAt.set(lane.endpointId, at);
      if (breaker.state === "CLOSED" && breaker.failures === 0) return breaker;
      return tellBreaker(deps, lane, { kind: "answered", at, lane: laneNameOf(lane) });
    case "UNWELL":
      return tellBreaker(deps, lane, {
        kind: "failed",
        at,
        random,
        answeredAt: answeredAt.get(lane.endpointId),
      });
    case "GONE":
      return tellBreaker(deps, lane, { kind: "gone", at, reason: "answered 410" });
  }
}

async function goOn(deps: LookAtLaneDeps, { lane, event }: Head, breaker: Breaker): Promise<Step> {
  const next = advanced(lane, event.sequence);
  if (!(await save(deps, lane, next))) return { look: again };
  return { lane: { ...next, revision: lane.revision + 1 }, breaker };
}

async function wait(
  deps: LookAtLaneDeps,
  lane: Lane,
  { attempts: made, seconds }: { readonly attempts: number; readonly seconds: number },
): Promise<Look | typeof again> {
  const next = waiting(lane, { attempts: made, seconds, at: deps.clock.now() });
  return (await save(deps, lane, next)) ? { kind: "waits", seconds } : again;
}

/**
 * Parks a lane until its endpoint is back. A breaker that closed in the meantime may have been drained already,
 * so it is asked once more after the lane is where the drain would find it.
 */
async function park(deps: LookAtLaneDeps, lane: Lane, made: number): Promise<Look | typeof again> {
  if (!(await save(deps, lane, parked(lane, deps.clock.now(), made)))) return again;
  const breaker = await deps.breakers.fresh(lane);
  return letsThrough(breaker, laneNameOf(lane)) ? again : done;
}

const save = async (deps: LookAtLaneDeps, before: Lane, after: Lane): Promise<boolean> =>
  deps.update(deps.lanes.saved(before, after));
