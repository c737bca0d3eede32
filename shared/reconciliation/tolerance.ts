import type { Allowance, Tolerance } from "./wire.ts";

const WHOLE = 10_000;

/** How much an allowance grants on an amount; the product is split, so that it stays an exact integer. */
function allowed({ minorUnits, basisPoints }: Allowance, amount: number): number {
  if (basisPoints === 0) return minorUnits;
  const size = Math.abs(amount);
  const rest = size % WHOLE;
  const share = ((size - rest) / WHOLE) * basisPoints + Math.floor((rest * basisPoints) / WHOLE);
  return Math.max(minorUnits, share);
}

/** The least and the most that may be found, by size; money never changes direction within a tolerance. */
export type Range = { readonly from: number; readonly to: number };

export function acceptable(tolerance: Tolerance, expected: number): Range {
  const size = Math.abs(expected);
  const least = Math.max(1, size - allowed(tolerance.below, size));
  const most = size + allowed(tolerance.above, size);
  return expected < 0 ? { from: -most, to: -least } : { from: least, to: most };
}

/** The other way round: the least and the most that can be expected where so much is an acceptable find. */
export function expectable(tolerance: Tolerance, found: number): Range {
  const size = Math.abs(found);
  const from = firstWhere((expected) => acceptable(tolerance, expected).to >= size);
  const to = firstWhere((expected) => acceptable(tolerance, expected).from > size) - 1;
  return found < 0 ? { from: -to, to: -from } : { from, to };
}

/** More than any sum: half of what a number holds exactly. */
const EXPECTED_MAX = 2 ** 52;

/** The least amount for which a condition holds that goes on to hold for all larger ones. */
function firstWhere(holds: (amount: number) => boolean): number {
  let [low, high] = [1, EXPECTED_MAX];
  while (low < high) {
    const middle = low + Math.floor((high - low) / 2);
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

export function isAmountWithin(tolerance: Tolerance, expected: number, found: number): boolean {
  if (expected === found) return true;
  const { from, to } = acceptable(tolerance, expected);
  return found >= from && found <= to;
}

export const areDaysWithin = (tolerance: Tolerance, expected: number, found: number): boolean =>
  found >= expected - tolerance.daysBefore && found <= expected + tolerance.daysAfter;
