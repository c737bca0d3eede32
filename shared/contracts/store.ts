import * as z from "zod";
import type { Item, Update } from "../kernel/change.ts";
import type { AgencyId, LenderId } from "../kernel/ids.ts";
import { Lender } from "../lenders/model.ts";
import type { Reader } from "../platform/dynamo.ts";
import type { Portfolio } from "./candidates.ts";
import { Contract, shardCapacity, Usage } from "./model.ts";

const lenderKey = (lenderId: string) => ({ pk: `LENDER#${lenderId}`, sk: "LENDER" });

const contractKey = (lenderId: string, agencyId: string) => ({
  pk: `LENDER#${lenderId}`,
  sk: `CONTRACT#${agencyId}`,
});

const usageKey = (lenderId: LenderId, agencyId: AgencyId, shard: number) => ({
  pk: `LENDER#${lenderId}`,
  sk: `USAGE#${agencyId}#${shard}`,
});

/** A lender's contracts and counters fit one page: as many contracts as a lender may have. */
const LENDER_ITEM_COUNT_MAX = 500;

const SortKey = z.object({ sk: z.string() });

export const contractStore = (reader: Reader) => ({
  /** The lender, its policy, its contracts and their counters, in one read. */
  portfolio: async (lenderId: LenderId): Promise<Portfolio | undefined> => {
    const { items } = await reader.page({ pk: lenderKey(lenderId).pk, limit: LENDER_ITEM_COUNT_MAX });
    const of = (prefix: string) => items.filter((item) => SortKey.parse(item).sk.startsWith(prefix));
    const [lender] = of("LENDER").map((item) => Lender.parse(item));
    return (
      lender && {
        lender,
        contracts: of("CONTRACT#").map((item) => Contract.parse(item)),
        usage: of("USAGE#").map((item) => Usage.parse(item)),
      }
    );
  },
  /** Takes a place in the contract's capacity; fails when the counter is full by now. */
  occupied: (contract: Contract, usageShard: number): Update => {
    const { lenderId, agencyId } = contract;
    return {
      kind: "update",
      name: "usage",
      key: usageKey(lenderId, agencyId, usageShard),
      set: { agencyId, shard: usageShard },
      add: { open: 1, placed: 1 },
      when: [{ attribute: "open", is: "<", value: shardCapacity(contract.capacity, usageShard) }],
    };
  },
  freed: (place: { lenderId: LenderId; agencyId: AgencyId; usageShard: number }): Update => ({
    kind: "update",
    name: "usage",
    key: usageKey(place.lenderId, place.agencyId, place.usageShard),
    add: { open: -1 },
    when: [{ attribute: "pk", is: "present" }],
  }),
  lenderItem: (lender: Lender): Item => ({ ...lenderKey(lender.lenderId), ...lender }),
  contractItem: (contract: Contract): Item => ({
    ...contractKey(contract.lenderId, contract.agencyId),
    ...contract,
  }),
  emptyUsage: (contract: Contract, shard: number) => ({
    ...usageKey(contract.lenderId, contract.agencyId, shard),
    agencyId: contract.agencyId,
    shard,
    open: 0,
    placed: 0,
  }),
});

export type ContractStore = ReturnType<typeof contractStore>;
