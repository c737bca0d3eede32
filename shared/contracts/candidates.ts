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

export const candidatesOf = (portfolio: Portfolio, agencies: readonly Agency[]): readonly Candidate[] =>
  portfolio.contracts.flatMap((contract) => {
    const agency = agencies.find(({ agencyId }) => agencyId === contract.agencyId);
    return agency
      ? [
          {
            contract,
            agency,
            usage: portfolio.usage.filter(({ agencyId }) => agencyId === contract.agencyId),
          },
        ]
      : [];
  });
