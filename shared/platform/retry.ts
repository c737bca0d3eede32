import { Refused } from "../kernel/problems.ts";

/** Waiting and chance, so that tests need neither. */
export type Pause = { readonly sleep: (ms: number) => Promise<void>; readonly random: () => number };

export const realPause: Pause = {
  sleep: async (ms) => {
    await new Promise((resolve) => {
      setTimeout(resolve, ms);
    });
  },
  random: Math.random,
};

/** Full jitter: anything between zero and a doubling ceiling, in milliseconds. */
export const backoffMs = (
  attempt: number,
  base: { readonly ms: number; readonly maxMs: number },
  random: number,
): number => Math.floor(random * Math.min(base.maxMs, base.ms * 2 ** attempt));

const unavailable = (detail: string): Refused => new Refused({ code: "unavailable", detail });

/** What an attempt ends with when it must be made again. */
export const again: unique symbol = Symbol("again");

/**
 * Makes an attempt until it gives something other than `again`.
 * @throws Refused `unavailable` after the last attempt
 */
export async function attempts<T>(
  attempt: () => Promise<T | typeof again>,
  limits: { readonly count: number; readonly ms: number; readonly maxMs: number; readonly pause: Pause },
): Promise<T> {
  for (let n = 0; n < limits.count; n += 1) {
    const outcome = await attempt();
    if (outcome !== again) return outcome;
    await limits.pause.sleep(backoffMs(n, limits, limits.pause.random()));
  }
  throw unavailable(`Gave up after ${limits.count} attempts.`);
}

/**
 * A conflict means that somebody was faster: the decision is made again on what stands then, at once and not for
 * long.
 */
export const onConflict = { count: 8, ms: 20, maxMs: 500, pause: realPause };

/**
 * For what many write at once, such as a contract's last places: each conflict is somebody else's success, so that
 * there may be as many in a row as there are others. Three seconds at most, within what an answer may take.
 */
export const onContention = { count: 24, ms: 20, maxMs: 250, pause: realPause };
