import * as z from "zod";
import { AgencyRef, text } from "../callbacks/fields.ts";
import { AgencyId, PlacementId } from "../kernel/ids.ts";
import { AMOUNT_MINOR_MAX, Currency } from "../kernel/money.ts";
import { Instant, LocalDate } from "../kernel/time.ts";
import { BreakCode } from "../reconciliation/wire.ts";

/** The most lines of one event. */
const LINE_COUNT_MAX = 100;
/** The most events of one inventory: a hundred thousand placements. */
const PART_COUNT_MAX = 1_000;

const amount = z
  .int({ error: "must be an integer in minor units" })
  .min(0, { error: "must not be negative" })
  .max(AMOUNT_MINOR_MAX);

/** A placement that the agency says it holds. What it calls it, and what came in last, is kept and not compared. */
export const SnapshotLine = z.object({
  placementId: PlacementId,
  agencyCaseRef: AgencyRef.exactOptional(),
  outstanding: amount,
  /** The agency's own word. */
  state: text(64).exactOptional(),
  lastPaymentOn: LocalDate.exactOptional(),
  lastPaymentAmount: amount.exactOptional(),
});
export type SnapshotLine = z.infer<typeof SnapshotLine>;

const ControlTotals = z.object({
  count: z.int().min(0).max(LINE_COUNT_MAX),
  outstanding: z
    .int()
    .min(0)
    .max(LINE_COUNT_MAX * AMOUNT_MINOR_MAX),
});

/** The `data` of `reconciliation.snapshot`: members that are not named here are ignored, as in every callback. */
export const snapshotData = z
  .object({
    /** The agency's own of the whole inventory, and given once. */
    snapshotRef: AgencyRef,
    asOf: Instant,
    currency: Currency,
    part: z.int().min(1).max(PART_COUNT_MAX).default(1),
    parts: z.int().min(1).max(PART_COUNT_MAX).default(1),
    /** None where the agency holds nothing. */
    lines: z.array(SnapshotLine).max(LINE_COUNT_MAX),
    /** What the lines of this event come to, by the agency's own count. */
    controlTotals: ControlTotals,
  })
  .refine(({ part, parts }) => part <= parts, { error: "there are fewer parts", path: ["part"] });
export type SnapshotData = z.infer<typeof snapshotData>;

/** What a comparison may find, by the codes of everything that can be wrong between the books and an agency. */
export const FindingCode = BreakCode.extract([
  "INV_MISSING_AT_AGENCY",
  "INV_ZOMBIE",
  "INV_UNKNOWN",
  "BAL_DRIFT",
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
