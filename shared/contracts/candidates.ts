import type { Agency } from "../agencies/model.ts";
import type { Lender } from "../lenders/model.ts";
import type { Candidate } from "./allocate.ts";
import type { Contract } from "./model.ts";
import type { Usage } from "./usage.ts";

/** A lender with everything that it agreed on, and how much each agency has by now. */
export type Portfolio = {
  readonly lender: Lender;
  readonly contracts: readonly Contract[];
  readonly usage: readonly Usage[];
};

export function candidatesOf(
  { contracts, usage }: Pick<Portfolio, "contracts" | "usage">,
  agencies: readonly Agency[],
): readonly Candidate[] {
  const byId = new Map(agencies.map((agency) => [agency.agencyId, agency]));
  const counters = Map.groupBy(usage, ({ agencyId }) => agencyId);
  return contracts.flatMap((contract) => {
    const agency = byId.get(contract.agencyId);
    return agency ? [{ contract, agency, usage: counters.get(contract.agencyId) ?? [] }] : [];
  });
}
