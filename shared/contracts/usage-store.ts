import type { Condition, Update } from "../kernel/change.ts";
import type { AgencyId, LenderId } from "../kernel/ids.ts";
import type { LocalDate } from "../kernel/time.ts";
import type { Contract } from "./model.ts";
import { limitsOf, type Room } from "./room.ts";
import type { Usage } from "./usage.ts";

const usageKey = (lenderId: LenderId, agencyId: AgencyId, shard: number) => ({
  pk: `LENDER#${lenderId}`,
  sk: `USAGE#${agencyId}#${shard}`,
});

/** What a transaction writes of a contract's counters. */
export const usageItems = {
  /** Takes a place in the contract's capacity, of the whole and of the day; fails when the counter is full by now. */
  occupied: (contract: Contract, { shard, counter }: Room, today: LocalDate): Update => {
    const { lenderId, agencyId } = contract;
    const limits = limitsOf(contract, shard);
    const day = dayCount(counter, today, limits.onDay);
    return {
      kind: "update",
      name: "usage",
      key: usageKey(lenderId, agencyId, shard),
      set: { agencyId, shard, ...day.set },
      add: { open: 1, placed: 1, ...day.add },
      when: [{ attribute: "open", is: "<", value: limits.open }, ...day.when],
    };
  },
  /** Takes a place again for a placement that had ended; fails when its counter is full by now. */
  reoccupied: (contract: Contract, shard: number): Update => ({
    kind: "update",
    name: "usage",
    key: usageKey(contract.lenderId, contract.agencyId, shard),
    add: { open: 1 },
    when: [{ attribute: "open", is: "<", value: limitsOf(contract, shard).open }],
  }),
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

type DayCount = {
  readonly set?: Readonly<Record<string, unknown>>;
  readonly add?: Readonly<Record<string, number>>;
  readonly when: readonly Condition[];
};

/**
 * The day's count lives on the same item, so that it costs no write of its own: the first placement of a day
 * begins it, guarded by the day that was read; every other adds to it, guarded by the day's limit.
 */
function dayCount(counter: Usage | undefined, today: LocalDate, limit: number | undefined): DayCount {
  if (counter?.day === undefined)
    return { set: { day: today, placedOnDay: 1 }, when: [{ attribute: "day", is: "absent" }] };
  if (counter.day < today)
    return { set: { day: today, placedOnDay: 1 }, when: [{ attribute: "day", is: "=", value: counter.day }] };
  const same: Condition = { attribute: "day", is: "=", value: counter.day };
  return {
    add: { placedOnDay: 1 },
    when: limit === undefined ? [same] : [same, { attribute: "placedOnDay", is: "<", value: limit }],
  };
}
