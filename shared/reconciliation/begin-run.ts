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
import { findingsOf } from "./run-findings.ts";
import type { RunStore } from "./run-store.ts";
import type { SurveyBook, Surveyed } from "./survey-book.ts";
import type { RunCounts } from "./wire-run.ts";

export type BeginRunDeps = MakeMatchesDeps & {
  readonly collect: CollectSince;
  readonly survey: SurveyBook;
  /** What became of commission after it was taken. */
  readonly commission: LookAtCommission;
  readonly plans: Pick<PlanStore, "part" | "advice">;
  readonly runs: Pick<RunStore, "planned" | "progress">;
  readonly newPlanId: () => string;
  /** Facts of a part, as a rule. */
  readonly partSize: number;
  readonly clock: Clock;
};

/**
 * The first part of a run: brings the expectations up to date, goes over all that is open, does what is about money
 * at the bank, and writes down in which parts the rest is done. What is wrong is noted before anything is matched:
 * whoever is killed in between does not see any more what was wrong with what is matched.
 * @returns whether it was done before time was up
 */
export async function beginRun(deps: BeginRunDeps, run: Begun): Promise<boolean> {
  const { lenderId, currency, startedAt, ruleSet, isTimeUp } = run;
  const of: BookOf = { lenderId, currency };
  const collected = await deps.collect(of, isTimeUp);
  if (collected === undefined || isTimeUp()) return false;
  const surveying = { asOf: dateOf(startedAt), rules: ruleSet.rules, partSize: deps.partSize };
  const surveyed = await deps.survey(of, surveying);
  const done = await moneyDone(deps, run, { surveyed, collected });
  if (done === undefined) return false;
  await planned(deps, run, { surveyed, ...done });
  return true;
}

type Money = { readonly surveyed: Surveyed; readonly collected: number };

type Done = { readonly counts: RunCounts; readonly isAgain: boolean };

async function moneyDone(
  deps: BeginRunDeps,
  run: Begun,
  { surveyed: { money, givenBack }, collected }: Money,
): Promise<Done | undefined> {
  const { reconciliationId, lenderId, currency, startedAt: at, isTimeUp } = run;
  const of = { lenderId, currency };
  const found = reconcile(money.books, run.ruleSet);
  const corrected = run.dryRun
    ? undefined
    : await deps.commission.look({ ...of, givenBack, thresholds: run.ruleSet.thresholds });
  const seen = [...found.breaks, ...(corrected?.breaks ?? [])];
  const first = withFindings(undefined, findingsOf({ collected, gathered: money, found, seen }));
  const isFirst = await deps.update(deps.runs.looked(run, 0, first));
  const counts = isFirst ? first : ((await deps.runs.progress(reconciliationId)).counts ?? first);
  if (corrected !== undefined) {
    await deps.observe.found({ ...of, seen, righted: corrected.righted, at });
    await deps.commission.leave(corrected);
  }
  const matches = run.dryRun ? [] : found.matches;
  const made = await makeMatches(deps, { reconciliationId, gathered: money, matches, counts, isTimeUp });
  return made && { counts: made, isAgain: !isFirst };
}

type Planning = Done & { readonly surveyed: Surveyed };

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
