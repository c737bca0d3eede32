import type { Instant } from "../kernel/time.ts";
import type { PlanOf } from "./plan-store.ts";
import type { Progress } from "./run-store.ts";
import type { RuleSet } from "./wire.ts";
import type { ReconciliationView } from "./wire-run.ts";

/** A run that has begun: the moment as of which it looks, and by which rules. */
export type Begun = Pick<ReconciliationView, "reconciliationId" | "lenderId" | "currency"> & {
  readonly startedAt: Instant;
  readonly ruleSet: RuleSet;
  /** Looks and counts, and makes nothing. */
  readonly dryRun: boolean;
  /** Must it leave the rest to whoever is told next? */
  readonly isTimeUp: () => boolean;
};

/** @throws Error where there is no plan yet */
export function planOf({ reconciliationId }: Pick<Begun, "reconciliationId">, { planId }: Progress): PlanOf {
  if (planId === undefined) throw new Error(`${reconciliationId} is not planned`);
  return { reconciliationId, planId };
}
