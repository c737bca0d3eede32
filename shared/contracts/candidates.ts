import type { Agency } from "../agencies/model.ts";
import type { CommissionPlan } from "../commissions/model.ts";
import type { Lender } from "../lenders/model.ts";
import type { Candidate } from "./allocate.ts";
import type { Contract } from "./model.ts";
import type { Usage } from "./usage.ts";

/** A lender with everything that it agreed on, and how much each agency has by now. */
export type Portfolio = {
  readonly lender: Lender;
  readonly contracts: readonly Contract[];
  readonly plans: readonly CommissionPlan[];
  readonly usage: readonly Usage[];
};

export function candidatesOf(
  { contracts, plans, usage }: Pick<Portfolio, "contracts" | "plans" | "usage">,
  agencies: readonly Agency[],
): readonly Candidate[] {
  const byId = new Map(agencies.map((agency) => [agency.agencyId, agency]));
  const counters = Map.groupBy(usage, ({ agencyId }) => agencyId);
  return contracts.flatMap((contract) => {
    const agency = byId.get(contract.agencyId);
    if (agency === undefined) return [];
    const plan = plans.find(({ planRef }) => planRef === contract.commissionPlanRef);
    return [{ contract, agency, usage: counters.get(contract.agencyId) ?? [], ...(plan && { plan }) }];
  });
}
