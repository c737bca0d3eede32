import { plusSeconds, type Instant } from "../kernel/time.ts";
import type { Lane } from "./model.ts";
import { laneRefOf, type LaneRef } from "./recipient.ts";

/** Up to this long a message waits in its queue; what waits longer is woken by the clock. */
export const SHORT_WAIT_SECONDS_MAX = 120;

/** The clock looks after a message that should have come by then, for messages may be lost. */
const LOST_MESSAGE_SECONDS = 180;

export const newLane = (ref: LaneRef): Lane => ({
  ...laneRefOf(ref),
  cursor: 0,
  attempts: 0,
  state: "IDLE",
  revision: 0,
});

const base = (lane: Lane): Lane => ({
  ...newLane(lane),
  cursor: lane.cursor,
  attempts: lane.attempts,
  revision: lane.revision,
});

/** Behind an event that was delivered, given up, or not wanted. */
export const advanced = (lane: Lane, sequence: number): Lane => ({
  ...base(lane),
  cursor: sequence,
  attempts: 0,
});

/** With nothing on the way. */
export const idle = (lane: Lane): Lane => base(lane);

export function waiting(
  lane: Lane,
  { attempts, seconds, at }: { readonly attempts: number; readonly seconds: number; readonly at: Instant },
): Lane {
  const grace = seconds <= SHORT_WAIT_SECONDS_MAX ? LOST_MESSAGE_SECONDS : 0;
  return {
    ...base(lane),
    attempts,
    state: "WAITING",
    nextAttemptAt: plusSeconds(at, seconds),
    lookAt: plusSeconds(at, seconds + grace),
  };
}

export const parked = (lane: Lane, at: Instant, attempts = lane.attempts): Lane => ({
  ...base(lane),
  attempts,
  state: "PARKED",
  parkedAt: at,
});

/** About to be looked at: a message is sent, and the clock looks again should it get lost. */
export const woken = (lane: Lane, at: Instant): Lane => ({
  ...base(lane),
  state: "WAITING",
  nextAttemptAt: lane.nextAttemptAt ?? at,
  lookAt: plusSeconds(at, LOST_MESSAGE_SECONDS),
});
