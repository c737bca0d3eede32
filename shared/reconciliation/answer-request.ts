import type { GatewayEvent } from "../kernel/event.ts";
import type { Clock } from "../kernel/time.ts";
import type { UpdateOne } from "../platform/dynamo.ts";
import type { Write } from "../platform/write.ts";
import { continuedOf } from "./asked-for.ts";
import type { RulesStore } from "./rules-store.ts";
import type { RunReconciliation } from "./run-reconciliation.ts";
import type { RunStore } from "./run-store.ts";
import type { ReconciliationId, ReconciliationView, RunCounts } from "./wire-run.ts";

type AnswerRequestDeps = {
  readonly runs: Pick<RunStore, "find" | "started" | "finished" | "handedOver" | "goesOn">;
  readonly rules: Pick<RulesStore, "ruleSet">;
  readonly histories: { readonly upTo: (id: string, sequence: number) => Promise<readonly GatewayEvent[]> };
  readonly run: RunReconciliation;
  readonly write: Write;
  readonly update: UpdateOne;
  readonly clock: Clock;
};

/**
 * Makes a run that was asked for and notes what came of it. Told again after it is done, it does nothing; told again
 * after it was killed, it goes on where it was, as of the same moment and by the same rules. What it has no time for
 * it leaves to whoever is told next, which it sees to.
 * @returns what came of it; `LEFT` when it goes on, undefined when it was done before
 */
export const answerRequest =
  (deps: AnswerRequestDeps) =>
  async (
    reconciliationId: ReconciliationId,
    isTimeUp: () => boolean = () => false,
  ): Promise<RunCounts | "LEFT" | undefined> => {
    const asked = await deps.runs.find(reconciliationId);
    if (asked === undefined || asked.state === "DONE") return undefined;
    const now = deps.clock.now();
    const { version } = await deps.rules.ruleSet(asked.lenderId, asked.ruleVersion);
    if (asked.startedAt === undefined) await deps.update(deps.runs.started(asked, now, version));
    const begun = await deps.runs.find(reconciliationId);
    if (begun?.startedAt === undefined) throw new Error(`${reconciliationId} is gone`);
    const { startedAt, dryRun } = begun;
    const ruleSet = await deps.rules.ruleSet(asked.lenderId, begun.ruleVersion);
    const counts = await deps.run({ ...asked, startedAt, dryRun, ruleSet, isTimeUp });
    if (counts === undefined) return handOver(deps, asked);
    await deps.update(deps.runs.finished(asked, counts, deps.clock.now()));
    return counts;
  };

/** Two days, of twelve minutes each. What gets nowhere in that time is to be looked at by somebody. */
const HAND_OVER_COUNT_MAX = 250;

/**
 * Where somebody else did so already, that is as good.
 * @throws Error for a run that was handed over so often that it gets nowhere
 */
async function handOver(
  { runs, histories, write, clock }: AnswerRequestDeps,
  run: ReconciliationView,
): Promise<"LEFT"> {
  const history = await histories.upTo(run.reconciliationId, HAND_OVER_COUNT_MAX + 1);
  const last = history.at(-1);
  if (last === undefined) throw new Error(`${run.reconciliationId} was asked for by nobody`);
  if (last.sequence > HAND_OVER_COUNT_MAX) throw new Error(`${run.reconciliationId} gets nowhere`);
  const chain = { sequence: last.sequence, head: last.hash };
  await write(continuedOf(runs, run, { chain, now: clock.now() }));
  return "LEFT";
}
