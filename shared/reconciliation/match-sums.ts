import { areOfOneKind, byAge, type Item } from "./item.ts";
import { scopesOf } from "./match-pairs.ts";
import type { Limit } from "./outcome.ts";
import { leftNamesakes, rightNamesakes, type References, type Sides } from "./references.ts";
import { foundBy, settleWays, totalOf, type Run, type Way } from "./settle.ts";
import { firstFrom } from "./sorted.ts";
import { chosen, isPartOf, sizeOf, subsetsWithin } from "./subset-sum.ts";
import { acceptable, areDaysWithin, expectable, isAmountWithin, type Range } from "./tolerance.ts";
import type { Rule, Tolerance } from "./wire.ts";

export type SumRule = Extract<Rule, { kind: "ONE_TO_MANY" | "MANY_TO_ONE" }>;

/** Joins one fact with all of several that name the same, or with the only several that sum up to it. */
export function matchSums<L, R>(
  run: Run<L, R>,
  rule: SumRule,
  { open, tables }: { readonly open: Sides<L, R>; readonly tables: readonly References<L, R>[] },
): void {
  if (rule.by === "REFERENCE") settleWays(run, { rule }, namedWays(rule, open, tables));
  else settleWays(run, { rule }, undisputed(run, rule, open));
}

function namedWays<L, R>(
  rule: SumRule,
  { lefts, rights }: Sides<L, R>,
  tables: readonly References<L, R>[],
): readonly Way<L, R>[] {
  const openOf = <T>(items: readonly Item<T>[]): readonly Item<T>[] =>
    items.length < 2 ? items : [...new Set(items)].filter(({ state }) => state === "OPEN");
  const ways: readonly Way<L, R>[] =
    rule.kind === "MANY_TO_ONE"
      ? rights.map((one) => ({
          lefts: openOf(tables.flatMap((table) => leftNamesakes(table, one))),
          rights: [one],
        }))
      : lefts.map((one) => ({
          lefts: [one],
          rights: openOf(tables.flatMap((table) => rightNamesakes(table, one))),
        }));
  return ways.filter((way) => way.lefts.length + way.rights.length > 2 && isBalanced(rule.tolerance, way));
}

export function isBalanced<L, R>(tolerance: Tolerance, { lefts, rights }: Way<L, R>): boolean {
  const [first] = lefts;
  if (first === undefined || rights.length === 0) return false;
  return (
    isAmountWithin(tolerance, totalOf(lefts), totalOf(rights)) &&
    // Money whose sender is not known may name two agencies': it is not both's.
    lefts.every(({ scope, isAgencys }) => scope === first.scope && isAgencys === first.isAgencys) &&
    rights.every((right) => areOfOneKind(first, right)) &&
    lefts.every((left) => rights.every((right) => areDaysWithin(tolerance, left.day, right.day)))
  );
}

/** All ways, but for those with a fact that a search which gave up might have wanted as well. */
function undisputed<L, R>(run: Run<L, R>, rule: SumRule, open: Sides<L, R>): readonly Way<L, R>[] {
  const wanted = new Set<Item<unknown>>();
  const { tolerance } = rule;
  const ways = scopesOf(open).flatMap(({ lefts, rights }): readonly Way<L, R>[] => {
    if (rule.kind === "ONE_TO_MANY") {
      const window = { before: tolerance.daysBefore, after: tolerance.daysAfter };
      const found = sumsFor(lefts, rights, { rule, window, rangeOf: acceptable });
      note(run, rule, { found, wanted });
      return found.sums.map(({ one, several }) => ({ lefts: [one], rights: several }));
    }
    const window = { before: tolerance.daysAfter, after: tolerance.daysBefore };
    const found = sumsFor(rights, lefts, { rule, window, rangeOf: expectable });
    note(run, rule, { found, wanted });
    return found.sums.map(({ one, several }) => ({ lefts: several, rights: [one] }));
  });
  return ways.filter(({ lefts, rights }) => ![...lefts, ...rights].some((item) => wanted.has(item)));
}

