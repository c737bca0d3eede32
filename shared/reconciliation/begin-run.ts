import { dateOf, type Clock } from "../kernel/time.ts";
import { withFindings } from "./add-counts.ts";
import type { Begun } from "./begun.ts";
import type { BookOf } from "./book-of.ts";
import type { CollectSince } from "./collect-since.ts";
import type { GivenBack } from "./commission-watch-store.ts";
import type { LookAtCommission } from "./look-at-commission.ts";
import { makeMatches, type MakeMatchesDeps } from "./make-matches.ts";
import type { PlanStore } from "./plan-store.ts";
import { reconcile } from "./reconcile.ts";
import type { ResumeMatches } from "./resume-matches.ts";
import { findingsOf } from "./run-findings.ts";
import type { Progress, RunStore } from "./run-store.ts";
import type { SurveyBook, Surveyed } from "./survey-book.ts";
import type { RunCounts } from "./wire-run.ts";

export type BeginRunDeps = MakeMatchesDeps & {
  readonly collect: CollectSince;
  readonly resume: ResumeMatches;
  readonly survey: SurveyBook;
  /** What became of commission after it was taken. */
  readonly commission: LookAtCommission;
  readonly plans: Pick<PlanStore, "part" | "advice">;
  readonly runs: Pick<RunStore, "planned">;
  readonly newPlanId: () => string;
  /** Facts of a part, as a rule. */
  readonly partSize: number;
  readonly clock: Clock;
};

/**
 * The first part of a run: brings the expectations up to date, goes over all that is open, does what is about money
 * at the bank, and writes down in which parts the rest is done. What is wrong is noted before anything is matched:
 * whoever is killed in between does not see any more what was wrong with what is matched.
 */
export async function beginRun(
  deps: BeginRunDeps,
  run: Begun,
  progress: Progress,
): Promise<"PLANNED" | "TIME_IS_UP"> {
  const of: BookOf = { lenderId: run.lenderId, currency: run.currency };
  if (!run.dryRun) await deps.resume(of);
  const collected = await deps.collect(of, run.isTimeUp);
  if (collected === undefined) return "TIME_IS_UP";
  const surveyed = await deps.survey(of, {
    asOf: dateOf(run.startedAt),
    rules: run.ruleSet.rules,
    partSize: deps.partSize,
  });
  const counts = await moneyDone(deps, run, { surveyed, collected, progress });
  await planned(deps, run, { surveyed, counts, isAgain: progress.lookedTo !== undefined });
  return "PLANNED";
}

type Money = {
  readonly surveyed: Surveyed;
  readonly collected: number;
  readonly progress: Progress;
};

async function moneyDone(
  deps: BeginRunDeps,
  run: Begun,
  { surveyed: { money, givenBack }, collected, progress }: Money,
): Promise<RunCounts> {
  const { lenderId, currency, startedAt: at } = run;
  const of = { lenderId, currency };
  const found = reconcile(money.books, run.ruleSet);
  const corrected = run.dryRun
    ? undefined
    : await deps.commission.look({ ...of, givenBack, thresholds: run.ruleSet.thresholds });
  const seen = [...found.breaks, ...(corrected?.breaks ?? [])];
  const findings = findingsOf({ collected, gathered: money, found, seen });
  const counts = progress.counts ?? withFindings(undefined, findings);
  await deps.update(deps.runs.looked(run, 0, counts));
  if (corrected === undefined) return counts;
  await deps.observe.found({ ...of, seen, righted: corrected.righted, at });
  await deps.commission.leave(corrected);
  const { reconciliationId } = run;
  return makeMatches(deps, { reconciliationId, gathered: money, matches: found.matches, counts });
}

type Planning = {
  readonly surveyed: Surveyed;
  readonly counts: RunCounts;
  readonly isAgain: boolean;
};

async function planned(
  { plans, runs, newPlanId, inParallel, update, clock }: BeginRunDeps,
  { reconciliationId }: Begun,
  { surveyed: { plan, remittanceIds, givenBack }, counts, isAgain }: Planning,
): Promise<void> {
  const planId = newPlanId();
  const [of, now] = [{ reconciliationId, planId }, clock.now()];
  const back = sumsByAdvice(givenBack);
  const advices = remittanceIds.map((remittanceId) =>
    plans.advice(of, { remittanceId, givenBack: back.get(remittanceId) ?? 0 }, now),
  );
  await inParallel(advices, async (change) => void (await update(change)));
  await inParallel([...plan.parts.entries()], async ([n, { desk, names }]) => {
    const part = { number: n + 1, names, loose: plan.loose.get(desk) ?? [], now };
    for (const change of plans.part(of, part)) await update(change);
  });
  await update(runs.planned({ reconciliationId }, { planId, parts: plan.parts.length, counts, isAgain }));
}

function sumsByAdvice(givenBack: readonly GivenBack[]): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const { remittanceId, amount, tax } of givenBack)
    sums.set(remittanceId, (sums.get(remittanceId) ?? 0) + amount + tax);
  return sums;
}
