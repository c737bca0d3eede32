import { inParallel } from "../../shared/platform/parallel.ts";
import type { Around } from "./around.ts";

/** The process was gone: before its call took effect, or after it did and before it heard so. */
export class Crash extends Error {
  override readonly name = "Crash";
}

export type CrashPoint = { readonly call: number; readonly when: "before" | "after" };

export type Crashing = {
  readonly around: Around;
  /** Where what was called might have crashed: before every call, and after every one that has an effect. */
  readonly points: () => readonly CrashPoint[];
};

/** Counts calls, and crashes at one of them. */
export function crashing(point?: CrashPoint): Crashing {
  const points: CrashPoint[] = [];
  let calls = 0;
  return {
    points: () => points,
    around: async (call, effect) => {
      const number = (calls += 1);
      points.push({ call: number, when: "before" });
      // After a read everything is as it was before it, and before the next call.
      if (effect !== "none") points.push({ call: number, when: "after" });
      const isHit = number === point?.call;
      if (isHit && point?.when === "before") throw new Crash(`before call ${number}`);
      const answer = await call();
      if (isHit) throw new Crash(`after call ${number}`);
      return answer;
    },
  };
}

/** Where what is left differs: a crash before a call leaves what the last one with an effect left. */
export const effects = (points: readonly CrashPoint[]): readonly CrashPoint[] =>
  points.filter(({ when }, n) => when === "after" || n === 0);

/** Worlds do not see each other: so many crash at a time. */
const AT_A_TIME = 4;

export const atEach = async (
  points: readonly CrashPoint[],
  run: (point: CrashPoint) => Promise<void>,
): Promise<void> => inParallel(points, AT_A_TIME, run);
