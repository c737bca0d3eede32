import * as z from "zod";
import { AMOUNT_MINOR_MAX } from "../kernel/money.ts";
import { Region } from "../kernel/region.ts";
import type { LegalStage } from "./legal-stage.ts";

/** Hundredths of a percent: 3000 is 30 %. Rates are integers, for a plan is multiplied with money. */
export const RateBp = z.int().min(0).max(10_000);

/** Minor units of the plan's currency. */
export const MinorAmount = z.int().min(1).max(AMOUNT_MINOR_MAX);

/** A plan stays small: placing reads all of a lender's plans, and every placement keeps one. */
const TIER_COUNT_MAX = 20;
const REGION_COUNT_MAX = 50;

/** Tiers that leave no gap: they begin where the scale begins, and each ends where the next one begins. */
const tiersOf = (scale: { readonly first: number; readonly last: number }) =>
  z
    .array(z.strictObject({ from: z.int().min(scale.first).max(scale.last), rateBp: RateBp }))
    .min(1)
    .max(TIER_COUNT_MAX)
    .check((ctx) => {
      for (const [index, { from }] of ctx.value.entries()) {
        const before = ctx.value[index - 1];
        if (before === undefined ? from === scale.first : from > before.from) continue;
        const message = before === undefined ? `the first tier begins at ${scale.first}` : "must ascend";
        ctx.issues.push({ code: "custom", message, path: [index, "from"], input: from });
      }
    });

const moneyTiers = tiersOf({ first: 0, last: AMOUNT_MINOR_MAX });

/** Marginal: each tier bears its own rate. Cliff: one tier's rate is that of the whole payment. */
const TierMode = z.enum(["MARGINAL", "CLIFF"]);

/** What is no sum of money is in one tier as a whole. */
const wholeOnly = z.literal("CLIFF").default("CLIFF");

const stageRates = { PRE_LEGAL: RateBp, LEGAL: RateBp, ENFORCEMENT: RateBp } as const satisfies Record<
  LegalStage,
  z.ZodType
>;

export const TieredRule = z.discriminatedUnion("by", [
  z.strictObject({
    kind: z.literal("TIERED"),
    by: z.literal("PLACED_BALANCE"),
    mode: TierMode,
    tiers: moneyTiers,
  }),
  z.strictObject({
    kind: z.literal("TIERED"),
    by: z.literal("CUMULATIVE_RECOVERED"),
    mode: TierMode,
    tiers: moneyTiers,
  }),
  z.strictObject({
    kind: z.literal("TIERED"),
    by: z.literal("PLACED_AGE_DAYS"),
    mode: wholeOnly,
    tiers: tiersOf({ first: 0, last: 36_500 }),
  }),
  z.strictObject({
    kind: z.literal("TIERED"),
    by: z.literal("PLACEMENT_NUMBER"),
    mode: wholeOnly,
    tiers: tiersOf({ first: 1, last: 99 }),
  }),
  z.strictObject({
    kind: z.literal("TIERED"),
    by: z.literal("LEGAL_STAGE"),
    mode: wholeOnly,
    /** Every stage has its rate. */
    rates: z.strictObject(stageRates),
  }),
  z.strictObject({
    kind: z.literal("TIERED"),
    by: z.literal("REGION"),
    mode: wholeOnly,
    /** A country stands for its subdivisions that are not named themselves. */
    regions: z
      .array(z.strictObject({ region: Region, rateBp: RateBp }))
      .min(1)
      .max(REGION_COUNT_MAX)
      .refine((named) => new Set(named.map(({ region }) => region)).size === named.length, {
        error: "a region is named twice",
      }),
    otherRateBp: RateBp,
  }),
]);
export type TieredRule = z.infer<typeof TieredRule>;

/** How a payment's commission is calculated where nothing special holds for the payment. */
export const CommissionRule = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("CONTINGENCY_PCT"), rateBp: RateBp }),
  TieredRule,
  /** Once for the placement, with the first payment that bears commission. */
  z.strictObject({ kind: z.literal("FLAT_PER_ACCOUNT"), fee: MinorAmount }),
  z.strictObject({ kind: z.literal("FLAT_PER_PAYMENT"), fee: MinorAmount }),
  /** A fee, of each payment or once for the placement, and a rate besides. */
  z.strictObject({
    kind: z.literal("FIXED_PLUS_PCT"),
    fee: MinorAmount,
    per: z.enum(["ACCOUNT", "PAYMENT"]),
    rateBp: RateBp,
  }),
]);
export type CommissionRule = z.infer<typeof CommissionRule>;
