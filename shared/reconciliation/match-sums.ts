import { agreesOnScope, type Item } from "./item.ts";
import { scopesOf, type Scope } from "./match-pairs.ts";
import type { Limit } from "./outcome.ts";
import { leftNamesakes, rightNamesakes, type References, type Sides } from "./references.ts";
import { foundBy, idsOf, settleWays, totalOf, type Run, type Way } from "./settle.ts";
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
    [...new Set(items)].filter(({ state }) => state === "OPEN");
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
  if (lefts.length === 0 || rights.length === 0) return false;
  return (
    isAmountWithin(tolerance, totalOf(lefts), totalOf(rights)) &&
    lefts.every((left) =>
      rights.every((right) => agreesOnScope(left, right) && areDaysWithin(tolerance, left.day, right.day)),
    )
  );
}

type Searched<L, R> = {
  readonly ways: readonly Way<L, R>[];
  readonly reached?: { readonly limit: Limit["reached"]; readonly over: readonly Item<unknown>[] };
};

/** All ways, but for those with a fact that a search which gave up might have wanted as well. */
function undisputed<L, R>(run: Run<L, R>, rule: SumRule, open: Sides<L, R>): readonly Way<L, R>[] {
  const wanted = new Set<Item<unknown>>();
  const ways: Way<L, R>[] = [];
  for (const scope of scopesOf(open))
    for (const searched of rule.kind === "MANY_TO_ONE" ? intoRights(rule, scope) : intoLefts(rule, scope)) {
      ways.push(...searched.ways);
      if (searched.reached === undefined) continue;
      const { limit, over } = searched.reached;
      for (const item of over) wanted.add(item);
      const ids = idsOf(over.slice(0, 1));
      const [left, right] = rule.kind === "MANY_TO_ONE" ? [[], ids] : [ids, []];
      run.limits.push({ ...foundBy(run, rule), left, right, reached: limit });
    }
  return ways.filter(({ lefts, rights }) => ![...lefts, ...rights].some((item) => wanted.has(item)));
}

const intoRights = <L, R>(rule: SumRule, { lefts, rights }: Scope<L, R>): readonly Searched<L, R>[] =>
  rights.map((right) => {
    const candidates = lefts.filter((left) => areDaysWithin(rule.tolerance, left.day, right.day));
    const found = sumsTo(rule, { one: right, candidates, range: expectable(rule.tolerance, right.amount) });
    return { ways: found.sets.map((several) => ({ lefts: several, rights: [right] })), ...found.gaveUp };
  });

const intoLefts = <L, R>(rule: SumRule, { lefts, rights }: Scope<L, R>): readonly Searched<L, R>[] =>
  lefts.map((left) => {
    const candidates = rights.filter((right) => areDaysWithin(rule.tolerance, left.day, right.day));
    const found = sumsTo(rule, { one: left, candidates, range: acceptable(rule.tolerance, left.amount) });
    return { ways: found.sets.map((several) => ({ lefts: [left], rights: several })), ...found.gaveUp };
  });

type Sought<T> = {
  readonly one: Item<unknown>;
  readonly candidates: readonly Item<T>[];
  readonly range: Range;
};
type Sums<T> = {
  readonly sets: readonly (readonly Item<T>[])[];
  readonly gaveUp?: { readonly reached: { limit: Limit["reached"]; over: readonly Item<unknown>[] } };
};

function sumsTo<T>({ limits }: SumRule, { one, candidates, range }: Sought<T>): Sums<T> {
  const gaveUp = (limit: Limit["reached"]): Sums<T> => ({
    sets: [],
    gaveUp: { reached: { limit, over: [one, ...candidates] } },
  });
  if (candidates.length < 2) return { sets: [] };
  if (candidates.length > limits.candidates) return gaveUp("CANDIDATES");
  const amounts = candidates.map(({ amount }) => amount);
  const sets = subsetsWithin(amounts, range, { steps: limits.steps });
  if (sets === undefined) return gaveUp("STEPS");
  return {
    sets: withoutIdle(sets, amounts)
      .filter((bits) => sizeOf(bits) > 1)
      .map((bits) => chosen(candidates, bits)),
  };
}

/** Without sets that only add what nets to nothing, such as a payment and its reversal, to another set. */
function withoutIdle(sets: readonly number[], amounts: readonly number[]): readonly number[] {
  if (amounts.every((amount) => amount > 0) || amounts.every((amount) => amount < 0)) return sets;
  const sumOf = (bits: number): number => chosen(amounts, bits).reduce((sum, amount) => sum + amount, 0);
  return sets.filter((bits) => !sets.some((part) => isPartOf(part, bits) && sumOf(part) === sumOf(bits)));
}
