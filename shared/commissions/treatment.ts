import { daysBetween } from "../kernel/time.ts";
import type { CommissionFacts, PaymentFacts, PlacedFacts } from "./facts.ts";
import type { Treatment } from "./line-wire.ts";
import type { CommissionPlan } from "./model.ts";
import { reachedBy, type Reached } from "./upheld.ts";

export type Treated = {
  readonly treatment: Treatment;
  /** One rate in place of the plan's rule. */
  readonly rateBp?: number;
  /** Why it bears nothing. */
  readonly dispute?: Reached;
};

const feeless: ReadonlySet<Treatment> = new Set([
  "BEFORE_PLACEMENT",
  "NO_FEE_WINDOW",
  "AFTER_TAIL",
  "DISPUTE_UPHELD",
]);

export const isFeeless = (treatment: Treatment): boolean => feeless.has(treatment);

/** Money that the agency never had. */
const isDirect = ({ recipient }: Pick<PaymentFacts, "recipient">): boolean => recipient !== "AGENCY";

/** What holds for a payment: that it bears nothing goes before every rate. */
export function treatmentOf(
  plan: Pick<CommissionPlan, "noFeeWindow" | "directPayRateBp" | "tailRateBp">,
  { payment, placed, upheld = [] }: Pick<CommissionFacts, "payment" | "placed" | "upheld">,
): Treated {
  if (plan.noFeeWindow.beforePlacement && payment.effectiveOn < placed.placedOn)
    return { treatment: "BEFORE_PLACEMENT" };
  if (isInWindow(plan.noFeeWindow, payment, placed)) return { treatment: "NO_FEE_WINDOW" };
  if (placed.tailUntil !== undefined && payment.effectiveOn > placed.tailUntil)
    return { treatment: "AFTER_TAIL" };
  const dispute = reachedBy(upheld, payment.effectiveOn);
  if (dispute !== undefined) return { treatment: "DISPUTE_UPHELD", dispute };
  return rated(plan, {
    direct: isDirect(payment),
    tail: placed.endedOn !== undefined && payment.effectiveOn > placed.endedOn,
  });
}

function isInWindow(
  { daysAfterPlacement, payments }: CommissionPlan["noFeeWindow"],
  payment: PaymentFacts,
  { placedOn }: PlacedFacts,
): boolean {
  const day = daysBetween(placedOn, payment.effectiveOn);
  return day >= 0 && day < daysAfterPlacement && (payments === "ANY" || isDirect(payment));
}

/** Where both rates hold, the lower one does: either was agreed to bring the commission down. */
function rated(
  { directPayRateBp, tailRateBp }: Pick<CommissionPlan, "directPayRateBp" | "tailRateBp">,
  { direct, tail }: { readonly direct: boolean; readonly tail: boolean },
): Treated {
  const rates = [direct ? directPayRateBp : undefined, tail ? tailRateBp : undefined].filter(
    (rate) => rate !== undefined,
  );
  const treatment = treatments[`${direct}-${tail}`];
  return rates.length === 0 ? { treatment } : { treatment, rateBp: Math.min(...rates) };
}

const treatments = {
  "false-false": "ORDINARY",
  "true-false": "DIRECT",
  "false-true": "TAIL",
  "true-true": "DIRECT_IN_TAIL",
} as const satisfies Record<`${boolean}-${boolean}`, Treatment>;
