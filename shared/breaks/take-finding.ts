import { utc, type Clock } from "../kernel/time.ts";
import type { UpdateOne } from "../platform/dynamo.ts";
import { again, attempts, onConflict } from "../platform/retry.ts";
import type { Write } from "../platform/write.ts";
import { breakIdOf, type Finding } from "./finding.ts";
import type { BreakRecord } from "./model.ts";
import { regained } from "./given-up.ts";
import { cleared, observed, type Look } from "./observed.ts";
import type { BreakStep } from "./step.ts";
import type { BreakStore } from "./store.ts";
import { stepWritten, type BreakWrites } from "./written.ts";

export type TakeFindingDeps = {
  readonly breaks: BreakWrites & Pick<BreakStore, "find" | "seenAgain">;
  readonly write: Write;
  readonly update: UpdateOne;
  readonly clock: Clock;
};

/** Who looks, as of when. */
export type LookedAt = Pick<Look, "actor" | "at">;

/** What became of a break by a look at it. */
export type Effect = "OPENED" | "CHANGED" | "REOPENED" | "SEEN_AGAIN" | "CLEARED" | "NOTHING";

/**
 * Writes down that something was found: once for each look, whatever is repeated. `known` is what was read of the
 * break before, which is read again when somebody was faster.
 */
export async function takeFinding(
  deps: TakeFindingDeps,
  finding: Finding,
  { looked, known }: { readonly looked: LookedAt; readonly known?: BreakRecord | undefined },
): Promise<Effect> {
  const breakId = breakIdOf(finding.fingerprint);
  let before = known;
  return attempts(async () => {
    const look = { ...looked, now: deps.clock.now() };
    const found = observed(before, finding, look);
    if (found.kind === "NOTHING") return "NOTHING";
    const isDone =
      found.kind === "STEP"
        ? await take(deps, found.step, { before, look })
        : before !== undefined && (await deps.update(deps.breaks.seenAgain(before, utc(looked.at))));
    if (isDone) return found.kind === "STEP" ? effectOf(before) : "SEEN_AGAIN";
    before = await deps.breaks.find(breakId);
    return again;
  }, onConflict);
}

const effectOf = (before: BreakRecord | undefined): Effect => {
  if (before === undefined) return "OPENED";
  return before.state === "RESOLVED" ? "REOPENED" : "CHANGED";
};

/**
 * Resolves a break that a run did not find, or found right, and takes back what giving it up posted, unless somebody
 * found or moved it meanwhile.
 */
export async function clearBreak(
  deps: TakeFindingDeps,
  known: BreakRecord,
  { isRighted, ...looked }: LookedAt & { readonly isRighted: boolean },
): Promise<Effect> {
  let before: BreakRecord | undefined = known;
  return attempts(async () => {
    const look = { ...looked, now: deps.clock.now() };
    const step = before && (cleared(before, { ...look, isRighted }) ?? regained(before, look));
    if (step === undefined) return "NOTHING";
    if (await take(deps, step, { before, look })) return "CLEARED";
    before = await deps.breaks.find(known.breakId);
    return again;
  }, onConflict);
}

async function take(
  deps: TakeFindingDeps,
  step: BreakStep,
  { before, look }: { readonly before: BreakRecord | undefined; readonly look: Look },
): Promise<boolean> {
  const { written } = stepWritten(deps.breaks, step, {
    before,
    name: `look#${utc(look.at)}#${before?.version ?? 0}`,
    now: look.now,
  });
  return (await deps.write(written)).ok;
}
