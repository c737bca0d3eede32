import { creditBreaks } from "./break-credit.ts";
import { fundingBreaks } from "./break-funding.ts";
import type { Setting } from "./desk.ts";
import { deskBreaks } from "./desk-breaks.ts";
import { fundedOf, type Funded } from "./funding.ts";
import { dayNumbers, type Item, type State } from "./item.ts";
import type { Advice, AdviceLine, BankLine, Beyond, Books, Expectation } from "./model.ts";
import { openDesk } from "./open-desk.ts";
import type { Ambiguity, Break, Limit, Match, Reconciliation } from "./outcome.ts";
import { pigeonholesOf } from "./pigeonholes.ts";
import type { Run } from "./settle.ts";
import { sortedById } from "./sorted.ts";
import { termsBook } from "./terms.ts";
import type { RuleSet } from "./wire.ts";

/**
 * Matches what agencies reported with what they advised, and what they advised with what the bank got, by rules that
 * are data; and tells what is wrong with the rest. The order of the facts means nothing.
 */
export function reconcile(books: Books, ruleSet: RuleSet): Reconciliation {
  const dayOf = dayNumbers();
  const setting: Setting = {
    asOf: books.asOf,
    today: dayOf(books.asOf),
    dayOf,
    ruleSet,
    barred: books.barred ?? new Set(),
    beyond: books.beyond ?? nothingBeyond,
  };
  const termsOf = termsBook(books.terms);
  const holes = pigeonholesOf(books);
  const bankLines = sortedById(books.bankLines, ({ lineId }) => lineId);
  const settledLines = sortedById(books.settled.bankLines, ({ lineId }) => lineId);
  const funded = fundedOf(setting, { holes, termsOf }, { open: bankLines, settled: settledLines });
  const outcome = emptyOutcome();
  for (const one of funded) {
    takeRun(outcome, one.run);
    take(outcome.breaks, fundingBreaks(setting, one));
  }
  const states = statesIn(funded);
  const banked = bankedFor(funded, books, setting.beyond);
  // One desk after the other: what one needs besides its facts is gone before the next.
  for (const hole of holes) {
    const desk = openDesk(setting, hole, { terms: termsOf(hole), banked, states });
    for (const { run, sides } of desk.matched.values()) {
      takeRun(outcome, run);
      takeOpen(outcome.expectations, sides.lefts);
      takeOpen(outcome.lines, sides.rights);
    }
    take(outcome.breaks, deskBreaks(setting, desk));
    take(outcome.advices, openAmong(hole.openAdvices, states));
  }
  take(outcome.breaks, creditBreaks(books.credits, ruleSet.thresholds));
  const { matches, ambiguities, limits, breaks, expectations, advices, lines } = outcome;
  const unmatched = { expectations, advices, lines, bankLines: openAmong(bankLines, states) };
  return { matches, ambiguities, limits, breaks, unmatched };
}

const nothingBeyond: Beyond = { sums: new Map(), arrived: new Map(), nameless: new Set() };

type Outcome = {
  readonly matches: Match[];
  readonly ambiguities: Ambiguity[];
  readonly limits: Limit[];
  readonly breaks: Break[];
  readonly expectations: Expectation[];
  readonly advices: Advice[];
  readonly lines: AdviceLine[];
};

const emptyOutcome = (): Outcome => ({
  matches: [],
  ambiguities: [],
  limits: [],
  breaks: [],
  expectations: [],
  advices: [],
  lines: [],
});

/** One by one: there may be more than a call takes arguments. */
function take<T>(all: T[], found: Iterable<T>): void {
  for (const one of found) all.push(one);
}

function takeRun<L, R>(outcome: Outcome, { settled, ambiguities, limits }: Run<L, R>): void {
  for (const { match } of settled) outcome.matches.push(match);
  take(outcome.ambiguities, ambiguities);
  take(outcome.limits, limits);
}

function takeOpen<Fact>(all: Fact[], items: readonly Item<Fact>[]): void {
  for (const { state, fact } of items) if (state === "OPEN") all.push(fact);
}

type States = ReadonlyMap<unknown, State>;

/** What became of everything that was looked for at the bank, and found there. */
function statesIn(funded: readonly Funded[]): States {
  const states = new Map<unknown, State>();
  for (const { sides } of funded) {
    for (const { state, fact } of sides.lefts) states.set(fact, state);
    for (const { state, fact } of sides.rights) states.set(fact, state);
  }
  return states;
}

const openAmong = <Fact>(facts: readonly Fact[], states: States): readonly Fact[] =>
  facts.filter((fact) => (states.get(fact) ?? "OPEN") === "OPEN");

/** What arrived for each advice, by this run or by an earlier one. */
function bankedFor(
  funded: readonly Funded[],
  { settled }: Books,
  { arrived }: Beyond,
): ReadonlyMap<Advice, readonly BankLine[]> {
  const pairs = funded.flatMap(({ run }) =>
    run.settled.flatMap(({ lefts, rights }) => {
      const lines = sortedById(
        rights.map(({ fact }) => fact),
        ({ lineId }) => lineId,
      );
      return lefts.flatMap(({ fact }) => ("remittanceId" in fact ? [[fact, lines] as const] : []));
    }),
  );
  const before = settled.advices.flatMap((advice) => {
    const lines = arrived.get(advice.remittanceId);
    return lines === undefined ? [] : [[advice, lines] as const];
  });
  return new Map([...before, ...pairs]);
}