type Noted = { readonly found: Sums<unknown, unknown>; readonly wanted: Set<Item<unknown>> };

function note<L, R>(run: Run<L, R>, rule: SumRule, { found, wanted }: Noted): void {
  for (const item of found.wanted) wanted.add(item);
  for (const { one, limit } of found.gaveUp) {
    const [left, right] = rule.kind === "MANY_TO_ONE" ? [[], [one.id]] : [[one.id], []];
    run.limits.push({ ...foundBy(run, rule), left, right, reached: limit });
  }
}

type Sum<One, Several> = { readonly one: Item<One>; readonly several: readonly Item<Several>[] };

type Sums<One, Several> = {
  readonly sums: Sum<One, Several>[];
  readonly gaveUp: { readonly one: Item<One>; readonly limit: Limit["reached"] }[];
  readonly wanted: Set<Item<One> | Item<Several>>;
};

type Seeking = {
  readonly rule: SumRule;
  /** How many days earlier and later than the one the several may be. */
  readonly window: { readonly before: number; readonly after: number };
  readonly rangeOf: (tolerance: Tolerance, amount: number) => Range;
};

/** For each one the several that sum up to it. By day, so that each looks at its own window only. */
function sumsFor<One, Several>(
  ones: readonly Item<One>[],
  several: readonly Item<Several>[],
  { rule, window, rangeOf }: Seeking,
): Sums<One, Several> {
  const sums: Sums<One, Several> = { sums: [], gaveUp: [], wanted: new Set() };
  const all = several.toSorted(byDay);
  let wantedBefore = 0;
  for (const one of ones.toSorted(byDay)) {
    const from = firstFrom(all, one.day - window.before, dayOf);
    const end = firstFrom(all, one.day + window.after + 1, dayOf);
    const sets = setsAmong(rule, { all, from, end }, rangeOf(rule.tolerance, one.amount));
    if (typeof sets !== "string") {
      for (const set of sets) sums.sums.push({ one, several: set });
      continue;
    }
    sums.gaveUp.push({ one, limit: sets });
    sums.wanted.add(one);
    for (const item of all.slice(Math.max(from, wantedBefore), end)) sums.wanted.add(item);
    wantedBefore = Math.max(wantedBefore, end); // windows only move on
  }
  return sums;
}

const dayOf = ({ day }: Item<unknown>): number => day;
const byDay = (a: Item<unknown>, b: Item<unknown>): number => a.day - b.day || byAge(a, b);

type Window<T> = { readonly all: readonly Item<T>[]; readonly from: number; readonly end: number };

function setsAmong<T>(
  { limits }: SumRule,
  { all, from, end }: Window<T>,
  range: Range,
): readonly (readonly Item<T>[])[] | Limit["reached"] {
  if (end - from < 2) return [];
  if (end - from > limits.candidates) return "CANDIDATES";
  const candidates = all.slice(from, end);
  const amounts = candidates.map(({ amount }) => amount);
  const sets = subsetsWithin(amounts, range, { steps: limits.steps });
  if (sets === undefined) return "STEPS";
  const lasting = withoutIdle(sets, amounts, limits.steps);
  if (lasting === undefined) return "STEPS";
  return lasting.filter((bits) => sizeOf(bits) > 1).map((bits) => chosen(candidates, bits));
}

/** Without sets that only add what nets to nothing, such as a payment and its reversal, to another set. */
function withoutIdle(
  sets: readonly number[],
  amounts: readonly number[],
  steps: number,
): readonly number[] | undefined {
  if (amounts.every((amount) => amount > 0) || amounts.every((amount) => amount < 0)) return sets;
  if (sets.length ** 2 > steps) return undefined;
  const sums = sets.map((bits) => chosen(amounts, bits).reduce((sum, amount) => sum + amount, 0));
  return sets.filter((bits, n) => !sets.some((part, m) => isPartOf(part, bits) && sums[m] === sums[n]));
}
