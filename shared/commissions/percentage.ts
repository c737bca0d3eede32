import { halfEven, indexOfLargest, withRest } from "./arithmetic.ts";
import type { ExplainStep } from "./line-wire.ts";
import type { Share } from "./shares.ts";

export type Percentage = {
  readonly amount: number;
  /** By how much rounding raised it, in ten-thousandths of a minor unit. */
  readonly rounding: number;
  readonly isZero: boolean;
  readonly steps: readonly ExplainStep[];
};

/** Basis points of a whole: money times a rate is in ten-thousandths of a minor unit. */
const WHOLE_BP = 10_000n;

/** The shares' exact sum is rounded once; their parts of it sum to it, the largest taking what rounding leaves. */
export function percentageOf(shares: readonly Share[]): Percentage {
  if (shares.length === 0) return { amount: 0, rounding: 0, isZero: true, steps: [] };
  const exact = shares.map(({ of, rateBp }) => BigInt(of) * BigInt(rateBp));
  const sum = exact.reduce((total, one) => total + one, 0n);
  const amount = Number(halfEven(sum, WHOLE_BP));
  const rounding = Number(BigInt(amount) * WHOLE_BP - sum);
  const floors = exact.map((one) => Number(one / WHOLE_BP));
  const parts = withRest(floors, amount, indexOfLargest(exact));
  const steps = shares.map((share, index) => ({
    step: "SHARE" as const,
    ...share,
    commission: parts[index] ?? 0,
  }));
  return {
    amount,
    rounding,
    isZero: sum === 0n,
    steps: [...steps, { step: "ROUNDED", percentage: amount, rounding }],
  };
}
