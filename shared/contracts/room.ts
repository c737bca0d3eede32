import type { LocalDate } from "../kernel/time.ts";
import type { Contract } from "./model.ts";
import { placedOn, shardCountOf, shardPart, type Usage } from "./usage.ts";

export type Counted = { readonly contract: Contract; readonly usage: readonly Usage[] };

/** Where a placement is counted: the shard, and the counter as it was read, which the write is guarded by. */
export type Room = { readonly shard: number; readonly counter: Usage | undefined };

export type RoomSought =
  | { readonly found: Room }
  | { readonly found?: never; readonly lacks: "NO_CAPACITY" | "NO_CAPACITY_TODAY" };

/**
 * The account's own counter, or where that is full one of those with room, chosen by the account too, so that those
 * who come at once do not all meet at the same one. The whole is looked at as well as the counter: when a capacity was
 * lowered, counters that are no longer used still hold what is open.
 */
export function roomIn({ contract, usage }: Counted, spread: number, today: LocalDate): RoomSought {
  const { capacity, capacityPerDay } = contract;
  const open = usage.reduce((total, one) => total + one.open, 0);
  if (open >= capacity) return { lacks: "NO_CAPACITY" };
  const placedToday = usage.reduce((total, one) => total + placedOn(one, today), 0);
  if (capacityPerDay !== undefined && placedToday >= capacityPerDay) return { lacks: "NO_CAPACITY_TODAY" };
  const count = shardCountOf(capacity);
  const roomOf = (shard: number): Room => ({ shard, counter: usage.find((one) => one.shard === shard) });
  const own = roomOf(spread % count);
  if (hasRoom(contract, own, today)) return { found: own };
  const others = Array.from({ length: count }, (_, shard) => roomOf(shard)).filter((room) =>
    hasRoom(contract, room, today),
  );
  const found = others[Math.floor(spread / count) % others.length];
  if (found !== undefined) return { found };
  return { lacks: capacityPerDay === undefined ? "NO_CAPACITY" : "NO_CAPACITY_TODAY" };
}

function hasRoom(contract: Contract, { shard, counter }: Room, today: LocalDate): boolean {
  const limits = limitsOf(contract, shard);
  const placedToday = counter === undefined ? 0 : placedOn(counter, today);
  return (counter?.open ?? 0) < limits.open && (limits.onDay === undefined || placedToday < limits.onDay);
}

/** A counter's part of the contract's capacity, in the whole and on a day. */
export function limitsOf(
  { capacity, capacityPerDay }: Pick<Contract, "capacity" | "capacityPerDay">,
  shard: number,
): { readonly open: number; readonly onDay?: number } {
  const count = shardCountOf(capacity);
  return {
    open: shardPart(capacity, shard, count),
    ...(capacityPerDay !== undefined && { onDay: shardPart(capacityPerDay, shard, count) }),
  };
}
