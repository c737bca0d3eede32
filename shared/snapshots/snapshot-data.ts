import * as z from "zod";
import { AgencyRef, text } from "../callbacks/fields.ts";
import { PlacementId } from "../kernel/ids.ts";
import { AMOUNT_MINOR_MAX, Currency } from "../kernel/money.ts";
import { Instant, LocalDate } from "../kernel/time.ts";

// What a part of an inventory says. The function that takes callbacks knows of inventories and sees few: nothing
// here is made before somebody asks.

/** The most lines of one event. */
const LINE_COUNT_MAX = 100;
/** The most events of one inventory: a hundred thousand placements. */
const PART_COUNT_MAX = 1_000;

const amount = () =>
  z
    .int({ error: "must be an integer in minor units" })
    .min(0, { error: "must not be negative" })
    .max(AMOUNT_MINOR_MAX);

/** A placement that the agency says it holds. What it calls it, and what came in last, is kept and not compared. */
export const snapshotLine = () =>
  z.object({
    placementId: PlacementId,
    agencyCaseRef: AgencyRef.exactOptional(),
    outstanding: amount(),
    /** The agency's own word. */
    state: text(64).exactOptional(),
    lastPaymentOn: LocalDate.exactOptional(),
    lastPaymentAmount: amount().exactOptional(),
  });

export const controlTotals = () =>
  z.object({
    count: z.int().min(0).max(LINE_COUNT_MAX),
    outstanding: z
      .int()
      .min(0)
      .max(LINE_COUNT_MAX * AMOUNT_MINOR_MAX),
  });

/** The `data` of `reconciliation.snapshot`: members that are not named here are ignored, as in every callback. */
export const snapshotData = () =>
  z
    .object({
      /** The agency's own of the whole inventory, and given once. */
      snapshotRef: AgencyRef,
      asOf: Instant,
      currency: Currency,
      part: z.int().min(1).max(PART_COUNT_MAX).default(1),
      parts: z.int().min(1).max(PART_COUNT_MAX).default(1),
      /** None where the agency holds nothing. */
      lines: z.array(snapshotLine()).max(LINE_COUNT_MAX),
      /** What the lines of this event come to, by the agency's own count. */
      controlTotals: controlTotals(),
    })
    .refine(({ part, parts }) => part <= parts, { error: "there are fewer parts", path: ["part"] });
export type SnapshotData = z.infer<ReturnType<typeof snapshotData>>;
