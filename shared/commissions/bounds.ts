import type { SoFar } from "./facts.ts";
import type { ExplainStep } from "./line-wire.ts";
import type { CommissionPlan } from "./model.ts";
import type { Bounds } from "./wire.ts";

export type Bounded = {
  /** Within the bounds of one payment. */
  readonly calculated: number;
  /** Within those of the account as well. */
  readonly commission: number;
  readonly steps: readonly ExplainStep[];
};

/**
 * Cap and floor. What the account bears in all is its payments' sum within its bounds; a payment bears what is
 * missing to that, so that a floor is paid once and a cap is never passed, whatever was reversed meanwhile.
 */
export function withBounds(
  { perPayment, perAccount }: Pick<CommissionPlan, "perPayment" | "perAccount">,
  from: number,
  before: SoFar,
): Bounded {
  const calculated = perPayment ? within(perPayment, from) : from;
  const paymentSteps: readonly ExplainStep[] = perPayment
    ? [{ step: "PAYMENT_BOUNDS", ...perPayment, from, to: calculated }]
    : [];
  if (perAccount === undefined) return { calculated, commission: calculated, steps: paymentSteps };
  const wanted = within(perAccount, before.calculated + calculated);
  const commission = Math.max(0, wanted - before.commission);
  const accountStep: ExplainStep = {
    step: "ACCOUNT_BOUNDS",
    ...perAccount,
    calculatedBefore: before.calculated,
    commissionBefore: before.commission,
    from: calculated,
    to: commission,
  };
  return { calculated, commission, steps: [...paymentSteps, accountStep] };
}

const within = ({ min = 0, max = Number.MAX_SAFE_INTEGER }: Bounds, amount: number): number =>
  Math.min(max, Math.max(min, amount));
