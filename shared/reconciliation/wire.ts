import * as z from "zod";
import { AMOUNT_MINOR_MAX } from "../kernel/money.ts";

/** Integers of minor units, or ten-thousandths of the expected amount: whichever allows more. */
const Allowance = z.strictObject({
  minorUnits: z.int().min(0).max(AMOUNT_MINOR_MAX).default(0),
  basisPoints: z.int().min(0).max(10_000).default(0),
});
export type Allowance = z.infer<typeof Allowance>;

const days = z.int().min(0).max(400).default(0);

/** How far what was found may be from what was expected. */
export const Tolerance = z.strictObject({
  /** By how much the amount found may be less. */
  below: Allowance.prefault({}),
  /** By how much it may be more. */
  above: Allowance.prefault({}),
  daysBefore: days,
  daysAfter: days,
});
export type Tolerance = z.infer<typeof Tolerance>;

/** What of a reference does not count. Case, spaces and punctuation never do. */
export const Normalisation = z.strictObject({
  /** Dropped from the beginning, the longest that fits; once. */
  prefixes: z.array(z.string().min(1).max(32)).max(50).default([]),
  leadingZeros: z.enum(["DROPPED", "KEPT"]).default("DROPPED"),
});
export type Normalisation = z.infer<typeof Normalisation>;

/** `ADVISED`: what was reported against lines of advices. `FUNDED`: what is to arrive against lines of the bank. */
export const Relation = z.enum(["ADVISED", "FUNDED"]);
export type Relation = z.infer<typeof Relation>;

const rule = {
  ruleId: z.string().regex(/^[A-Z0-9][A-Z0-9_-]{0,63}$/u),
  relation: Relation,
  tolerance: Tolerance.prefault({}),
};

/** A rule that looks for sums gives up, and says so, beyond these. */
const Limits = z.strictObject({
  candidates: z.int().min(2).max(24).default(16),
  steps: z.int().min(100).max(10_000_000).default(100_000),
});

/** `REFERENCE` sums up all that names the same; `SCOPE` looks for sums in an account, or in an agency's money. */
const sums = { ...rule, by: z.enum(["REFERENCE", "SCOPE"]), limits: Limits.prefault({}) };

export const Rule = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("REFERENCE"), ...rule }),
  z.strictObject({
    kind: z.literal("NORMALISED_REFERENCE"),
    ...rule,
    normalisation: Normalisation.prefault({}),
  }),
  /** The same account, or the same agency's money, with the amount, in the window of days. */
  z.strictObject({ kind: z.literal("AMOUNT"), ...rule }),
  z.strictObject({ kind: z.literal("ONE_TO_MANY"), ...sums }),
  z.strictObject({ kind: z.literal("MANY_TO_ONE"), ...sums }),
  z.strictObject({ kind: z.literal("MANY_TO_MANY"), ...rule, limits: Limits.prefault({}) }),
]);
export type Rule = z.infer<typeof Rule>;

const daysOf = (standard: number) => z.int().min(0).max(400).default(standard);

/** After how long silence is a break, and what is too little to be one. */
export const Thresholds = z.strictObject({
  missingAtAgencyAfterDays: daysOf(35),
  missingAtLenderAfterDays: daysOf(3),
  bankedWithinDays: daysOf(5),
  /** Two payments of an account that agree in amount and method are suspect when so near to each other. */
  duplicateWithinDays: z.int().min(0).max(60).default(2),
  commissionMinorUnits: z.int().min(0).max(10_000).default(0),
  creditMinorUnits: z.int().min(0).max(1_000_000).default(0),
  /** Which date must be in the tail. */
  tailBy: z.enum(["EFFECTIVE", "CLEARED"]).default("EFFECTIVE"),
});
export type Thresholds = z.infer<typeof Thresholds>;

/** Rules in the order in which they are tried. Every match names the rule and this version. */
export const RuleSet = z
  .strictObject({
    version: z.int().min(1).max(1_000_000),
    rules: z.array(Rule).min(1).max(100),
    thresholds: Thresholds.prefault({}),
  })
  .refine(({ rules }) => new Set(rules.map(({ ruleId }) => ruleId)).size === rules.length, {
    error: "a rule's id must be its own",
    path: ["rules"],
  });
export type RuleSet = z.infer<typeof RuleSet>;

/** What can be wrong between the books, the agencies and the bank. */
export const BreakCode = z.enum([
  "PAY_MISSING_AT_LENDER",
  "PAY_MISSING_AT_AGENCY",
  "AMOUNT_DIFF",
  "CURRENCY_DIFF",
  "DATE_DIFF",
  "ALLOC_DIFF",
  "DUPLICATE_REF",
  "SUSPECTED_DUPLICATE",
  "UNIDENTIFIED_PAYMENT",
  "PAY_AFTER_RECALL_IN_TAIL",
  "PAY_AFTER_RECALL_OUT_OF_TAIL",
  "PAY_ON_WRONG_AGENCY",
  "PAY_BEFORE_PLACEMENT",
  "REVERSAL_ORPHAN",
  "REVERSAL_EXCEEDS",
  "REVERSAL_TWICE",
  "REVERSAL_LATE",
  "DIRECT_PAY_NOT_ACKED",
  "COMMISSION_DIFF",
  "RATE_VERSION_DIFF",
  "FEE_ON_NOFEE",
  "NET_GROSS_MODE_DIFF",
  "REMIT_TOTAL_DIFF",
  "REMIT_SHORT",
  "REMIT_OVER",
  "REMIT_LATE",
  "REMIT_UNMATCHED_BANK",
  "TRUST_DEPOSIT_LATE",
  "CREDIT_BALANCE",
  "BAL_ACK_MISMATCH",
  "BAL_DRIFT",
  "INV_MISSING_AT_AGENCY",
  "INV_ZOMBIE",
  "INV_UNKNOWN",
  "STATUS_DRIFT",
  "UNKNOWN_CODE",
  "SCHEMA_DRIFT",
  "CONTROL_TOTAL_MISMATCH",
  "FILE_GAP",
  "FILE_REPEAT",
  "CLOSE_CODE_INCONSISTENT",
  "HOLD_NOT_ACKED",
  "CONTACT_DURING_HOLD",
]);
export type BreakCode = z.infer<typeof BreakCode>;

export const Severity = z.enum(["LOW", "MEDIUM", "HIGH", "CRITICAL"]);
export type Severity = z.infer<typeof Severity>;

/** Who deals with a break unless somebody else is named. */
export const BreakOwner = z.enum(["AGENCY", "LENDER", "FINANCE", "COMPLIANCE", "INTEGRATION"]);
export type BreakOwner = z.infer<typeof BreakOwner>;

export const BreakAction = z.enum([
  "ASK_AGENCY",
  "REPORT_TO_AGENCY",
  "HOLD_AND_CONFIRM",
  "IDENTIFY",
  "ATTRIBUTE",
  "WAIVE_FEE",
  "CORRECT",
  "CLAIM_FUNDS",
  "RETURN_SURPLUS",
  "REFUND",
  "ESCALATE",
  "MAP",
]);
export type BreakAction = z.infer<typeof BreakAction>;
