import type { LenderId } from "../kernel/ids.ts";
import type { Currency } from "../kernel/money.ts";
import { disjointSets } from "./disjoint-sets.ts";
import { byAge, type Item } from "./item.ts";
import type { Ambiguity, Limit, Match } from "./outcome.ts";
import { matchIdOf } from "./stored-match.ts";
import type { Relation, Rule } from "./wire.ts";

/** One way in which facts of both sides may belong together. */
export type Way<L, R> = { readonly lefts: readonly Item<L>[]; readonly rights: readonly Item<R>[] };

export type Pair<L, R> = { readonly left: Item<L>; readonly right: Item<R> };

export type Settled<L, R> = Way<L, R> & { readonly match: Match };

/** What the rules of a relation have come to so far. */
export type Run<L, R> = {
  readonly relation: Relation;
  readonly lenderId: LenderId;
  readonly currency: Currency;
  readonly ruleVersion: number;
  /** Matches that a person took back, by id: no rule makes them. */
  readonly barred: ReadonlySet<string>;
  /** What the lines of advices took, in minor units; undefined where it is not known, or nothing can be taken. */
  readonly takenBy?: (rights: readonly Item<R>[]) => number | undefined;
  readonly settled: Settled<L, R>[];
  readonly ambiguities: Ambiguity[];
  readonly limits: Limit[];
};

export type Applied = {
  readonly rule: Pick<Rule, "ruleId" | "kind">;
  /** What a rule by reference compared, to be shown. */
  readonly shown?: (left: Item<unknown>, right: Item<unknown>) => string | undefined;
};

/** Settles every pair that has no rival on either side; the others are decided together. */
export function settlePairs<L, R>(run: Run<L, R>, applied: Applied, all: readonly Pair<L, R>[]): void {
  const pairs =
    run.barred.size === 0
      ? all
      : all.filter(({ left, right }) => !isBarred(run, { lefts: [left], rights: [right] }));
  for (const { left, right } of pairs) {
    left.ways += 1;
    right.ways += 1;
  }
  const contested: Way<L, R>[] = [];
  for (const { left, right } of pairs)
    if (left.ways === 1 && right.ways === 1) settle(run, applied, { lefts: [left], rights: [right] });
    else contested.push({ lefts: [left], rights: [right] });
  for (const { left, right } of pairs) {
    left.ways = 0;
    right.ways = 0;
  }
  if (contested.length > 0) settleWays(run, applied, contested);
}

/** Settles each way that shares no fact with another way; those that do are ambiguous together. */
export function settleWays<L, R>(run: Run<L, R>, applied: Applied, ways: readonly Way<L, R>[]): void {
  const allowed = run.barred.size === 0 ? ways : ways.filter((way) => !isBarred(run, way));
  for (const rivals of rivalsAmong(allowed)) {
    const [only] = rivals;
    if (only === undefined) continue;
    if (rivals.length === 1) settle(run, applied, only);
    else hold(run, applied, rivals);
  }
}

const isBarred = <L, R>({ relation, barred }: Run<L, R>, { lefts, rights }: Way<L, R>): boolean =>
  barred.has(matchIdOf({ relation, left: idsOf(lefts), right: idsOf(rights) }));

function settle<L, R>(run: Run<L, R>, { rule, shown }: Applied, way: Way<L, R>): void {
  const { lefts, rights } = way;
  for (const left of lefts) left.state = "MATCHED";
  for (const right of rights) right.state = "MATCHED";
  const [first] = lefts;
  const [found] = rights;
  if (first?.agencyId === undefined || found === undefined)
    throw new RangeError("what is expected is expected of an agency, and something was found");
  const match: Match = {
    ruleId: rule.ruleId,
    ruleVersion: run.ruleVersion,
    relation: run.relation,
    lenderId: run.lenderId,
    agencyId: first.agencyId,
    currency: run.currency,
    left: idsOf(lefts),
    right: idsOf(rights),
    difference: totalOf(rights) - totalOf(lefts),
    isDirect: first.isAgencys ? undefined : true,
    days: latestOf(rights) - latestOf(lefts),
    reference: shown?.(first, found),
    taken: run.takenBy?.(rights),
  };
  run.settled.push({ lefts, rights, match });
}

