import type { Actor } from "../kernel/event.ts";
import type { Clock } from "../kernel/time.ts";
import { again, attempts, onConflict } from "../platform/retry.ts";
import type { Write } from "../platform/write.ts";
import { breakIdOf, otherFinding, type OtherFinding } from "./finding.ts";
import { righted } from "./righted.ts";
import type { BreakStore } from "./store.ts";
import type { Effect } from "./take-finding.ts";
import type { BreakId } from "./wire.ts";
import { stepWritten, type BreakWrites } from "./written.ts";

export type CloseBreakDeps = {
  readonly breaks: BreakWrites & Pick<BreakStore, "find">;
  readonly write: Write;
  readonly clock: Clock;
};

/**
 * Resolves the break that a finding opened, because whoever found it finds it no more. What is resolved already, or
 * never was a break, stays as it is.
 */
export const closeFinding =
  (deps: CloseBreakDeps) =>
  async (found: OtherFinding, closing: Closing): Promise<Effect> =>
    closeBreak(deps)(breakIdOf(otherFinding(found).fingerprint), closing);

/** The same, for whoever knows the break. */
export const closeBreak =
  (deps: CloseBreakDeps) =>
  async (breakId: BreakId, { explanation, actor }: Closing): Promise<Effect> =>
    attempts(async () => {
      const before = await deps.breaks.find(breakId);
      const now = deps.clock.now();
      const step = righted(before, { explanation, method: "MATCH" }, { actor, now });
      if (step === undefined) return "NOTHING";
      const name = `closed#${before?.version ?? 0}`;
      const { written } = stepWritten(deps.breaks, step, { before, name, now });
      return (await deps.write(written)).ok ? "CLEARED" : again;
    }, onConflict);

type Closing = { readonly explanation: string; readonly actor: Actor };
