import * as z from "zod";
import { Currency } from "../kernel/money.ts";
import { Instant, LocalDate } from "../kernel/time.ts";
import { BookOwner } from "./book.ts";

/** `drf_` and part of the SHA-256 of what is checked, and when it was asked for. */
export const DriftCheckId = z
  .string()
  .regex(/^drf_[0-9A-F]{26}$/u)
  .brand<"DriftCheckId">();
export type DriftCheckId = z.infer<typeof DriftCheckId>;

/** How a copy can differ from what it is a copy of. */
const DriftCode = z.enum([
  "ROLLUP_DIFFERS",
  "ENTRY_UNBALANCED",
  "EVENT_MISSING",
  "ENTRY_DIFFERS",
  "SEAL_DIFFERS",
  "NOT_IN_JOURNAL",
]);

export const DriftView = z.object({
  code: DriftCode,
  date: LocalDate,
  /** The event, or the ledger account, that it shows in. */
  subject: z.string(),
  detail: z.string(),
});
export type DriftView = z.infer<typeof DriftView>;

/** As many differences as a check keeps; it counts them all. */
export const DRIFT_COUNT_MAX = 50;

/** As many days as one check looks at. */
export const DRIFT_DAY_COUNT_MAX = 400;

/** `POST /v1/ledger/drift` */
export const DriftRequest = z
  .strictObject({
    lenderId: BookOwner.exactOptional(),
    currency: Currency,
    from: LocalDate,
    to: LocalDate,
  })
  .refine(({ from, to }) => to >= from, { error: "must not be before from", path: ["to"] });
export type DriftRequest = z.infer<typeof DriftRequest>;

/** A comparison of what was copied with what it was copied from. */
export const DriftCheckView = z.object({
  checkId: DriftCheckId,
  owner: BookOwner,
  currency: Currency,
  from: LocalDate,
  to: LocalDate,
  state: z.enum(["REQUESTED", "DONE"]),
  requestedAt: Instant,
  finishedAt: Instant.exactOptional(),
  entries: z.int().exactOptional(),
  /** How many differences there are. */
  drift: z.int().exactOptional(),
  /** The first of them. */
  differences: z.array(DriftView).exactOptional(),
});
export type DriftCheckView = z.infer<typeof DriftCheckView>;
