import type { ContractStore } from "../contracts/store.ts";
import type { LenderId } from "../kernel/ids.ts";
import { canonical } from "../platform/canonical.ts";
import type { PutOne } from "../platform/dynamo.ts";
import type { Lender } from "./model.ts";
import type { LenderBody } from "./wire.ts";

export type SaveLenderDeps = {
  readonly contracts: Pick<ContractStore, "portfolio" | "lenderItem">;
  readonly put: PutOne;
};

/** Sets a lender up or changes it. A policy that differs gets the next version: verdicts name theirs. */
export const saveLender =
  (deps: SaveLenderDeps) =>
  async (lenderId: LenderId, body: LenderBody): Promise<Lender> => {
    const before = (await deps.contracts.portfolio(lenderId))?.lender;
    const same = before !== undefined && canonical(before.policy) === canonical(body.policy);
    const policyVersion = same ? before.policyVersion : (before?.policyVersion ?? 0) + 1;
    const lender = { lenderId, ...body, policyVersion };
    await deps.put(deps.contracts.lenderItem(lender));
    return lender;
  };
