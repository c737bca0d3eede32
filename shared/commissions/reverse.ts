import { halfEven } from "./arithmetic.ts";
import type { CommissionLine } from "./line-wire.ts";

export type LineReversal = {
  readonly reversalRef: string;
  readonly amount: number;
  /** What of the payment was reversed before. */
  readonly reversedBefore: number;
};

/**
 * The line of a reversal, from nothing but its payment's line: the exact negative of it or, for a part of the
 * payment, its part, whatever became of the plan. The lines of several parts sum to the whole exactly, for each
 * is what all parts so far come to less what those before came to.
 */
export function reversalOf(
  original: CommissionLine,
  { reversalRef, amount, reversedBefore }: LineReversal,
): CommissionLine {
  const reached = reversedBefore + amount;
  if (amount < 1 || reversedBefore < 0 || reached > original.amount)
    throw new RangeError(`${reversalRef} takes back more than is left of ${original.paymentRef}`);
  const back = (whole: number): number => partOf(whole, reversedBefore) - partOf(whole, reached);
  const partOf = (whole: number, reversed: number): number =>
    Number(halfEven(BigInt(whole) * BigInt(reversed), BigInt(original.amount)));
  const { base, commission, tax } = original;
  return {
    ...original,
    reversalRef,
    amount: 0 - amount,
    recovered: back(original.recovered),
    base: back(base),
    fee: back(original.fee),
    calculated: back(original.calculated),
    commission: back(commission),
    tax: back(tax),
    rounding: back(original.rounding),
    components: componentsBack(original, back),
    explain: [
      {
        step: "REVERSAL",
        ofAmount: original.amount,
        reversedBefore,
        reversed: amount,
        original: { base, commission, tax },
      },
    ],
  };
}

/** The largest component takes what the parts of the others leave, so that they sum to the line. */
function componentsBack(
  { components, base, commission }: CommissionLine,
  back: (whole: number) => number,
): CommissionLine["components"] {
  const largest = components.reduce(
    (best, one, index) => (one.base > (components[best]?.base ?? 0) ? index : best),
    0,
  );
  const parts = components.map((one) => ({ ...one, base: back(one.base), commission: back(one.commission) }));
  const others = parts.filter((_, index) => index !== largest);
  const rest = (of: "base" | "commission", whole: number): number =>
    others.reduce((left, one) => left - one[of], back(whole));
  return parts.map((one, index) =>
    index === largest
      ? { ...one, base: rest("base", base), commission: rest("commission", commission) }
      : one,
  );
}
