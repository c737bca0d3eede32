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
export const ReconciliationRequest = z
  .strictObject({
    lenderId: LenderId.exactOptional(),
    currency: Currency,
    /** Looks and counts, and makes nothing. */
    dryRun: z.boolean().default(false),
    /** By which rules it looks: those that wait for approval, or former ones. */
    ruleVersion: z.int().min(1).max(1_000_000).exactOptional(),
  })
  .refine(({ dryRun, ruleVersion }) => dryRun || ruleVersion === undefined, {
    error: "matches are made by the rules in force; other rules are tried by a dry run",
    path: ["ruleVersion"],
  });
export type ReconciliationRequest = z.infer<typeof ReconciliationRequest>;

/** What a run looked at and found. */
export const RunFindings = z.object({
  collected: z.int(),
  expectations: z.int(),
  adviceLines: z.int(),
  bankLines: z.int(),
  found: z.int(),
  ambiguous: z.int(),
  limits: z.int(),
  unmatched: z.int(),
  breaks: z.record(z.string(), z.int()),
});
export type RunFindings = z.infer<typeof RunFindings>;

/** What a run looked at, and what became of it. */
export const RunCounts = RunFindings.extend({
  matched: z.int(),
  /** Found and not made: a fact was taken or changed meanwhile, or there are more than a match may have. */
  notMade: z.int(),
});
export type RunCounts = z.infer<typeof RunCounts>;

export const ReconciliationView = z.object({
  reconciliationId: ReconciliationId,
  lenderId: LenderId,
  currency: Currency,
  state: z.enum(["REQUESTED", "RUNNING", "DONE"]),
  dryRun: z.boolean(),
  /** The rules by which it looks; known once it has begun, or where they were named. */
  ruleVersion: z.int().exactOptional(),
  requestedAt: Instant,
  /** The moment as of which it looks, however often it is begun. */
  startedAt: Instant.exactOptional(),
  finishedAt: Instant.exactOptional(),
  /** In how many parts it goes over what was reported and advised, known once it has gone over the money, and how many are done. */
  parts: z.int().exactOptional(),
  partsDone: z.int().exactOptional(),
  counts: RunCounts.exactOptional(),
});
export type ReconciliationView = z.infer<typeof ReconciliationView>;

/** `?lenderId=…&currency=…`: which book's. */
export const ReconciliationQuery = z.object({ lenderId: z.string().exactOptional(), currency: Currency });
