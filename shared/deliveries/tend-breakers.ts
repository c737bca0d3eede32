import type { Instant } from "../kernel/time.ts";
import type { Breaker } from "./breaker.ts";
import type { BreakerStore } from "./breaker-store.ts";
import type { LaneStore } from "./lane-store.ts";
import { laneNameOf } from "./recipient.ts";
import type { SendHint } from "./send-hint.ts";
import { tellBreaker, type TellBreakerDeps } from "./tell-breaker.ts";
import { wakeAll } from "./wake-lanes.ts";

export type TendBreakersDeps = TellBreakerDeps & {
  readonly breakers: Pick<BreakerStore, "due" | "fresh" | "saved">;
  readonly lanes: Pick<LaneStore, "parked" | "saved">;
  readonly sendHint: SendHint;
};

/** Endpoints that one run of the schedule looks after. */
const BREAKER_COUNT_MAX = 50;

/** Parked lanes of one endpoint that one run wakes: an agency that is just back is not run over. */
const WAKE_COUNT_MAX = 200;

/**
 * Looks after endpoints that failed: lets one parked lane of each try when it is time, and wakes what is parked,
 * those that wait longest first, once the endpoint is back.
 */
export const tendBreakers =
  (deps: TendBreakersDeps) =>
  async (now: Instant): Promise<{ readonly probed: number; readonly unparked: number }> => {
    let [probed, unparked] = [0, 0];
    for (const breaker of await deps.breakers.due(now, BREAKER_COUNT_MAX)) {
      if (breaker.state === "CLOSED") unparked += await drain(deps, breaker, now);
      else if (await probe(deps, breaker, now)) probed += 1;
    }
    return { probed, unparked };
  };

/** The lane that waits longest tries; a probe that got lost is made by whichever waits longest then. */
async function probe(deps: TendBreakersDeps, breaker: Breaker, now: Instant): Promise<boolean> {
  const [lane] = await deps.lanes.parked(breaker, 1);
  if (lane === undefined) {
    await tellBreaker(deps, breaker, { kind: "unprobed", at: now });
    return false;
  }
  const told = await tellBreaker(deps, breaker, { kind: "probed", at: now, lane: laneNameOf(lane) });
  if (told.state !== "HALF_OPEN") return false;
  await deps.sendHint(lane);
  return true;
}

async function drain(deps: TendBreakersDeps, breaker: Breaker, now: Instant): Promise<number> {
  const lanes = await deps.lanes.parked(breaker, WAKE_COUNT_MAX);
  if (lanes.length > 0) return wakeAll(deps, lanes, now);
  await tellBreaker(deps, breaker, { kind: "drained", at: now });
  return 0;
}
