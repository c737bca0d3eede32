import * as z from "zod";
import { AgencyId } from "../kernel/ids.ts";
import { LocalDate } from "../kernel/time.ts";

/** One of a contract's counters: what is open, what was placed ever, and what was placed on the last day of use. */
export const Usage = z.object({
  agencyId: AgencyId,
  shard: z.int(),
  open: z.int(),
  placed: z.int(),
  day: LocalDate.exactOptional(),
  placedOnDay: z.int().exactOptional(),
});
export type Usage = z.infer<typeof Usage>;

/**
 * A contract's counters are split, so that concurrent placements do not queue on one item. A large contract has
 * more of them, for it is the one that a large file goes to; docs/decisions/0012 has the figures.
 */
const shardSteps = [
  { capacityFrom: 2_048, shards: 32 },
  { capacityFrom: 64, shards: 16 },
] as const;

const SHARD_COUNT_MIN = 4;

export const shardCountOf = (capacity: number): number =>
  shardSteps.find(({ capacityFrom }) => capacity >= capacityFrom)?.shards ?? SHARD_COUNT_MIN;

/** A shard's part of a whole: the parts of all shards sum to it. */
export const shardPart = (whole: number, shard: number, shardCount: number): number =>
  Math.floor(whole / shardCount) + (shard < whole % shardCount ? 1 : 0);

/** What was placed on a day by this counter; a counter that a later day has begun counts for that one. */
export const placedOn = ({ day, placedOnDay = 0 }: Usage, today: LocalDate): number =>
  day !== undefined && day >= today ? placedOnDay : 0;
