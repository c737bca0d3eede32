import * as z from "zod";
import { LenderId } from "../kernel/ids.ts";
import { Currency } from "../kernel/money.ts";
import { Instant } from "../kernel/time.ts";

export const ReconciliationId = z
  .string()
  .regex(/^rec_[0-9A-HJKMNP-TV-Z]{26}$/u)
  .brand<"ReconciliationId">();
export type ReconciliationId = z.infer<typeof ReconciliationId>;

/** `POST /v1/reconciliations` */
export const ReconciliationRequest = z.strictObject({
  lenderId: LenderId.exactOptional(),
  currency: Currency,
});
export type ReconciliationRequest = z.infer<typeof ReconciliationRequest>;

/** What a run looked at, and what became of it. */
export const RunCounts = z.object({
  collected: z.int(),
  expectations: z.int(),
  adviceLines: z.int(),
  bankLines: z.int(),
  matched: z.int(),
  /** Found and not made: a fact was taken meanwhile, or there are more than one transaction takes. */
  notMade: z.int(),
  ambiguous: z.int(),
  limits: z.int(),
  unmatched: z.int(),
  breaks: z.record(z.string(), z.int()),
});
export type RunCounts = z.infer<typeof RunCounts>;

export const ReconciliationView = z.object({
  reconciliationId: ReconciliationId,
  lenderId: LenderId,
  currency: Currency,
  state: z.enum(["REQUESTED", "DONE"]),
  requestedAt: Instant,
  finishedAt: Instant.exactOptional(),
  counts: RunCounts.exactOptional(),
});
export type ReconciliationView = z.infer<typeof ReconciliationView>;

/** `?lenderId=…&currency=…`: which book's. */
export const ReconciliationQuery = z.object({ lenderId: z.string().exactOptional(), currency: Currency });
