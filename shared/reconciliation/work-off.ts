import type { Instant } from "../kernel/time.ts";
import type { UpdateOne } from "../platform/dynamo.ts";
import { withFindings } from "./add-counts.ts";
import type { Begun } from "./begun.ts";
import type { BookOf } from "./book-of.ts";
import type { Gathered } from "./gather-facts.ts";
import { makeMatches, type MakeMatchesDeps } from "./make-matches.ts";
import type { Break } from "./outcome.ts";
import { reconcile } from "./reconcile.ts";
import { findingsOf } from "./run-findings.ts";
import type { RunStore } from "./run-store.ts";
import type { RunCounts } from "./wire-run.ts";

export type WorkOffDeps = MakeMatchesDeps & {
  readonly runs: Pick<RunStore, "looked" | "progress">;
  /** What a part of a run found wrong, and what it found right. */
  readonly observe: {
    readonly found: (
      told: BookOf & {
        readonly seen: readonly Break[];
        readonly righted: readonly string[];
        readonly at: Instant;
      },
    ) => Promise<unknown>;
  };
  readonly update: UpdateOne;
};

type PartOfRun = {
  readonly number: number;
  readonly gathered: Gathered;
  /** What was counted in the parts before. */
  readonly before: RunCounts | undefined;
  readonly collected: number;
  /** What else is wrong, and what is right again. */
  readonly corrected: { readonly breaks: readonly Break[]; readonly righted: readonly string[] };
};

export type WorkedOff = {
  readonly counts: RunCounts;
  /** Somebody was killed in this part: what is counted is not all that it made. */
  readonly isAgain: boolean;
};

/**
 * Looks at a part of a run, and makes what it finds. What is wrong is noted before anything is matched: whoever is
 * killed in between does not see any more what was wrong with what is matched. What was found is counted before that,
 * for whoever does it again finds less.
 * @returns undefined where time was up before all of it was made
 */
export async function workOff(
  deps: WorkOffDeps,
  run: Begun,
  { number, gathered, before, collected, corrected }: PartOfRun,
): Promise<WorkedOff | undefined> {
  const { reconciliationId, lenderId, currency, startedAt: at, dryRun, isTimeUp } = run;
  const found = reconcile(gathered.books, run.ruleSet);
  const seen = [...found.breaks, ...corrected.breaks];
  const first = withFindings(before, findingsOf({ collected, gathered, found, seen }));
  const isFirst = await deps.update(deps.runs.looked(run, number, first));
  const counts = isFirst ? first : ((await deps.runs.progress(reconciliationId)).counts ?? first);
  if (dryRun) return { counts, isAgain: false };
  await deps.observe.found({ lenderId, currency, seen, righted: corrected.righted, at });
  const { matches } = found;
  const made = await makeMatches(deps, { reconciliationId, gathered, matches, counts, isTimeUp });
  return made && { counts: made, isAgain: !isFirst };
}
