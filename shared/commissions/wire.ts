import * as z from "zod";
import { Currency } from "../kernel/money.ts";
import { CommissionRule, MinorAmount, RateBp } from "./rule-wire.ts";

/** A plan's name within its lender. */
export const PlanRef = z
  .string()
  .max(64)
  .regex(/^[A-Za-z0-9][\w.-]*$/u, { error: "letters, digits, '.', '_' and '-'" });
export type PlanRef = z.infer<typeof PlanRef>;

/** What a rate is taken of. */
export const FeeBase = z.enum(["GROSS", "PRINCIPAL_ONLY", "EXCLUDING_COSTS"]);

/** The least and the most, in minor units. */
const Bounds = z
  .strictObject({ min: MinorAmount.exactOptional(), max: MinorAmount.exactOptional() })
  .refine(({ min, max }) => min !== undefined || max !== undefined, { error: "names min, max or both" })
  .refine(({ min = 0, max = min }) => min <= max, { error: "must not be below min", path: ["max"] });
export type Bounds = z.infer<typeof Bounds>;

/** Payments that bear no commission, for the debtor would have paid without the agency. */
const NoFeeWindow = z.strictObject({
  /** The placement's day is the first of them. */
  daysAfterPlacement: z.int().min(0).max(365).default(0),
  /** `DIRECT`: only those that went past the agency. */
  payments: z.enum(["ANY", "DIRECT"]).default("ANY"),
  /** Whether a payment of before the placement bears none either, whoever got it. */
  beforePlacement: z.boolean().default(true),
});

export const CommissionPlanTerms = z.strictObject({
  name: z.string().min(1).max(200).exactOptional(),
  currency: Currency,
  rule: CommissionRule,
  feeBase: FeeBase.default("GROSS"),
  /** In place of the rule, for money that went past the agency. */
  directPayRateBp: RateBp.exactOptional(),
  /** In place of the rule, for a payment after the placement's end. */
  tailRateBp: RateBp.exactOptional(),
  noFeeWindow: NoFeeWindow.prefault({}),
  perPayment: Bounds.exactOptional(),
  perAccount: Bounds.exactOptional(),
  /** Tax on commission in millionths, for some taxes have thousandths of a percent: 190000 is 19 %. */
  taxRatePpm: z.int().min(0).max(1_000_000).default(0),
});

/** `PUT /v1/lenders/{lenderId}/commission-plans/{planRef}`: terms that do not contradict themselves. */
export const CommissionPlanBody = CommissionPlanTerms.refine(
  ({ rule, perPayment }) => perPayment === undefined || !rule.kind.startsWith("FLAT_"),
  { error: "a flat fee is its own bound", path: ["perPayment"] },
)
  .refine(({ rule, perAccount }) => perAccount === undefined || rule.kind !== "FLAT_PER_ACCOUNT", {
    error: "a flat fee is its own bound",
    path: ["perAccount"],
  })
  .refine(
    ({ perPayment, perAccount }) => (perPayment?.min ?? 0) <= (perAccount?.max ?? Number.POSITIVE_INFINITY),
    { error: "one payment's least is more than the account's most", path: ["perPayment", "min"] },
  );
export type CommissionPlanBody = z.infer<typeof CommissionPlanBody>;

export const CommissionPlanView = CommissionPlanTerms.extend({
  lenderId: z.string(),
  planRef: z.string(),
  version: z.int(),
}).strip();

/** One version of a plan, as it was saved. */
export const CommissionPlanVersionView = CommissionPlanView.extend({ savedAt: z.string() });
