import type { Update } from "../kernel/change.ts";
import type { AgencyId, LenderId } from "../kernel/ids.ts";
import type { Contract } from "./model.ts";
import { shardCapacity } from "./usage.ts";

const usageKey = (lenderId: LenderId, agencyId: AgencyId, shard: number) => ({
  pk: `LENDER#${lenderId}`,
  sk: `USAGE#${agencyId}#${shard}`,
});

/** What a transaction writes of a contract's counters. */
export const usageItems = {
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
  emptyUsage: (contract: Contract, shard: number) => ({
    ...usageKey(contract.lenderId, contract.agencyId, shard),
    agencyId: contract.agencyId,
    shard,
    open: 0,
    placed: 0,
  }),
};
