import type { LenderId } from "../kernel/ids.ts";
import { isGivenUp } from "./given-up.ts";
import { isOpenBreak, type BreakRecord } from "./model.ts";

/** Open breaks by when they are due; resolved ones by when they were, and those of them that runs look at still. */
export type BreakListName = "OPEN" | "RESOLVED" | "GIVEN_UP";

/** A lender's list is in so many partitions of the index, for a run writes many breaks at once. */
const SHARD_COUNT = 4;

const prefixes = {
  OPEN: ["BREAKS"],
  RESOLVED: ["RESOLVED_BREAKS", "GIVEN_UP_BREAKS"],
  GIVEN_UP: ["GIVEN_UP_BREAKS"],
} as const;

export const breakLists = (lenderId: LenderId, name: BreakListName): readonly string[] =>
  prefixes[name].flatMap((prefix) =>
    Array.from({ length: SHARD_COUNT }, (_, shard) => `${prefix}#${lenderId}#${shard}`),
  );

const listNameOf = (record: BreakRecord): BreakListName => {
  if (isOpenBreak(record)) return "OPEN";
  return isGivenUp(record) ? "GIVEN_UP" : "RESOLVED";
};

/** Where a break stands in which list; its id tells two of one moment apart. */
export function placeOf(record: BreakRecord): { readonly list: string; readonly at: string } {
  const { breakId, lenderId, dueAt, resolution } = record;
  const name = listNameOf(record);
  const shard = breakId.charCodeAt(breakId.length - 1) % SHARD_COUNT;
  const at = (name === "OPEN" ? undefined : resolution?.resolvedAt) ?? dueAt;
  return { list: `${prefixes[name][0]}#${lenderId}#${shard}`, at: `${at}#${breakId}` };
}
