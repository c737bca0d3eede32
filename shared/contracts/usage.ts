import * as z from "zod";
import { AgencyId } from "../kernel/ids.ts";

/** A contract's counters are split, so that concurrent placements do not queue on one item. */
export const USAGE_SHARD_COUNT = 4;

export const Usage = z.object({ agencyId: AgencyId, shard: z.int(), open: z.int(), placed: z.int() });
export type Usage = z.infer<typeof Usage>;

/** A shard's part of the capacity: the parts sum to the whole. */
export const shardCapacity = (capacity: number, shard: number): number =>
  Math.floor(capacity / USAGE_SHARD_COUNT) + (shard < capacity % USAGE_SHARD_COUNT ? 1 : 0);
