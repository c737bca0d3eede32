import type * as z from "zod";
import { commissionOf } from "../../shared/commissions/compute.ts";
import { CommissionPlan } from "../../shared/commissions/model.ts";
import { CommissionPreviewRequest } from "../../shared/commissions/preview-wire.ts";
import { sentencesOf } from "../../shared/commissions/sentences.ts";
import { settlementOf } from "../../shared/commissions/settlement-of.ts";
import { CommissionPlanBody } from "../../shared/commissions/wire.ts";
import { ids } from "./examples.ts";

export const PLAN_REF = "us-consumer-2026";

export const planBody = {
  name: "US consumer loans, first placements",
  currency: "USD",
  rule: {
    kind: "TIERED",
    by: "CUMULATIVE_RECOVERED",
    mode: "MARGINAL",
    tiers: [
      { from: 0, rateBp: 2500 },
      { from: 50_000, rateBp: 2000 },
      { from: 100_000, rateBp: 1500 },
    ],
  },
  feeBase: "EXCLUDING_COSTS",
  directPayRateBp: 1000,
  tailRateBp: 1000,
  noFeeWindow: { daysAfterPlacement: 5, payments: "DIRECT", beforePlacement: true },
  perAccount: { max: 20_000 },
  taxRatePpm: 60_000,
} satisfies z.input<typeof CommissionPlanBody>;

export const planView = CommissionPlan.parse({
  ...CommissionPlanBody.parse(planBody),
  lenderId: ids.lenderId,
  planRef: PLAN_REF,
  version: 1,
});

/** A payment of 300.00 when 400.00 were recovered before it: it crosses into the second tier. */
export const previewBody = {
  lenderId: ids.lenderId,
  plan: { planRef: PLAN_REF, version: 1 },
  placed: {
    placedOn: "2026-03-02",
    placedBalance: 125_000,
    placedAgeDays: 357,
    placementNumber: 1,
    region: "US-CT",
    remittanceMode: "NET",
  },
  payment: {
    paymentRef: "PAY-88120",
    amount: { amount: 30_000, currency: "USD" },
    recipient: "AGENCY",
    effectiveOn: "2026-04-14",
  },
  before: { recovered: 40_000, calculated: 10_000, commission: 10_000 },
} satisfies z.input<typeof CommissionPreviewRequest>;

function previewed() {
  const { payment, placed, before } = CommissionPreviewRequest.parse(previewBody);
  if (placed === undefined) throw new RangeError("the example is of a plan");
  const { amount, currency } = payment.amount;
  const { remittanceMode: mode, ...facts } = placed;
  const line = commissionOf(planView, {
    payment: { ...payment, legalStage: "PRE_LEGAL", amount, currency, filled: { PRINCIPAL: amount } },
    placed: facts,
    before,
  });
  const settlement = { mode, ...settlementOf(line, { mode, recipient: payment.recipient }) };
  return { line, settlement, sentences: sentencesOf(line) };
}

export const previewView = previewed();
