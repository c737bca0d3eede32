import * as z from "zod";
import { AgencyId, LenderId, PlacementId, SnapshotId } from "../kernel/ids.ts";
import { Currency } from "../kernel/money.ts";
import { Instant } from "../kernel/time.ts";
import { ControlTotals, FindingCode, FindingCount } from "./wire.ts";

/** What all parts of an inventory have in common. */
export const Inventory = z.object({
  agencyId: AgencyId,
  snapshotRef: z.string(),
  asOf: Instant,
  currency: Currency,
  parts: z.int(),
});
export type Inventory = z.infer<typeof Inventory>;

/** What became of comparing an inventory; it stands with the first part. */
const Comparison = z.object({
  comparedAt: Instant,
  lineCount: z.int(),
  /** How many placements the agency had, in the inventory's currency, when it was taken. */
  openCount: z.int(),
  findingCount: z.int(),
  findingCounts: z.array(FindingCount),
  /** SHA-256 of all findings: where they lie. */
  findingsHash: z.string(),
});
export type Comparison = z.infer<typeof Comparison>;

/** One part of an inventory as an agency reported it, with a history of its own. */
export const Snapshot = Inventory.extend({
  snapshotId: SnapshotId,
  part: z.int(),
  controlTotals: ControlTotals,
  /** SHA-256 of all that was reported: the same part with another content is refused. */
  contentHash: z.string(),
  reportedAt: Instant,
  comparison: Comparison.exactOptional(),
  sequence: z.int(),
  head: z.string(),
});
export type Snapshot = z.infer<typeof Snapshot>;

/**
 * One thing that differs between what an agency lists and what the gateway has, with both sides of it. Of a
 * placement that is not the agency's, the gateway's side says nothing.
 */
export const Finding = z.object({
  code: FindingCode,
  placementId: PlacementId,
  lenderId: LenderId.exactOptional(),
  ours: z
    .object({
      state: z.string(),
      currency: Currency.exactOptional(),
      outstanding: z.int().exactOptional(),
      endedAt: Instant.exactOptional(),
    })
    .exactOptional(),
  theirs: z
    .object({
      currency: Currency,
      outstanding: z.int(),
      agencyCaseRef: z.string().exactOptional(),
      state: z.string().exactOptional(),
    })
    .exactOptional(),
});
export type Finding = z.infer<typeof Finding>;
