/** Seconds after the first, second, … failed attempt at which the next one is made: about three days in all. */
const WAIT_SECONDS = [5, 30, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400] as const;

/** After so many attempts an event is given up. */
export const ATTEMPT_COUNT_MAX = WAIT_SECONDS.length + 1;

/** An agency may ask for more time, but not for more than a day at once. */
const HINT_SECONDS_MAX = 86_400;

/** Waits differ by up to a fifth, so that what failed together does not come back together. */
const JITTER = 0.2;

/** `seconds`, a fifth less to a fifth more; `random` is between 0 and 1. */
export const jittered = (seconds: number, random: number): number =>
  Math.round(seconds * (1 - JITTER + 2 * JITTER * random));

/**
 * Seconds until the next attempt, when so many have failed; undefined when there is none. A `Retry-After` may
 * make the wait longer than scheduled, never shorter.
 */
export function waitAfter(
  attempts: number,
  { random, hintSeconds = 0 }: { readonly random: number; readonly hintSeconds?: number | undefined },
): number | undefined {
  const scheduled = WAIT_SECONDS[attempts - 1];
  if (scheduled === undefined) return undefined;
  return Math.max(jittered(scheduled, random), Math.min(Math.ceil(hintSeconds), HINT_SECONDS_MAX));
}
