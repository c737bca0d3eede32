import * as z from "zod";
import { AgencyId, EndpointId, LenderId } from "../kernel/ids.ts";
import { Instant, plusSeconds, secondsBetween } from "../kernel/time.ts";
import { recipientIdOf, recipientOf, type EndpointRef } from "./recipient.ts";
import { jittered } from "./schedule.ts";

const breaker = {
  endpointId: EndpointId,
  state: z.enum(["CLOSED", "OPEN", "HALF_OPEN", "DISABLED"]),
  /** Failures in a row while closed, of whatever lane. */
  failures: z.int(),
  /** When the last of them was. */
  failedAt: Instant.exactOptional(),
  /** Probes that failed since it opened. */
  probes: z.int(),
  openedAt: Instant.exactOptional(),
  /** When the clock sends a probe or, half open, stops waiting for its answer. */
  probeAt: Instant.exactOptional(),
  probe: z.string().exactOptional(),
  /** Since when the clock wakes what was parked. */
  drainingSince: Instant.exactOptional(),
  reason: z.string().exactOptional(),
  disabledAt: Instant.exactOptional(),
  revision: z.int(),
};

/**
 * Whether posts go to an endpoint. `OPEN`: it failed several times in a row and is left alone until it is
 * probed. `HALF_OPEN`: one lane, `probe`, may try. `DISABLED`: it asked not to be called; a person enables it.
 */
export const Breaker = z.union([
  z.object({ agencyId: AgencyId, ...breaker }),
  z.object({ lenderId: LenderId, ...breaker }),
]);
export type Breaker = z.infer<typeof Breaker>;

export const FAILURE_COUNT_MAX = 5;

const PROBE_SECONDS = { first: 60, max: 1_800 };

/** A probe whose answer is not known by then was lost. */
const PROBE_ANSWER_SECONDS = 180;

/** Lanes that were about to park when it closed are in their list by then. */
const DRAIN_SECONDS_MIN = 300;

export const newBreaker = (ref: EndpointRef): Breaker => ({
  ...recipientOf(recipientIdOf(ref)),
  endpointId: ref.endpointId,
  state: "CLOSED",
  failures: 0,
  probes: 0,
  revision: 0,
});

export type BreakerEvent =
  /** An attempt failed through the endpoint's own fault; `answeredAt` is when the same worker last heard from it. */
  | {
      readonly kind: "failed";
      readonly at: Instant;
      readonly random: number;
      readonly answeredAt?: Instant | undefined;
    }
  /** The endpoint answered for itself. */
  | { readonly kind: "answered"; readonly at: Instant; readonly lane: string }
  /** The endpoint asked not to be called again, or a person disabled it. */
  | { readonly kind: "gone"; readonly at: Instant; readonly reason: string }
  /** The clock lets a parked lane try. */
  | { readonly kind: "probed"; readonly at: Instant; readonly lane: string }
  /** The clock found no lane that could try. */
  | { readonly kind: "unprobed"; readonly at: Instant }
  | { readonly kind: "enabled"; readonly at: Instant }
  /** Nothing is parked any more. */
  | { readonly kind: "drained"; readonly at: Instant };

type Of<Kind extends BreakerEvent["kind"]> = Extract<BreakerEvent, { readonly kind: Kind }>;

/** The breaker after an event; the very same when the event changes nothing. */
export function react(breaker: Breaker, event: BreakerEvent): Breaker {
  switch (event.kind) {
    case "failed":
      return failed(breaker, event);
    case "answered":
      return answered(breaker, event);
    case "gone":
      return gone(breaker, event);
    case "probed":
    case "unprobed":
      return isOpen(breaker) ? probed(breaker, event) : breaker;
    case "enabled":
      return enabled(breaker, event);
    case "drained":
      return drained(breaker, event);
  }
}

/** Whether a lane may post now. */
export const letsThrough = (breaker: Breaker, lane: string): boolean =>
  breaker.state === "CLOSED" || (breaker.state === "HALF_OPEN" && breaker.probe === lane);

/** When the clock has something to do for it, if it ever has. */
export const tendAt = ({ probeAt, drainingSince }: Breaker): Instant | undefined => probeAt ?? drainingSince;

const isOpen = ({ state }: Breaker): boolean => state === "OPEN" || state === "HALF_OPEN";

const isDrained = ({ drainingSince }: Breaker, at: Instant): boolean =>
  drainingSince !== undefined && secondsBetween(drainingSince, at) >= DRAIN_SECONDS_MIN;

const fresh = (breaker: Breaker): Breaker => ({ ...newBreaker(breaker), revision: breaker.revision });

const closed = (breaker: Breaker, at: Instant): Breaker => ({ ...fresh(breaker), drainingSince: at });

/** What goes on through all states in which the endpoint is left alone. */
const base = (breaker: Breaker): Breaker => ({
  ...fresh(breaker),
  probes: breaker.probes,
  ...(breaker.openedAt && { openedAt: breaker.openedAt }),
});

function failed(breaker: Breaker, event: Of<"failed">): Breaker {
  const { at, random } = event;
  if (breaker.state === "HALF_OPEN") {
    const probes = breaker.probes + 1;
    return { ...base(breaker), state: "OPEN", probes, probeAt: plusSeconds(at, pause(probes, random)) };
  }
  if (breaker.state !== "CLOSED") return breaker;
  const failures = isInARow(breaker, event) ? breaker.failures + 1 : 1;
  if (failures < FAILURE_COUNT_MAX) return { ...breaker, failures, failedAt: at };
  return {
    ...fresh(breaker),
    state: "OPEN",
    failures,
    openedAt: at,
    probeAt: plusSeconds(at, pause(0, random)),
  };
}

/** Not every answer is told to the breaker; one that came after the last failure ends the row all the same. */
const isInARow = ({ failedAt }: Breaker, { answeredAt }: Of<"failed">): boolean =>
  answeredAt === undefined || failedAt === undefined || answeredAt <= failedAt;

/** What was posted before it opened says nothing; only the probe's own answer closes it. */
function answered(breaker: Breaker, { at, lane }: Of<"answered">): Breaker {
  if (breaker.state === "HALF_OPEN" && breaker.probe === lane) return closed(breaker, at);
  if (breaker.state !== "CLOSED" || breaker.failures === 0) return breaker;
  const { failedAt: _failedAt, ...well } = breaker;
  return { ...well, failures: 0 };
}

const enabled = (breaker: Breaker, { at }: Of<"enabled">): Breaker =>
  breaker.state === "CLOSED" ? breaker : closed(breaker, at);

const drained = (breaker: Breaker, { at }: Of<"drained">): Breaker =>
  isDrained(breaker, at) ? fresh(breaker) : breaker;

const gone = (breaker: Breaker, { at, reason }: Of<"gone">): Breaker =>
  breaker.state === "DISABLED" ? breaker : { ...fresh(breaker), state: "DISABLED", reason, disabledAt: at };

const probed = (breaker: Breaker, event: Of<"probed"> | Of<"unprobed">): Breaker =>
  event.kind === "probed"
    ? {
        ...base(breaker),
        state: "HALF_OPEN",
        probe: event.lane,
        probeAt: plusSeconds(event.at, PROBE_ANSWER_SECONDS),
      }
    : { ...base(breaker), state: "OPEN", probeAt: plusSeconds(event.at, PROBE_SECONDS.first) };

/** A minute, doubling with every probe that failed to half an hour. */
const pause = (probes: number, random: number): number =>
  jittered(Math.min(PROBE_SECONDS.max, PROBE_SECONDS.first * 2 ** Math.min(probes, 10)), random);
