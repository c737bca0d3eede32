import { saveVersion } from "../contracts/save-version.ts";
import type { ContractStore } from "../contracts/store.ts";
import type { LenderId } from "../kernel/ids.ts";
import type { Clock } from "../kernel/time.ts";
import { canonical } from "../platform/canonical.ts";
import type { CreateOne, PutOne } from "../platform/dynamo.ts";
import { PolicyVersion, type Lender } from "./model.ts";
import type { LenderBody } from "./wire.ts";

export type SaveLenderDeps = {
  readonly contracts: Pick<ContractStore, "portfolio" | "lenderItem" | "policyVersionItem">;
  readonly create: CreateOne;
  readonly put: PutOne;
  readonly clock: Clock;
};

/**
 * Sets a lender up or changes it. A policy that differs gets the next version: verdicts name theirs, and every
 * version is kept before it is in force.
 * @throws Refused `unavailable`
 */
export const saveLender =
  (deps: SaveLenderDeps) =>
  async (lenderId: LenderId, body: LenderBody): Promise<Lender> => {
    const before = (await deps.contracts.portfolio(lenderId))?.lender;
    const same = before !== undefined && canonical(before.policy) === canonical(body.policy);
    const policyVersion = same
      ? before.policyVersion
      : await kept(deps, { lenderId, policy: body.policy, next: (before?.policyVersion ?? 0) + 1 });
    const lender = { lenderId, ...body, policyVersion };
    await deps.put(deps.contracts.lenderItem(lender));
    return lender;
  };

type Change = Pick<PolicyVersion, "lenderId" | "policy"> & { readonly next: number };

async function kept(deps: SaveLenderDeps, { lenderId, policy, next }: Change): Promise<number> {
  const savedAt = deps.clock.now();
  return saveVersion(deps.create, next, {
    itemOf: (version) => deps.contracts.policyVersionItem({ lenderId, version, policy, savedAt }),
    contentOf: (item) => PolicyVersion.parse(item).policy,
  });
}
