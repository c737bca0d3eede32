import type { Item } from "../kernel/change.ts";
import type { AgencyId, LenderId } from "../kernel/ids.ts";
import { PolicyVersion } from "../lenders/model.ts";
import type { Page, Reader } from "../platform/dynamo.ts";
import { ContractVersion, type Contract } from "./model.ts";

/**
 * Former versions lie outside the lender's partition: every placement reads that one whole, and it must not grow
 * with the years.
 */
const policiesPk = (lenderId: LenderId): string => `POLICIES#${lenderId}`;

const contractsPk = (lenderId: LenderId, agencyId: AgencyId): string => `CONTRACTS#${lenderId}#${agencyId}`;

const versionKey = (version: number): string => `VERSION#${String(version).padStart(6, "0")}`;

/** Policies and contracts as they were saved, each under its number for ever. */
export const versionItems = (reader: Reader) => ({
  policyVersionItem: (saved: PolicyVersion): Item => ({
    pk: policiesPk(saved.lenderId),
    sk: versionKey(saved.version),
    ...saved,
  }),
  contractVersionItem: (saved: ContractVersion): Item => ({
    pk: contractsPk(saved.lenderId, saved.agencyId),
    sk: versionKey(saved.version),
    ...saved,
  }),
  policyVersion: async (lenderId: LenderId, version: number): Promise<PolicyVersion | undefined> => {
    const item = await reader.get({ pk: policiesPk(lenderId), sk: versionKey(version) });
    return item === undefined ? undefined : PolicyVersion.parse(item);
  },
  /** Every policy that was ever saved, newest first. */
  policyVersions: async (lenderId: LenderId, limit: number, after?: Page["next"]) => {
    const page = await reader.page({
      pk: policiesPk(lenderId),
      limit,
      newestFirst: true,
      ...(after && { after }),
    });
    return {
      items: page.items.map((item) => PolicyVersion.parse(item)),
      ...(page.next && { next: page.next }),
    };
  },
  /** Every contract with an agency that was ever saved, newest first. */
  contractVersions: async (
    { lenderId, agencyId }: Pick<Contract, "lenderId" | "agencyId">,
    limit: number,
    after?: Page["next"],
  ) => {
    const pk = contractsPk(lenderId, agencyId);
    const page = await reader.page({ pk, limit, newestFirst: true, ...(after && { after }) });
    return {
      items: page.items.map((item) => ContractVersion.parse(item)),
      ...(page.next && { next: page.next }),
    };
  },
});
