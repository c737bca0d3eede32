import type { UpdateOne } from "../platform/dynamo.ts";
import type { Clock } from "../kernel/time.ts";
import type { RunReconciliation } from "./run-reconciliation.ts";
import type { RulesStore } from "./rules-store.ts";
import type { RunStore } from "./run-store.ts";
import type { ReconciliationId, RunCounts } from "./wire-run.ts";

type AnswerRequestDeps = {
  readonly runs: Pick<RunStore, "find" | "started" | "finished">;
  readonly rules: Pick<RulesStore, "ruleSet">;
  readonly run: RunReconciliation;
  readonly update: UpdateOne;
  readonly clock: Clock;
};

/**
 * Makes a run that was asked for and notes what came of it. Told again after it is done, it does nothing; told again
 * after it was killed, it is made again as of the same moment and by the same rules, and finds what it matched before as matched.
 * @returns undefined when it was done before
 */
export const answerRequest =
  (deps: AnswerRequestDeps) =>
  async (reconciliationId: ReconciliationId): Promise<RunCounts | undefined> => {
    const asked = await deps.runs.find(reconciliationId);
    if (asked === undefined || asked.state === "DONE") return undefined;
    const now = deps.clock.now();
    const { version } = await deps.rules.ruleSet(asked.lenderId, asked.ruleVersion);
    const isFirst =
      asked.startedAt === undefined && (await deps.update(deps.runs.started(asked, now, version)));
    const begun = await deps.runs.find(reconciliationId);
    if (begun?.startedAt === undefined) throw new Error(`${reconciliationId} is gone`);
    const { startedAt, dryRun } = begun;
    const ruleSet = await deps.rules.ruleSet(asked.lenderId, begun.ruleVersion);
    const counts = await deps.run({ ...asked, startedAt, dryRun, ruleSet, isAgain: !isFirst });
    await deps.update(deps.runs.finished(asked, counts, deps.clock.now()));
    return counts;
  };
