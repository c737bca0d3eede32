import * as z from "zod";
import { CommissionPlan } from "../commissions/model.ts";
import type { Item } from "../kernel/change.ts";
import type { AgencyId, LenderId } from "../kernel/ids.ts";
import { Lender } from "../lenders/model.ts";
import type { Page, Reader } from "../platform/dynamo.ts";
import { listing } from "../platform/listing.ts";
import type { Portfolio } from "./candidates.ts";
import { Contract } from "./model.ts";
import { Usage } from "./usage.ts";
import { usageItems } from "./usage-store.ts";
import { versionItems } from "./version-store.ts";

const lenderKey = (lenderId: string) => ({ pk: `LENDER#${lenderId}`, sk: "LENDER" });

const contractKey = (lenderId: string, agencyId: string) => ({
  pk: `LENDER#${lenderId}`,
  sk: `CONTRACT#${agencyId}`,
});

/** A lender's plans, contracts and counters fit one read of a megabyte: two hundred contracts with all their counters do. */
const LENDER_ITEM_COUNT_MAX = 8_000;

const LENDERS = "LENDERS";

const SortKey = z.object({ sk: z.string() });

export const contractStore = (reader: Reader) => ({
  /** The lender, its policy, its contracts with their counters and its commission plans, in one read. */
  portfolio: async (lenderId: LenderId): Promise<Portfolio | undefined> => {
    const { items, next } = await reader.page({
      pk: lenderKey(lenderId).pk,
      limit: LENDER_ITEM_COUNT_MAX,
    });
    if (next !== undefined) throw new Error(`${lenderId} has more contracts than one read takes`);
    const of = (prefix: string) => items.filter((item) => SortKey.parse(item).sk.startsWith(prefix));
    const [lender] = of("LENDER").map((item) => Lender.parse(item));
    return (
      lender && {
        lender,
        contracts: of("CONTRACT#").map((item) => Contract.parse(item)),
        plans: of("COMMISSION_PLAN#").map((item) => CommissionPlan.parse(item)),
        usage: of("USAGE#").map((item) => Usage.parse(item)),
      }
    );
  },
  lender: async (lenderId: LenderId): Promise<Lender | undefined> => {
    const item = await reader.get(lenderKey(lenderId));
    return item === undefined ? undefined : Lender.parse(item);
  },
  /** What a lender and an agency have agreed, if they have. */
  contract: async (lenderId: LenderId, agencyId: AgencyId): Promise<Contract | undefined> => {
    const item = await reader.get(contractKey(lenderId, agencyId));
    return item === undefined ? undefined : Contract.parse(item);
  },
  /** All lenders, by their ids. */
  lenders: async (limit: number, after?: Page["next"]) => {
    const page = await listing(reader)({ list: LENDERS, limit, after });
    return { ...page, items: page.items.map((item) => Lender.parse(item)) };
  },
  lenderItem: (lender: Lender): Item => ({
    ...lenderKey(lender.lenderId),
    ...lender,
    list: LENDERS,
    at: lender.lenderId,
  }),
  contractItem: (contract: Contract): Item => ({
    ...contractKey(contract.lenderId, contract.agencyId),
    ...contract,
  }),
  ...versionItems(reader),
  ...usageItems,
});

export type ContractStore = ReturnType<typeof contractStore>;
