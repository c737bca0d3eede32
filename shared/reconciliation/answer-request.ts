import type { UpdateOne } from "../platform/dynamo.ts";
import type { Clock } from "../kernel/time.ts";
import type { RunReconciliation } from "./run-reconciliation.ts";
import type { RunStore } from "./run-store.ts";
import type { ReconciliationId, RunCounts } from "./wire-run.ts";

type AnswerRequestDeps = {
  readonly runs: Pick<RunStore, "find" | "finished">;
  readonly run: RunReconciliation;
  readonly update: UpdateOne;
  readonly clock: Clock;
};

/**
 * Makes a run that was asked for and notes what came of it. Told again after it is done, it does nothing; told again
 * after it was killed, it is made again, and finds what it matched before as matched.
 * @returns undefined when it was done before
 */
export const answerRequest =
  (deps: AnswerRequestDeps) =>
  async (reconciliationId: ReconciliationId): Promise<RunCounts | undefined> => {
    const asked = await deps.runs.find(reconciliationId);
    if (asked === undefined || asked.state === "DONE") return undefined;
    const counts = await deps.run({ lenderId: asked.lenderId, currency: asked.currency });
    await deps.update(deps.runs.finished(asked, counts, deps.clock.now()));
    return counts;
  };
