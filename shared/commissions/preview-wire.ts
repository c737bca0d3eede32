import * as z from "zod";
import { AMOUNT_MINOR_MAX, PositiveMoney } from "../kernel/money.ts";
import { LenderId, PlacementId } from "../kernel/ids.ts";
import { Region } from "../kernel/region.ts";
import { LocalDate } from "../kernel/time.ts";
import { Component } from "../ledger/model.ts";
import { Recipient } from "../payments/wire.ts";
import { RemittanceMode } from "../placements/wire.ts";
import { CommissionLine } from "./line-wire.ts";
import { LegalStage } from "./legal-stage.ts";
import { PlanRef } from "./wire.ts";

const Minor = z.int().min(0).max(AMOUNT_MINOR_MAX);

/** A placement as it might have been made. */
const PlacedInput = z.strictObject({
  placedOn: LocalDate,
  placedBalance: Minor,
  placedAgeDays: z.int().min(-36_500).max(36_500),
  placementNumber: z.int().min(1).max(999),
  region: Region,
  endedOn: LocalDate.exactOptional(),
  tailUntil: LocalDate.exactOptional(),
  remittanceMode: RemittanceMode.default("GROSS"),
});

const PaymentInput = z
  .strictObject({
    paymentRef: z.string().min(1).max(128).default("PREVIEW"),
    amount: PositiveMoney,
    /** What it filled; all of it the principal when left out. */
    filled: z
      .array(z.strictObject({ component: Component, amount: Minor.min(1) }))
      .max(9)
      .refine((parts) => new Set(parts.map(({ component }) => component)).size === parts.length, {
        error: "a component is named twice",
      })
      .exactOptional(),
    recipient: Recipient.default("AGENCY"),
    effectiveOn: LocalDate,
    /** That of the placement on that day when left out, or before any claim. */
    legalStage: LegalStage.exactOptional(),
  })
  .refine(({ amount, filled = [] }) => filled.reduce((sum, part) => sum + part.amount, 0) <= amount.amount, {
    error: "more was filled than was paid",
    path: ["filled"],
  });

/** What earlier payments came to, reversals taken off. */
const BeforeInput = z.strictObject({
  recovered: Minor.default(0),
  fees: Minor.default(0),
  calculated: Minor.default(0),
  commission: Minor.default(0),
});

/**
 * `POST /v1/commission-previews`: one payment by the plan that a placement keeps, or by any version of a plan
 * on a placement as it might have been made. Finance and the operator name the lender.
 */
export const CommissionPreviewRequest = z
  .strictObject({
    lenderId: LenderId.exactOptional(),
    placementId: PlacementId.exactOptional(),
    plan: z.strictObject({ planRef: PlanRef, version: z.int().min(1).exactOptional() }).exactOptional(),
    placed: PlacedInput.exactOptional(),
    payment: PaymentInput,
    before: BeforeInput.prefault({}),
  })
  .refine(({ placementId, plan }) => (placementId === undefined) !== (plan === undefined), {
    error: "either a placement or a plan",
    path: ["plan"],
  })
  .refine(({ plan, placed }) => (plan === undefined) === (placed === undefined), {
    error: "goes with a plan, and only with one",
    path: ["placed"],
  });
export type CommissionPreviewRequest = z.infer<typeof CommissionPreviewRequest>;

/** How the payment is settled between lender and agency. */
export const SettlementView = z.object({
  mode: RemittanceMode,
  remits: z.int(),
  retains: z.int(),
  offsets: z.int(),
  invoices: z.int(),
});

export const CommissionPreviewView = z.object({
  line: CommissionLine,
  settlement: SettlementView,
  /** The explanation as sentences, step by step. */
  sentences: z.array(z.string()),
});
export type CommissionPreviewView = z.infer<typeof CommissionPreviewView>;
