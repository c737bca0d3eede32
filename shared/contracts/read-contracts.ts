import * as z from "zod";
import { existing } from "../access/scope.ts";
import { AgencyId, type LenderId } from "../kernel/ids.ts";
import { Refused } from "../kernel/problems.ts";
import { contractView } from "./save-contract.ts";
import type { ContractStore } from "./store.ts";
import type { ContractView } from "./wire.ts";

export type ReadContractsDeps = { readonly contracts: Pick<ContractStore, "portfolio"> };

export type ContractPage = {
  readonly items: readonly ContractView[];
  readonly next?: { readonly agencyId: string };
};

type Paging = { readonly limit: number; readonly after?: Readonly<Record<string, string>> };

/**
 * A lender's contracts with what is open and placed, by agency.
 * @throws Refused `not-found` for an unknown lender, `invalid-cursor`
 */
export const listContracts =
  (deps: ReadContractsDeps) =>
  async (lenderId: LenderId, { limit, after }: Paging): Promise<ContractPage> => {
    const { contracts, usage } = existing(await deps.contracts.portfolio(lenderId));
    const from = after === undefined ? "" : positionOf(after);
    const rest = contracts
      .filter(({ agencyId }) => agencyId > from)
      .toSorted((a, b) => (a.agencyId < b.agencyId ? -1 : 1));
    const items = rest.slice(0, limit).map((contract) => contractView(contract, usage));
    const last = items.at(-1);
    return { items, ...(last && rest.length > limit && { next: { agencyId: last.agencyId } }) };
  };

const Position = z.strictObject({ agencyId: AgencyId });

function positionOf(after: Readonly<Record<string, string>>): AgencyId {
  const position = Position.safeParse(after);
  if (position.success) return position.data.agencyId;
  throw new Refused({ code: "invalid-cursor", detail: "Use a nextCursor of this very list, unchanged." });
}

/** @throws Refused `not-found` */
export const readContract =
  (deps: ReadContractsDeps) =>
  async (lenderId: LenderId, agencyId: AgencyId): Promise<ContractView> => {
    const portfolio = existing(await deps.contracts.portfolio(lenderId));
    const contract = existing(portfolio.contracts.find((one) => one.agencyId === agencyId));
    return contractView(contract, portfolio.usage);
  };
