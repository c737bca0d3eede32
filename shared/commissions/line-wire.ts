import * as z from "zod";
import { EventId } from "../kernel/ids.ts";
import { Currency } from "../kernel/money.ts";
import { LocalDate } from "../kernel/time.ts";
import { Component } from "../ledger/model.ts";
import { Recipient } from "../payments/wire.ts";
import { LegalStage } from "./legal-stage.ts";
import { RateBp } from "./rule-wire.ts";
import { ReachOfDispute, UpheldDispute } from "./upheld.ts";
import { FeeBase, PlanRef } from "./wire.ts";

/** Why a payment is calculated as it is. The last four bear nothing. */
export const Treatment = z.enum([
  "ORDINARY",
  "DIRECT",
  "TAIL",
  "DIRECT_IN_TAIL",
  "BEFORE_PLACEMENT",
  "NO_FEE_WINDOW",
  "AFTER_TAIL",
  "DISPUTE_UPHELD",
]);
export type Treatment = z.infer<typeof Treatment>;

const step = <const Name extends string, Shape extends z.core.$ZodLooseShape>(name: Name, shape: Shape) =>
  z.object({ step: z.literal(name), ...shape });

const Bound = { min: z.int().exactOptional(), max: z.int().exactOptional(), from: z.int(), to: z.int() };

/**
 * One step of how a line came about. The steps' members alone are enough to recompute it: nothing that the
 * arithmetic used is left out. All sums are in minor units.
 */
export const ExplainStep = z.discriminatedUnion("step", [
  step("INPUTS", {
    amount: z.int(),
    recipient: Recipient,
    effectiveOn: LocalDate,
    legalStage: LegalStage,
    /** Since when the placement was in that stage, and which event says so; absent where nothing does. */
    stagedOn: LocalDate.exactOptional(),
    stagedBy: EventId.exactOptional(),
    placedOn: LocalDate,
    placedBalance: z.int(),
    placedAgeDays: z.int(),
    placementNumber: z.int(),
    region: z.string(),
    endedOn: LocalDate.exactOptional(),
    tailUntil: LocalDate.exactOptional(),
    recoveredBefore: z.int(),
    calculatedBefore: z.int(),
    feesBefore: z.int(),
    commissionBefore: z.int(),
  }),
  /** `dispute` is the one for which the payment bears nothing, and from when on. */
  step("TREATMENT", {
    treatment: Treatment,
    rule: z.string(),
    rateBp: RateBp.exactOptional(),
    dispute: UpheldDispute.extend({ reach: ReachOfDispute }).exactOptional(),
  }),
  /** What an adjustment of the balance turned from recovered money into the debtor's credit. */
  step("CREDITED", { eventId: EventId, amount: z.int() }),
  step("BASE", {
    feeBase: FeeBase,
    recovered: z.int(),
    components: z.array(z.object({ component: Component, amount: z.int() })),
    base: z.int(),
  }),
  /** A part of the base at one rate; `from` is where its tier begins. */
  step("SHARE", { of: z.int(), rateBp: RateBp, from: z.int().exactOptional(), commission: z.int() }),
  /** The shares' exact sum, rounded half to even; `rounding` is what that added, in ten-thousandths. */
  step("ROUNDED", { percentage: z.int(), rounding: z.int() }),
  step("FEE", { per: z.enum(["ACCOUNT", "PAYMENT"]), fee: z.int(), before: z.int(), charged: z.int() }),
  step("PAYMENT_BOUNDS", Bound),
  step("ACCOUNT_BOUNDS", { ...Bound, calculatedBefore: z.int(), commissionBefore: z.int() }),
  /** `rounding` is in millionths. */
  step("TAX", { of: z.int(), ratePpm: z.int(), tax: z.int(), rounding: z.int() }),
  step("REVERSAL", {
    ofAmount: z.int(),
    reversedBefore: z.int(),
    reversed: z.int(),
    original: z.object({ base: z.int(), commission: z.int(), tax: z.int() }),
  }),
]);
export type ExplainStep = z.infer<typeof ExplainStep>;

/** What one payment, or one reversal of it, does to an agency's commission. */
export const CommissionLine = z.object({
  paymentRef: z.string(),
  /** Of a reversal's line. */
  reversalRef: z.string().exactOptional(),
  planRef: PlanRef,
  planVersion: z.int(),
  currency: Currency,
  treatment: Treatment,
  amount: z.int(),
  /** What of the amount reduced the debt: the rest is the debtor's credit. */
  recovered: z.int(),
  base: z.int(),
  /** Where one rate was that of the whole base. */
  rateBp: RateBp.exactOptional(),
  /** What of the commission is a fee, before any bound. */
  fee: z.int(),
  /** Before the bounds of the account. */
  calculated: z.int(),
  commission: z.int(),
  tax: z.int(),
  /** By how much rounding raised the percentage, in ten-thousandths of a minor unit. */
  rounding: z.int(),
  /** The same commission by what the payment filled. */
  components: z.array(z.object({ component: Component, base: z.int(), commission: z.int() })),
  explain: z.array(ExplainStep),
});
export type CommissionLine = z.infer<typeof CommissionLine>;
