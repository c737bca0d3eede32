import type { Around } from "./world.ts";

/** The process was gone: before its call took effect, or after it did and before it heard so. */
export class Crash extends Error {
  override readonly name = "Crash";
}

export type CrashPoint = { readonly call: number; readonly when: "before" | "after" };

/** Counts calls, and crashes at one of them. */
export function crashing(point?: CrashPoint): { readonly around: Around; readonly calls: () => number } {
  let calls = 0;
  return {
    calls: () => calls,
    around: async (call) => {
      calls += 1;
      const isHit = calls === point?.call;
      if (isHit && point?.when === "before") throw new Crash(`before call ${calls}`);
      const answer = await call();
      if (isHit) throw new Crash(`after call ${calls}`);
      return answer;
    },
  };
}

export const pointsOf = (calls: number): readonly CrashPoint[] =>
  Array.from({ length: calls }, (_, n) => n + 1).flatMap((call) => [
    { call, when: "before" as const },
    { call, when: "after" as const },
  ]);
