import type { Actor } from "../kernel/event.ts";
import { Refused } from "../kernel/problems.ts";
import type { Clock } from "../kernel/time.ts";
import type { Write } from "../platform/write.ts";
import { askedRun, writtenOf, type AskedFor } from "./asked-for.ts";
import type { BookOf } from "./book-of.ts";
import type { RulesStore } from "./rules-store.ts";
import { STANDARD_VERSION } from "./rules-wire.ts";
import type { RunStore } from "./run-store.ts";
import type { ReconciliationId, ReconciliationView } from "./wire-run.ts";

export type RequestReconciliationDeps = {
  readonly runs: Pick<RunStore, "asked" | "created">;
  readonly rules: Pick<RulesStore, "find">;
  readonly newReconciliationId: () => ReconciliationId;
  readonly write: Write;
  readonly clock: Clock;
};

export type Asking = {
  readonly actor: Actor;
  readonly dryRun?: boolean;
  /** By which rules a dry run looks. */
  readonly ruleVersion?: number | undefined;
};

/**
 * Asks for a run over a book, or for a look that makes nothing. One that finds nothing new changes nothing, so that
 * asking twice is harmless.
 * @throws Refused `invalid-request` for rules that the lender does not have
 */
export const requestReconciliation =
  (deps: RequestReconciliationDeps) =>
  async (of: BookOf, asking: Asking): Promise<ReconciliationView> => {
    if (asking.ruleVersion !== undefined) await mustBeThere(deps, of, asking.ruleVersion);
    const asked: AskedFor = {
      ...asking,
      reconciliationId: deps.newReconciliationId(),
      now: deps.clock.now(),
    };
    const run = askedRun(of, asked);
    const outcome = await deps.write(writtenOf(deps.runs, run, asked));
    if (!outcome.ok) throw new Error(`${run.reconciliationId} is taken`);
    return run;
  };

export type RequestReconciliation = ReturnType<typeof requestReconciliation>;

async function mustBeThere(
  { rules }: RequestReconciliationDeps,
  { lenderId }: BookOf,
  version: number,
): Promise<void> {
  if (version === STANDARD_VERSION || (await rules.find(lenderId, version)) !== undefined) return;
  throw new Refused({
    code: "invalid-request",
    detail: "The lender has no such rules.",
    errors: [{ pointer: "/ruleVersion", code: "unknown", detail: `no version ${version}` }],
  });
}
