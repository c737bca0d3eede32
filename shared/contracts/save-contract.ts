import type { AgencyStore } from "../agencies/store.ts";
import type { CommissionPlan } from "../commissions/model.ts";
import type { AgencyId, LenderId } from "../kernel/ids.ts";
import { Refused } from "../kernel/problems.ts";
import type { Clock } from "../kernel/time.ts";
import { canonical } from "../platform/canonical.ts";
import type { CreateOne, PutOne } from "../platform/dynamo.ts";
import { Contract } from "./model.ts";
import { saveVersion } from "./save-version.ts";
import { shardCountOf, type Usage } from "./usage.ts";
import type { ContractStore } from "./store.ts";
import type { ContractBody, ContractView } from "./wire.ts";

export type SaveContractDeps = {
  readonly agencies: Pick<AgencyStore, "find">;
  readonly contracts: Pick<
    ContractStore,
    "portfolio" | "contractItem" | "contractVersionItem" | "emptyUsage"
  >;
  readonly put: PutOne;
  readonly create: CreateOne;
  readonly clock: Clock;
};

/**
 * Agrees or changes a contract; its counters go on. Terms that differ get the next version, and every version is
 * kept. Counters come first: a contract in force has all that it needs, wherever the process died.
 * @throws Refused `not-found` for an unknown lender, `unknown-agency`, `invalid-request` for a plan that is none,
 *   `unavailable`
 */
export const saveContract =
  (deps: SaveContractDeps) =>
  async (lenderId: LenderId, agencyId: AgencyId, body: ContractBody): Promise<ContractView> => {
    const portfolio = await deps.contracts.portfolio(lenderId);
    if (portfolio === undefined) throw new Refused({ code: "not-found", detail: "No such lender." });
    if ((await deps.agencies.find(agencyId)) === undefined)
      throw new Refused({ code: "unknown-agency", detail: `${agencyId} is not set up.` });
    mustBeAPlan(portfolio.plans, body);
    const before = portfolio.contracts.find((one) => one.agencyId === agencyId);
    const next = Contract.parse({ ...body, lenderId, agencyId, version: before?.version ?? 0 });
    const contract =
      before !== undefined && canonical(before) === canonical(next) ? before : await kept(deps, next);
    await withCounters(deps, contract, portfolio.usage);
    await deps.put(deps.contracts.contractItem(contract));
    return contractView(contract, portfolio.usage);
  };

/** @throws Refused `invalid-request` for a plan that the lender does not have, or has in another currency */
function mustBeAPlan(plans: readonly CommissionPlan[], { commissionPlanRef, currency }: ContractBody): void {
  if (commissionPlanRef === undefined) return;
  const plan = plans.find(({ planRef }) => planRef === commissionPlanRef);
  if (plan?.currency === currency) return;
  const [code, detail] =
    plan === undefined
      ? ["unknown-plan", "not a commission plan of the lender"]
      : ["other-currency", `a plan in ${plan.currency}`];
  throw new Refused({
    code: "invalid-request",
    detail: `${commissionPlanRef} is ${detail}.`,
    errors: [{ pointer: "/commissionPlanRef", code, detail }],
  });
}

async function kept(deps: SaveContractDeps, next: Contract): Promise<Contract> {
  const savedAt = deps.clock.now();
  const version = await saveVersion(deps.create, next.version + 1, {
    itemOf: (given) => deps.contracts.contractVersionItem({ ...next, version: given, savedAt }),
    contentOf: (item) => Contract.parse(item),
  });
  return { ...next, version };
}

/** A larger capacity has more counters; those that stand go on as they are. */
async function withCounters(
  deps: SaveContractDeps,
  contract: Contract,
  usage: readonly Usage[],
): Promise<void> {
  const standing = new Set(
    usage.filter(({ agencyId }) => agencyId === contract.agencyId).map(({ shard }) => shard),
  );
  const missing = Array.from({ length: shardCountOf(contract.capacity) }, (_, shard) => shard).filter(
    (shard) => !standing.has(shard),
  );
  await Promise.all(missing.map(async (shard) => deps.create(deps.contracts.emptyUsage(contract, shard))));
}

export const contractView = (contract: Contract, usage: readonly Usage[]): ContractView => {
  const own = usage.filter(({ agencyId }) => agencyId === contract.agencyId);
  return {
    ...contract,
    open: own.reduce((total, { open }) => total + open, 0),
    placed: own.reduce((total, { placed }) => total + placed, 0),
  };
};
