import * as z from "zod";
import { AgencyId } from "../kernel/ids.ts";
import { Currency } from "../kernel/money.ts";
import { BreakCode } from "../reconciliation/wire.ts";
import { controlTotals, snapshotLine } from "./snapshot-data.ts";

export const SnapshotLine = snapshotLine();
export type SnapshotLine = z.infer<typeof SnapshotLine>;

export const ControlTotals = controlTotals();

/** What a comparison may find, by the codes of everything that can be wrong between the books and an agency. */
export const FindingCode = BreakCode.extract([
  "INV_MISSING_AT_AGENCY",
  "INV_ZOMBIE",
  "INV_UNKNOWN",
  "BAL_DRIFT",
  "STATUS_DRIFT",
  "CURRENCY_DIFF",
]);
export type FindingCode = z.infer<typeof FindingCode>;

export const FindingCount = z.object({ code: z.string(), count: z.int() });

/** One event of an inventory; what was found in the whole stands with the first part. */
export const SnapshotView = z.object({
  snapshotId: z.string(),
  agencyId: AgencyId,
  snapshotRef: z.string(),
  asOf: z.string(),
  currency: Currency,
  part: z.int(),
  parts: z.int(),
  firstPartId: z.string(),
  controlTotals: ControlTotals,
  reportedAt: z.string(),
  comparison: z
    .object({
      comparedAt: z.string(),
      lineCount: z.int(),
      openCount: z.int(),
      findingCount: z.int(),
      findingCounts: z.array(FindingCount),
    })
    .exactOptional(),
});
export type SnapshotView = z.infer<typeof SnapshotView>;

/** With what the agency listed. */
export const SnapshotWithLines = SnapshotView.extend({ lines: z.array(SnapshotLine) });
export type SnapshotWithLines = z.infer<typeof SnapshotWithLines>;

export const FindingView = z.object({
  code: z.string(),
  placementId: z.string(),
  lenderId: z.string().exactOptional(),
  ours: z
    .object({
      state: z.string(),
      currency: Currency.exactOptional(),
      outstanding: z.int().exactOptional(),
      endedAt: z.string().exactOptional(),
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
export type FindingView = z.infer<typeof FindingView>;
