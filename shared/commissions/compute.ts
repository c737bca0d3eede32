import { halfEven, splitToLargest } from "./arithmetic.ts";
import { baseOf, type Base } from "./base.ts";
import { withBounds } from "./bounds.ts";
import type { CommissionFacts } from "./facts.ts";
import { feeOf } from "./fee.ts";
import type { CommissionLine, ExplainStep } from "./line-wire.ts";
import type { CommissionPlan } from "./model.ts";
import { percentageOf } from "./percentage.ts";
import { sharesOf, type Share } from "./shares.ts";
import { isFeeless, treatmentOf, type Treated } from "./treatment.ts";

/**
 * What a payment bears by the plan that its placement keeps. Same plan and facts, same line, to the last step of
 * its explanation.
 */
export function commissionOf(plan: CommissionPlan, facts: CommissionFacts): CommissionLine {
  const { payment } = facts;
  if (payment.currency !== plan.currency)
    throw new RangeError(`${payment.paymentRef} is not in the currency of ${plan.planRef}`);
  const treated = treatmentOf(plan, facts);
  const base = baseOf(plan.feeBase, payment.filled);
  const earned = earnedBy(plan, { treated, base }, facts);
  const tax = taxOn(earned.commission, plan.taxRatePpm);
  return {
    paymentRef: payment.paymentRef,
    planRef: plan.planRef,
    planVersion: plan.version,
    currency: payment.currency,
    treatment: treated.treatment,
    amount: payment.amount,
    recovered: base.recovered,
    base: base.base,
    ...earned.rate,
    fee: earned.fee,
    calculated: earned.calculated,
    commission: earned.commission,
    tax: tax.tax,
    rounding: earned.rounding,
    components: byComponent(base, earned.commission),
    explain: [...premises(plan, { treated, base }, facts), ...earned.steps, tax],
  };
}

type Judged = { readonly treated: Treated; readonly base: Base };

type Earned = Pick<CommissionLine, "fee" | "calculated" | "commission" | "rounding"> & {
  readonly rate: { readonly rateBp?: number };
  readonly steps: readonly ExplainStep[];
};

const nothing: Earned = { rate: {}, fee: 0, calculated: 0, commission: 0, rounding: 0, steps: [] };

/** Where nothing of the base was recovered, or its rate is zero, there is no fee either, and no floor. */
function earnedBy(plan: CommissionPlan, { treated, base }: Judged, facts: CommissionFacts): Earned {
  if (isFeeless(treated.treatment) || base.base === 0) return nothing;
  const { rateBp } = treated;
  const special = rateBp === undefined ? undefined : [{ of: base.base, rateBp }];
  const shares = special ?? sharesOf(plan.rule, base, facts);
  const percentage = percentageOf(shares);
  const fee = special ? { amount: 0, steps: [] } : feeOf(plan.rule, facts.before);
  const steps = [...percentage.steps, ...fee.steps];
  const rate = rateIn(shares);
  if (percentage.isZero && fee.amount === 0) return { ...nothing, rate, steps };
  const bounded = withBounds(plan, percentage.amount + fee.amount, facts.before);
  return {
    rate,
    fee: fee.amount,
    rounding: percentage.rounding,
    ...bounded,
    steps: [...steps, ...bounded.steps],
  };
}

const rateIn = ([first, ...others]: readonly Share[]): Earned["rate"] =>
  first === undefined || others.length > 0 ? {} : { rateBp: first.rateBp };

const TAX_WHOLE_PPM = 1_000_000n;

function taxOn(of: number, ratePpm: number): Extract<ExplainStep, { readonly step: "TAX" }> {
  const exact = BigInt(of) * BigInt(ratePpm);
  const tax = halfEven(exact, TAX_WHOLE_PPM);
  return { step: "TAX", of, ratePpm, tax: Number(tax), rounding: Number(tax * TAX_WHOLE_PPM - exact) };
}

function byComponent({ parts }: Base, commission: number): CommissionLine["components"] {
  const shares = splitToLargest(
    commission,
    parts.map(({ amount }) => BigInt(amount)),
  );
  return parts.map(({ component, amount }, index) => ({
    component,
    base: amount,
    commission: shares[index] ?? 0,
  }));
}

/** What a line starts from: the facts, which rule holds for them, and of what its rate is taken. */
function premises(
  plan: CommissionPlan,
  { treated, base }: Judged,
  { payment, placed, before }: CommissionFacts,
): readonly ExplainStep[] {
  const { amount, recipient, effectiveOn, legalStage, stagedOn, stagedBy } = payment;
  return [
    {
      step: "INPUTS",
      amount,
      recipient,
      effectiveOn,
      legalStage,
      ...(stagedOn && { stagedOn }),
      ...(stagedBy && { stagedBy }),
      ...placed,
      recoveredBefore: before.recovered,
      calculatedBefore: before.calculated,
      feesBefore: before.fees,
      commissionBefore: before.commission,
    },
    { step: "TREATMENT", rule: plan.rule.kind, ...treated },
    ...(payment.credited ?? []).map((one) => ({ step: "CREDITED" as const, ...one })),
    {
      step: "BASE",
      feeBase: plan.feeBase,
      recovered: base.recovered,
      components: [...base.parts],
      base: base.base,
    },
  ];
}
