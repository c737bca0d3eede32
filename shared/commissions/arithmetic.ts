/** To the nearest integer, and of two that are equally near to the even one: sums of many lean to neither side. */
export function halfEven(numerator: bigint, denominator: bigint): bigint {
  const whole = numerator / denominator;
  const twice = 2n * magnitude(numerator - whole * denominator);
  const isAway = twice > denominator || (twice === denominator && whole % 2n !== 0n);
  if (!isAway) return whole;
  return numerator < 0n ? whole - 1n : whole + 1n;
}

/**
 * Splits a whole by weights, none of them negative: each part is rounded down, and what that leaves goes to the
 * largest, the first of equals. The parts sum to the whole.
 */
export function splitToLargest(whole: number, weights: readonly bigint[]): readonly number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0n);
  if (total === 0n) return weights.map(() => 0);
  const parts = weights.map((weight) => Number((BigInt(whole) * weight) / total));
  return withRest(parts, whole, indexOfLargest(weights));
}

/** The parts, of which one takes whatever is missing to the whole. */
export function withRest(parts: readonly number[], whole: number, taker: number): readonly number[] {
  const rest = parts.reduce((left, part) => left - part, whole);
  return parts.map((part, index) => (index === taker ? part + rest : part));
}

export const indexOfLargest = (weights: readonly bigint[]): number =>
  weights.reduce((best, weight, index) => (weight > (weights[best] ?? 0n) ? index : best), 0);

const magnitude = (value: bigint): bigint => (value < 0n ? -value : value);
