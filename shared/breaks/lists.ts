import type { LenderId } from "../kernel/ids.ts";
import { isOpenBreak, type BreakRecord } from "./model.ts";

/** Open breaks by when they are due; resolved ones by when they were. */
export type BreakListName = "OPEN" | "RESOLVED";

/** A lender's list is in so many partitions of the index, for a run writes many breaks at once. */
const SHARD_COUNT = 4;

const prefixes = { OPEN: "BREAKS", RESOLVED: "RESOLVED_BREAKS" } as const;

export const breakLists = (lenderId: LenderId, name: BreakListName): readonly string[] =>
  Array.from({ length: SHARD_COUNT }, (_, shard) => `${prefixes[name]}#${lenderId}#${shard}`);

/** Where a break stands in which list; its id tells two of one moment apart. */
export function placeOf(record: BreakRecord): { readonly list: string; readonly at: string } {
  const { breakId, lenderId, dueAt, resolution } = record;
  const name = isOpenBreak(record) ? "OPEN" : "RESOLVED";
  const shard = breakId.charCodeAt(breakId.length - 1) % SHARD_COUNT;
  const at = (name === "OPEN" ? undefined : resolution?.resolvedAt) ?? dueAt;
  return { list: `${prefixes[name]}#${lenderId}#${shard}`, at: `${at}#${breakId}` };
}
