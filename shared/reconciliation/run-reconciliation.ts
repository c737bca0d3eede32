import type { Instant } from "../kernel/time.ts";
import { planOf, type Begun } from "./begun.ts";
import { beginRun, type BeginRunDeps } from "./begin-run.ts";
import type { BookOf } from "./book-of.ts";
import type { MatchStore } from "./match-store.ts";
import type { ResumeMatches } from "./resume-matches.ts";
import { runPart, type RunPartDeps } from "./run-part.ts";
import type { Progress, RunStore } from "./run-store.ts";
import type { SettleAdvices } from "./settle-advices.ts";
import type { RunCounts } from "./wire-run.ts";

export type RunDeps = BeginRunDeps &
  RunPartDeps & {
    readonly matches: Pick<MatchStore, "madeBy">;
    readonly runs: Pick<RunStore, "progress">;
    /** What was told of the whole book by now: what was not seen is right again. */
    readonly observe: { readonly gone: (of: BookOf & { readonly at: Instant }) => Promise<unknown> };
    /** What other things than runs found, and what of it came right by itself. */
    readonly review: (of: BookOf) => Promise<unknown>;
    readonly settle: SettleAdvices;
    /** Brings to an end what was left half made. */
    readonly resume: ResumeMatches;
    /** Brings advices to their end of which nothing is at odds any more. */
    readonly freeze: (of: BookOf) => Promise<unknown>;
  };

/**
 * Reconciles a book: first what is looked for at the bank, over all agencies; then, part by part, what each agency
 * reported and advised. Every part is gathered, looked at, told of and matched before the next, and is done once:
 * killed anywhere, the run goes on with the part in which it was.
 * @returns undefined when time was up before all of it was done
 */
export const runReconciliation =
  (deps: RunDeps) =>
  async (run: Begun): Promise<RunCounts | undefined> => {
    const { reconciliationId, lenderId, currency } = run;
    if (!run.dryRun) await deps.resume({ lenderId, currency });
    let progress = await deps.runs.progress(reconciliationId);
    if (progress.planId === undefined) {
      if (!(await beginRun(deps, run))) return undefined;
      progress = await deps.runs.progress(reconciliationId);
    }
    while (progress.partsDone < progress.parts) {
      if (run.isTimeUp() || !(await runPart(deps, run, progress))) return undefined;
      progress = await deps.runs.progress(reconciliationId);
    }
    return run.isTimeUp() ? undefined : concluded(deps, run, progress);
  };

export type RunReconciliation = ReturnType<typeof runReconciliation>;

/** What can be told of the whole book only. Telling it again changes nothing. */
async function concluded(deps: RunDeps, run: Begun, progress: Progress): Promise<RunCounts | undefined> {
  const { counts, isAgain, settledTo: after } = progress;
  if (counts === undefined) throw new Error(`${run.reconciliationId} looked at nothing`);
  if (run.dryRun) return counts;
  const { lenderId, currency, startedAt: at, isTimeUp } = run;
  const of = { lenderId, currency };
  await deps.observe.gone({ ...of, at });
  await deps.review(of);
  if (!(await deps.settle({ plan: planOf(run, progress), after, isTimeUp }))) return undefined;
  await deps.freeze(of);
  return isAgain ? { ...counts, matched: await deps.matches.madeBy(run) } : counts;
}
