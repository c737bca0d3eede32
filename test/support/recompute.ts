import type { CommissionLine, ExplainStep } from "../../shared/commissions/line-wire.ts";

type Step<N extends ExplainStep["step"]> = Extract<ExplainStep, { readonly step: N }>;

type Recomputed = Pick<CommissionLine, "base" | "commission" | "tax">;

/**
 * A line worked out again by somebody who has its explanation and nothing else: neither the plan, nor the facts,
 * nor the gateway's arithmetic.
 */
export function recomputed(explain: readonly ExplainStep[]): Recomputed {
  const all = <N extends ExplainStep["step"]>(name: N): Step<N>[] =>
    explain.filter((one): one is Step<N> => one.step === name);
  const [reversal] = all("REVERSAL");
  if (reversal) return reversed(reversal);
  const base = all("BASE")[0]!.components.reduce((sum, { amount }) => sum + amount, 0);
  const exact = all("SHARE").reduce((sum, { of, rateBp }) => sum + BigInt(of) * BigInt(rateBp), 0n);
  const percentage = nearest(exact, 10_000n);
  const fee = all("FEE").reduce((sum, one) => sum + Math.max(0, one.fee - one.before), 0);
  const [payment] = all("PAYMENT_BOUNDS");
  const calculated = payment ? clamp(payment, percentage + fee) : percentage + fee;
  const [account] = all("ACCOUNT_BOUNDS");
  const commission = account
    ? Math.max(0, clamp(account, account.calculatedBefore + calculated) - account.commissionBefore)
    : calculated;
  return { base, commission, tax: nearest(BigInt(commission) * BigInt(all("TAX")[0]!.ratePpm), 1_000_000n) };
}

function reversed({ ofAmount, reversedBefore, reversed: back, original }: Step<"REVERSAL">): Recomputed {
  const part = (whole: number, to: number) => nearest(BigInt(whole) * BigInt(to), BigInt(ofAmount));
  const taken = (whole: number) => part(whole, reversedBefore) - part(whole, reversedBefore + back);
  return { base: taken(original.base), commission: taken(original.commission), tax: taken(original.tax) };
}

const clamp = ({ min = -Infinity, max = Infinity }: { min?: number; max?: number }, amount: number) =>
  Math.max(min, Math.min(max, amount));

/** By comparing distances, for what is not negative. */
function nearest(numerator: bigint, denominator: bigint): number {
  const below = numerator / denominator;
  const [down, up] = [numerator - below * denominator, (below + 1n) * denominator - numerator];
  const isUp = up < down || (up === down && below % 2n === 1n);
  return Number(isUp ? below + 1n : below);
}
