import { dateOf } from "../kernel/time.ts";
import { planOf, type Begun } from "./begun.ts";
import type { GatherPart } from "./gather-part.ts";
import type { PlanStore } from "./plan-store.ts";
import type { Progress, RunStore } from "./run-store.ts";
import { workOff, type WorkOffDeps } from "./work-off.ts";

export type RunPartDeps = WorkOffDeps & {
  readonly plans: Pick<PlanStore, "findPart" | "givenBackOf">;
  readonly gatherPart: GatherPart;
  readonly runs: Pick<RunStore, "partDone">;
};

const nothing = { breaks: [], righted: [] };

/** The next part of a run: what one agency reported and advised. @returns whether it was done before time was up */
export async function runPart(deps: RunPartDeps, run: Begun, progress: Progress): Promise<boolean> {
  const { lenderId, currency, startedAt } = run;
  const plan = planOf(run, progress);
  const number = progress.partsDone + 1;
  const gathered = await deps.gatherPart(
    { lenderId, currency },
    {
      asOf: dateOf(startedAt),
      part: await deps.plans.findPart(plan, number),
      givenBackOf: async (remittanceIds) => deps.plans.givenBackOf(plan, remittanceIds),
    },
  );
  const part = { number, gathered, before: progress.counts, collected: 0, corrected: nothing };
  const done = await workOff(deps, run, part);
  if (done === undefined) return false;
  await deps.update(deps.runs.partDone(run, number, done));
  return true;
}
