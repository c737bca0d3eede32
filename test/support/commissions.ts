import type * as z from "zod";
import { commissionOf } from "../../shared/commissions/compute.ts";
import type { PaymentFacts, PlacedFacts, SoFar } from "../../shared/commissions/facts.ts";
import type { CommissionLine } from "../../shared/commissions/line-wire.ts";
import { CommissionPlan } from "../../shared/commissions/model.ts";
import { CommissionPlanBody } from "../../shared/commissions/wire.ts";
import { Currency } from "../../shared/kernel/money.ts";
import { aLenderId, on } from "./builders.ts";

export type Terms = Partial<z.input<typeof CommissionPlanBody>>;

/** A plan of 30 % in US dollars, unless it is told otherwise. */
export const aPlan = (over: Terms = {}): CommissionPlan =>
  CommissionPlan.parse({
    ...CommissionPlanBody.parse({
      currency: "USD",
      rule: { kind: "CONTINGENCY_PCT", rateBp: 3_000 },
      ...over,
    }),
    lenderId: aLenderId(),
    planRef: "standard",
    version: 3,
  });

const nothingBefore: SoFar = { recovered: 0, fees: 0, calculated: 0, commission: 0 };

export type Facts = {
  readonly payment?: Partial<PaymentFacts>;
  readonly placed?: Partial<PlacedFacts>;
  readonly before?: Partial<SoFar>;
};

/** A payment of so much to the agency, all of it on the principal, a month into a first placement of 2,000.00. */
export const paid = (amount: number, { payment, placed, before }: Facts = {}) => ({
  payment: {
    paymentRef: "P-1",
    amount,
    currency: Currency.parse("USD"),
    filled: { PRINCIPAL: amount },
    recipient: "AGENCY" as const,
    effectiveOn: on("2026-04-01"),
    legalStage: "PRE_LEGAL" as const,
    ...payment,
  },
  placed: {
    placedOn: on("2026-03-02"),
    placedBalance: 200_000,
    placedAgeDays: 90,
    placementNumber: 1,
    region: "US-CT",
    ...placed,
  },
  before: { ...nothingBefore, ...before },
});

export const lineOf = (terms: Terms, amount: number, facts: Facts = {}): CommissionLine =>
  commissionOf(aPlan(terms), paid(amount, facts));
