import { areOfOneKind, type Item } from "./item.ts";
import { normaliser, type Normalise } from "./normalise.ts";
import {
  isShared,
  isSingle,
  leftNamesakes,
  leftsOf,
  referencesOf,
  rightsOf,
  sharedKey,
  type References,
  type Sides,
} from "./references.ts";
import type { Limit } from "./outcome.ts";
import { foundBy, idsOf, settlePairs, type Pair, type Run } from "./settle.ts";
import { firstFrom } from "./sorted.ts";
import { acceptable, areDaysWithin, isAmountWithin } from "./tolerance.ts";
import type { Rule, Tolerance } from "./wire.ts";

export type ReferenceRule = Extract<Rule, { kind: "REFERENCE" | "NORMALISED_REFERENCE" }>;
export type AmountRule = Extract<Rule, { kind: "AMOUNT" }>;

/** More pairs in one account or agency than this say nothing about any of them. */
const PAIRS_MAX = 10_000;

/** As often may amounts be found near enough, whatever their days. */
const LOOKS_MAX = 1_000_000;

const isAcceptable = (tolerance: Tolerance, left: Item<unknown>, right: Item<unknown>): boolean =>
  areOfOneKind(left, right) &&
  isAmountWithin(tolerance, left.amount, right.amount) &&
  areDaysWithin(tolerance, left.day, right.day);

/** Joins what has the same reference, and remembers whatever has: weaker rules leave it alone. */
export function matchReferences<L, R>(run: Run<L, R>, rule: ReferenceRule, table: References<L, R>): void {
  const pairs: Pair<L, R>[] = [];
  const apart: Pair<L, R>[] = [];
  const meet = (left: Item<L>, right: Item<R>): void => {
    if (rule.kind === "REFERENCE") joinByName(left, right);
    else apart.push({ left, right });
    if (left.state === "OPEN" && right.state === "OPEN" && isAcceptable(rule.tolerance, left, right))
      pairs.push({ left, right });
  };
  if (table.relation === "ADVISED") meetOnce(table, meet);
  else meetAny(table, meet);
  const shown = (left: Item<unknown>, right: Item<unknown>): string | undefined =>
    sharedKey(table, left, right);
  settlePairs(run, { rule, shown }, pairs);
  // A spelling joins what is open only: a run that begins with what this one leaves then joins the same.
  for (const { left, right } of apart)
    if (left.state === "OPEN" && right.state === "OPEN") joinByName(left, right);
}

function joinByName(left: Item<unknown>, right: Item<unknown>): void {
  left.isNamed = true;
  right.isNamed = true;
}

type Meet<L, R> = (left: Item<L>, right: Item<R>) => void;

/** Facts of one reference each meet under it, and nowhere else. */
function meetOnce<L, R>({ byKey }: References<L, R>, meet: Meet<L, R>): void {
  for (const named of byKey.values()) {
    const { left, right } = named;
    if (left === undefined || right === undefined) continue;
    if (isSingle(named)) meet(left, right);
    else if (!isShared(named)) meetAll(leftsOf(named), rightsOf(named), meet);
  }
}

function meetAll<L, R>(lefts: readonly Item<L>[], rights: readonly Item<R>[], meet: Meet<L, R>): void {
  for (const left of lefts) for (const right of rights) meet(left, right);
}

function meetAny<L, R>(table: References<L, R>, meet: Meet<L, R>): void {
  const rights = new Set([...table.byKey.values()].flatMap(rightsOf));
  for (const right of rights) for (const left of leftNamesakes(table, right)) meet(left, right);
}

/** The table in which a rule looks references up: of everything, or of what is left in another spelling. */
export const tableFor = <L, R>(
  rule: ReferenceRule,
  exact: References<L, R>,
  open: Sides<L, R>,
): References<L, R> => (rule.kind === "REFERENCE" ? exact : referencesOf(open, normaliseOf(rule)));

const normaliseOf = (rule: Extract<ReferenceRule, { kind: "NORMALISED_REFERENCE" }>): Normalise =>
  normaliser(rule.normalisation);

/** Joins by amount and days what no reference joins, within an account or an agency's money. */
export function matchAmounts<L, R>(run: Run<L, R>, rule: AmountRule, open: Sides<L, R>): void {
  const pairs: Pair<L, R>[] = [];
  for (const { lefts, rights } of scopesOf(open)) {
    const found = pairsWithin(rule.tolerance, lefts, rights);
    if (typeof found === "string")
      run.limits.push({ ...foundBy(run, rule), left: idsOf(lefts), right: idsOf(rights), reached: found });
    else for (const pair of found) pairs.push(pair);
  }
  settlePairs(run, { rule }, pairs);
}

function pairsWithin<L, R>(
  tolerance: Tolerance,
  lefts: readonly Item<L>[],
  rights: readonly Item<R>[],
): readonly Pair<L, R>[] | Limit["reached"] {
  const byAmount = rights.toSorted((a, b) => a.amount - b.amount);
  const pairs: Pair<L, R>[] = [];
  let looks = 0;
  for (const left of lefts) {
    const { from, to } = acceptable(tolerance, left.amount);
    const first = firstFrom(byAmount, from, amountOf);
    const end = firstFrom(byAmount, to + 1, amountOf);
    looks += end - first;
    if (looks > LOOKS_MAX) return "STEPS";
    for (const right of byAmount.slice(first, end))
      if (areDaysWithin(tolerance, left.day, right.day)) pairs.push({ left, right });
    if (pairs.length > PAIRS_MAX) return "CANDIDATES";
  }
  return pairs;
}

const amountOf = ({ amount }: Item<unknown>): number => amount;

export type Scope<L, R> = { readonly lefts: Item<L>[]; readonly rights: Item<R>[] };

/** What no reference joins, by what it is about; only where there is something on either side. */
export function scopesOf<L, R>({ lefts, rights }: Sides<L, R>): readonly Scope<L, R>[] {
  const scopes = new Map<string, Scope<L, R>>();
  for (const right of rights) {
    const key = scopeKeyOf(right);
    if (key === undefined) continue;
    const scope = scopes.get(key);
    if (scope === undefined) scopes.set(key, { lefts: [], rights: [right] });
    else scope.rights.push(right);
  }
  for (const left of lefts) {
    const key = scopeKeyOf(left);
    if (key !== undefined) scopes.get(key)?.lefts.push(left);
  }
  return [...scopes.values()].filter((scope) => scope.lefts.length > 0);
}

const scopeKeyOf = ({ group, scope, isAgencys, isNamed }: Item<unknown>): string | undefined =>
  scope === undefined || isNamed ? undefined : `${group} ${isAgencys} ${scope}`;
