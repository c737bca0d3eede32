import type { AgencyStore } from "../agencies/store.ts";
import type { AgencyId, LenderId } from "../kernel/ids.ts";
import { Refused } from "../kernel/problems.ts";
import { canonical } from "../platform/canonical.ts";
import type { CreateOne, PutOne } from "../platform/dynamo.ts";
import { Contract } from "./model.ts";
import { USAGE_SHARD_COUNT, type Usage } from "./usage.ts";
import type { ContractStore } from "./store.ts";
import type { ContractBody, ContractView } from "./wire.ts";

export type SaveContractDeps = {
  readonly agencies: Pick<AgencyStore, "find">;
  readonly contracts: Pick<ContractStore, "portfolio" | "contractItem" | "emptyUsage">;
  readonly put: PutOne;
  readonly create: CreateOne;
};

/**
 * Agrees or changes a contract; its counters go on. Terms that differ get the next version.
 * @throws Refused `not-found` for an unknown lender, `unknown-agency`
 */
export const saveContract =
  (deps: SaveContractDeps) =>
  async (lenderId: LenderId, agencyId: AgencyId, body: ContractBody): Promise<ContractView> => {
    const portfolio = await deps.contracts.portfolio(lenderId);
    if (portfolio === undefined) throw new Refused({ code: "not-found", detail: "No such lender." });
    if ((await deps.agencies.find(agencyId)) === undefined)
      throw new Refused({ code: "unknown-agency", detail: `${agencyId} is not set up.` });
    const before = portfolio.contracts.find((one) => one.agencyId === agencyId);
    const next = { ...body, lenderId, agencyId, version: before?.version ?? 1 };
    const same = before === undefined || canonical(Contract.parse(before)) === canonical(next);
    const contract = same ? next : { ...next, version: next.version + 1 };
    await deps.put(deps.contracts.contractItem(contract));
    for (let shard = 0; shard < USAGE_SHARD_COUNT; shard += 1)
      await deps.create(deps.contracts.emptyUsage(contract, shard));
    return contractView(contract, portfolio.usage);
  };

export const contractView = (contract: Contract, usage: readonly Usage[]): ContractView => {
  const own = usage.filter(({ agencyId }) => agencyId === contract.agencyId);
  return {
    ...contract,
    open: own.reduce((total, { open }) => total + open, 0),
    placed: own.reduce((total, { placed }) => total + placed, 0),
  };
};
