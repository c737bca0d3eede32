import { dateOf, type Clock } from "../kernel/time.ts";
import type { Begun } from "./begun.ts";
import type { BookOf } from "./book-of.ts";
import type { CollectSince } from "./collect-since.ts";
import type { GivenBack } from "./commission-watch-store.ts";
import type { CommissionLooked, LookAtCommission } from "./look-at-commission.ts";
import type { PlanStore } from "./plan-store.ts";
import type { RunStore } from "./run-store.ts";
import type { SurveyBook, Surveyed } from "./survey-book.ts";
import { workOff, type WorkedOff, type WorkOffDeps } from "./work-off.ts";

export type BeginRunDeps = WorkOffDeps & {
  readonly collect: CollectSince;
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

const nothing: CommissionLooked = { breaks: [], righted: [], done: [] };

/**
 * The first part of a run: brings the expectations up to date, goes over all that is open, does what is about money
 * at the bank, and writes down in which parts the rest is done.
 * @returns whether it was done before time was up
 */
export async function beginRun(deps: BeginRunDeps, run: Begun): Promise<boolean> {
  const { lenderId, currency, startedAt, ruleSet, dryRun, isTimeUp } = run;
  const of: BookOf = { lenderId, currency };
  const collected = await deps.collect(of, isTimeUp);
  if (collected === undefined || isTimeUp()) return false;
  const surveying = { asOf: dateOf(startedAt), rules: ruleSet.rules, partSize: deps.partSize };
  const surveyed = await deps.survey(of, surveying);
  const { money: gathered, givenBack } = surveyed;
  const { thresholds } = ruleSet;
  const corrected = dryRun ? nothing : await deps.commission.look({ ...of, givenBack, thresholds });
  const part = { number: 0, gathered, before: undefined, collected, corrected };
  const done = await workOff(deps, run, part);
  if (done === undefined) return false;
  await deps.commission.leave(corrected);
  await planned(deps, run, { surveyed, ...done });
  return true;
}

type Planning = WorkedOff & { readonly surveyed: Surveyed };

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
