import type { Range } from "./tolerance.ts";

/** How many steps a search may still take. */
export type Budget = { steps: number };

type Search = {
  readonly amounts: readonly number[];
  readonly range: Range;
  /** The most and the least that the amounts from here on can add. */
  readonly most: readonly number[];
  readonly least: readonly number[];
  readonly found: number[];
  readonly budget: Budget;
};

/**
 * Every set of amounts that sums into the range, as bits: bit n is the nth amount. Undefined when the budget does
 * not suffice to look at all of them, for some would be no answer.
 */
export function subsetsWithin(
  amounts: readonly number[],
  range: Range,
  budget: Budget,
): readonly number[] | undefined {
  const most = [0];
  const least = [0];
  for (const amount of amounts.toReversed()) {
    most.unshift((most[0] ?? 0) + Math.max(0, amount));
    least.unshift((least[0] ?? 0) + Math.min(0, amount));
  }
  const search: Search = { amounts, range, most, least, found: [], budget };
  return isComplete(search, { at: 0, sum: 0, bits: 0 }) ? search.found : undefined;
}

type Place = { readonly at: number; readonly sum: number; readonly bits: number };

function isComplete(search: Search, { at, sum, bits }: Place): boolean {
  const { amounts, range, most, least, found, budget } = search;
  if (budget.steps <= 0) return false;
  budget.steps -= 1;
  if (sum + (most[at] ?? 0) < range.from || sum + (least[at] ?? 0) > range.to) return true;
  const amount = amounts[at];
  if (amount === undefined) {
    if (bits !== 0) found.push(bits);
    return true;
  }
  return (
    isComplete(search, { at: at + 1, sum: sum + amount, bits: bits | (1 << at) }) &&
    isComplete(search, { at: at + 1, sum, bits })
  );
}

export const chosen = <T>(all: readonly T[], bits: number): readonly T[] =>
  all.filter((_, n) => (bits & (1 << n)) !== 0);

export function sizeOf(bits: number): number {
  let size = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) size += 1;
  return size;
}

/** Is the first a part of the second, and not all of it? */
export const isPartOf = (part: number, whole: number): boolean => part !== whole && (part & whole) === part;
