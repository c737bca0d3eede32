import { dateOf } from "../kernel/time.ts";
import { withFindings } from "./add-counts.ts";
import { planOf, type Begun } from "./begun.ts";
import type { GatherPart } from "./gather-part.ts";
import { makeMatches, type MakeMatchesDeps } from "./make-matches.ts";
import type { PlanStore } from "./plan-store.ts";
import { reconcile } from "./reconcile.ts";
import { findingsOf } from "./run-findings.ts";
import type { Progress, RunStore } from "./run-store.ts";

export type RunPartDeps = MakeMatchesDeps & {
  readonly plans: Pick<PlanStore, "findPart" | "givenBackOf">;
  readonly gatherPart: GatherPart;
  readonly runs: Pick<RunStore, "partDone" | "progress">;
};

/**
 * The next part of a run: what one agency reported and advised. What is wrong is noted before anything is matched, and
 * what was found is counted before that, for whoever does it again finds less.
 * @returns whether it was done before time was up
 */
export async function runPart(deps: RunPartDeps, run: Begun, progress: Progress): Promise<boolean> {
  const { reconciliationId, lenderId, currency, startedAt: at, ruleSet, isTimeUp } = run;
  const of = { lenderId, currency };
  const plan = planOf(run, progress);
  const number = progress.partsDone + 1;
  const gathered = await deps.gatherPart(of, {
    asOf: dateOf(at),
    part: await deps.plans.findPart(plan, number),
    givenBackOf: async (remittanceIds) => deps.plans.givenBackOf(plan, remittanceIds),
  });
  const found = reconcile(gathered.books, ruleSet);
  const findings = findingsOf({ collected: 0, gathered, found, seen: found.breaks });
  const first = withFindings(progress.counts, findings);
  const isFirst = await deps.update(deps.runs.looked(run, number, first));
  const counts = isFirst ? first : ((await deps.runs.progress(reconciliationId)).counts ?? first);
  if (!run.dryRun) await deps.observe.found({ ...of, seen: found.breaks, at });
  const matches = run.dryRun ? [] : found.matches;
  const made = await makeMatches(deps, { reconciliationId, gathered, matches, counts, isTimeUp });
  if (made === undefined) return false;
  await deps.update(deps.runs.partDone(run, number, { counts: made, isAgain: !isFirst }));
  return true;
}
