import type { ContractStore } from "../contracts/store.ts";
import { saveVersion } from "../contracts/save-version.ts";
import type { LenderId } from "../kernel/ids.ts";
import { Refused } from "../kernel/problems.ts";
import type { Clock } from "../kernel/time.ts";
import { canonical } from "../platform/canonical.ts";
import type { CreateOne, PutOne } from "../platform/dynamo.ts";
import { CommissionPlan } from "./model.ts";
import type { CommissionPlanStore } from "./store.ts";
import type { CommissionPlanBody, PlanRef } from "./wire.ts";

export type SavePlanDeps = {
  readonly contracts: Pick<ContractStore, "portfolio">;
  readonly plans: Pick<CommissionPlanStore, "item" | "versionItem">;
  readonly put: PutOne;
  readonly create: CreateOne;
  readonly clock: Clock;
};

/** Placing reads all of a lender's plans: so many of the largest are a tenth of what one read takes. */
export const PLAN_COUNT_MAX = 40;

/**
 * Sets a plan up or changes it. Terms that differ get the next version, and every version is kept; what was placed
 * keeps the plan that it was placed under.
 * @throws Refused `not-found` for an unknown lender, `invalid-request` for another currency, `limit-reached`,
 *   `unavailable`
 */
export const savePlan =
  (deps: SavePlanDeps) =>
  async (lenderId: LenderId, planRef: PlanRef, body: CommissionPlanBody): Promise<CommissionPlan> => {
    const portfolio = await deps.contracts.portfolio(lenderId);
    if (portfolio === undefined) throw new Refused({ code: "not-found", detail: "No such lender." });
    const before = portfolio.plans.find((one) => one.planRef === planRef);
    if (before === undefined && portfolio.plans.length >= PLAN_COUNT_MAX)
      throw new Refused({ code: "limit-reached", detail: `A lender has ${PLAN_COUNT_MAX} plans at most.` });
    if (before !== undefined) mustStayIn(before, body);
    const next = CommissionPlan.parse({ ...body, lenderId, planRef, version: before?.version ?? 0 });
    const plan =
      before !== undefined && canonical(before) === canonical(next) ? before : await kept(deps, next);
    await deps.put(deps.plans.item(plan));
    return plan;
  };

/** Contracts name the plan for its currency, and were held against it when they were saved. */
function mustStayIn({ currency, planRef }: CommissionPlan, body: CommissionPlanBody): void {
  if (body.currency === currency) return;
  throw new Refused({
    code: "invalid-request",
    detail: `${planRef} is in ${currency}, and contracts may name it for that.`,
    errors: [{ pointer: "/currency", code: "other-currency", detail: `must stay ${currency}` }],
  });
}

async function kept(deps: SavePlanDeps, next: CommissionPlan): Promise<CommissionPlan> {
  const savedAt = deps.clock.now();
  const version = await saveVersion(deps.create, next.version + 1, {
    itemOf: (given) => deps.plans.versionItem({ ...next, version: given, savedAt }),
    contentOf: (item) => CommissionPlan.parse(item),
  });
  return { ...next, version };
}
