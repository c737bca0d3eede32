import type { Currency } from "../kernel/money.ts";
import { takenIn } from "./break-commission.ts";
import type { Desk, Ledgered, Setting } from "./desk.ts";
import { advisedItem, reportedItem, type Item, type State } from "./item.ts";
import { match } from "./match.ts";
import type { AdviceLine, Expectation, Terms } from "./model.ts";
import type { Lot, Pigeonhole } from "./pigeonholes.ts";
import { reversalsByPayment } from "./reversals.ts";
import { inOrder } from "./sorted.ts";
import { isLoose } from "./ties.ts";
import type { Rule } from "./wire.ts";

type Known = {
  readonly terms: Terms;
  readonly banked: Desk["banked"];
  /** What became at the bank of payments that no advice lists. */
  readonly states: ReadonlyMap<unknown, State>;
};

/** Matches what a lender and an agency have with each other. */
export function openDesk(setting: Setting, hole: Pigeonhole, { terms, banked, states }: Known): Desk {
  const { lenderId, agencyId, advices, openAdvices } = hole;
  // Payments that are expected at the bank itself are not looked for on advices as well.
  const rules = terms.advises ? setting.ruleSet.rules : [];
  const matched = new Map<Currency, Ledgered>();
  for (const [currency, lot] of inOrder(hole.lots))
    matched.set(currency, ledgeredOf(setting, hole, { currency, lot, rules, states, terms }));
  const { sums } = setting.beyond;
  return { lenderId, agencyId, terms, advices, openAdvices, matched, banked, sums };
}

type Matching = Pick<Known, "states" | "terms"> & {
  readonly currency: Currency;
  readonly lot: Lot;
  readonly rules: readonly Rule[];
};

function ledgeredOf(
  setting: Setting,
  hole: Pigeonhole,
  { currency, lot, rules, states, terms }: Matching,
): Ledgered {
  const { version: ruleVersion } = setting.ruleSet;
  const relation = "ADVISED" as const;
  const { lenderId } = hole;
  const { barred } = setting;
  const takenBy = (rights: readonly Item<AdviceLine>[]): number | undefined =>
    takenIn({ advices: hole.advices, terms }, rights);
  const found = { settled: [], ambiguities: [], limits: [] };
  const run = { relation, lenderId, currency, ruleVersion, barred, takenBy, ...found };
  const lefts = reportsIn(setting, lot, states);
  const rights = linesIn(setting, lot, hole);
  return { ...match(run, rules, { relation, lefts, rights }), reversals: reversalsByPayment(lefts) };
}

function reportsIn(
  { dayOf }: Setting,
  { expectations }: Lot,
  states: Known["states"],
): readonly Item<Expectation>[] {
  const items: Item<Expectation>[] = [];
  for (const fact of expectations.settled) items.push(reportedItem(fact, dayOf, "SETTLED"));
  for (const fact of expectations.open) items.push(reportedItem(fact, dayOf, states.get(fact) ?? "OPEN"));
  return items;
}

function linesIn(
  { dayOf, beyond }: Setting,
  { lines }: Lot,
  { advices }: Pigeonhole,
): readonly Item<AdviceLine>[] {
  const items: Item<AdviceLine>[] = [];
  const add = (fact: AdviceLine, state: "OPEN" | "SETTLED"): void => {
    const { advisedOn } = advices.get(fact.remittanceId) ?? { advisedOn: fact.effectiveOn };
    const isNameless = isLoose(beyond, fact);
    items.push(advisedItem(fact, dayOf, { advisedOn, state, isNameless }));
  };
  for (const fact of lines.settled) add(fact, "SETTLED");
  for (const fact of lines.open) add(fact, "OPEN");
  return items;
}