function hold<L, R>(run: Run<L, R>, applied: Applied, rivals: readonly Way<L, R>[]): void {
  const lefts = distinct(rivals.flatMap((way) => way.lefts));
  const rights = distinct(rivals.flatMap((way) => way.rights));
  if (isByReference(applied.rule) && areTwins(lefts) && areTwins(rights)) {
    settleTwins(run, applied, { lefts, rights });
    return;
  }
  for (const left of lefts) left.state = "HELD";
  for (const right of rights) right.state = "HELD";
  run.ambiguities.push({
    ...foundBy(run, applied.rule),
    left: idsOf(lefts),
    right: idsOf(rights),
    ways: rivals.length,
  });
}

/** The older ones first; where a person took just that pair back, the next ones that are left. */
function settleTwins<L, R>(run: Run<L, R>, applied: Applied, { lefts, rights }: Way<L, R>): void {
  const free = [...rights];
  for (const left of lefts) {
    const n = free.findIndex(
      (right) => run.barred.size === 0 || !isBarred(run, { lefts: [left], rights: [right] }),
    );
    if (n >= 0) settle(run, applied, { lefts: [left], rights: free.splice(n, 1) });
  }
}

export const foundBy = <L, R>(run: Run<L, R>, { ruleId }: Pick<Rule, "ruleId">) => ({
  ruleId,
  ruleVersion: run.ruleVersion,
  relation: run.relation,
  lenderId: run.lenderId,
  currency: run.currency,
});

const isByReference = ({ kind }: Pick<Rule, "kind">): boolean =>
  kind === "REFERENCE" || kind === "NORMALISED_REFERENCE";

/** Facts that agree in all that a rule compares can be taken in any order with the same result. */
function areTwins(items: readonly Item<unknown>[]): boolean {
  const [first] = items;
  return (
    first !== undefined &&
    items.every(
      (one) =>
        one.amount === first.amount &&
        one.scope === first.scope &&
        one.day === first.day &&
        namesOf(one) === namesOf(first),
    )
  );
}

const namesOf = ({ reference, otherReferences }: Item<unknown>): string =>
  JSON.stringify([reference ?? null, [...otherReferences].sort()]);

/** The ways in lots that share no fact with each other, in the order of their oldest fact. */
export function rivalsAmong<L, R>(ways: readonly Way<L, R>[]): readonly (readonly Way<L, R>[])[] {
  const lotOf = new Map<Item<L> | Item<R>, number>();
  const { rootOf, join } = disjointSets(ways.length);
  ways.forEach(({ lefts, rights }, n) => {
    for (const item of [...lefts, ...rights]) {
      const other = lotOf.get(item);
      if (other === undefined) lotOf.set(item, n);
      else join(other, n);
    }
  });
  return [...Map.groupBy(ways.keys(), rootOf).values()].map((lot) =>
    lot.flatMap((n) => ways.slice(n, n + 1)),
  );
}

const distinct = <Fact>(items: readonly Item<Fact>[]): readonly Item<Fact>[] =>
  [...new Set(items)].sort(byAge);

export function idsOf(items: readonly Item<unknown>[]): readonly string[] {
  const ids = items.map(({ id }) => id);
  return ids.length < 2 ? ids : ids.sort();
}

/** @throws RangeError when the sum is beyond what a number holds exactly */
export function totalOf(items: readonly { readonly amount: number }[]): number {
  let total = 0;
  for (const { amount } of items) total += amount;
  if (!Number.isSafeInteger(total)) throw new RangeError("the sum of amounts is beyond exact integers");
  return total;
}

function latestOf(items: readonly Item<unknown>[]): number {
  let latest = Number.NEGATIVE_INFINITY;
  for (const { day } of items) if (day > latest) latest = day;
  return latest;
}
