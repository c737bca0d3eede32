import { withLine } from "../../shared/reconciliation/break-remittance.ts";
import type { AdviceLine, AdviceSums, Books, Expectation } from "../../shared/reconciliation/model.ts";
import type { Reconciliation } from "../../shared/reconciliation/outcome.ts";
import { newPlan } from "../../shared/reconciliation/plan-parts.ts";
import { tiesBy } from "../../shared/reconciliation/ties.ts";
import type { Rule } from "../../shared/reconciliation/wire.ts";

type Party = { readonly lenderId: string; readonly agencyId: string };

const deskOf = ({ lenderId, agencyId }: Party): string => `${lenderId} ${agencyId}`;

/** The books as a run over parts has them: what is about money at the bank, and then what was reported and advised. */
export function booksInParts(books: Books, rules: readonly Rule[], size: number) {
  const advising = new Set(books.terms.filter(({ advises }) => advises).map(deskOf));
  const isApart = (one: Party): boolean => advising.has(deskOf(one));
  const { plan, loose } = planOf(books, rules, { size, isApart });
  const beyond = { sums: sumsOf(books), arrived: new Map(), nameless: new Set<string>() };
  const together = <Fact extends Party>(facts: readonly Fact[]) => facts.filter((one) => !isApart(one));
  const money: Books = {
    ...books,
    expectations: together(books.expectations),
    lines: together(books.lines),
    settled: {
      ...books.settled,
      expectations: together(books.settled.expectations),
      lines: together(books.settled.lines),
    },
    beyond,
  };
  /** The parts, once it is known what arrived. */
  const parts = ({ matches }: Pick<Reconciliation, "matches">): readonly Books[] => {
    const lineById = new Map(books.bankLines.map((line) => [line.lineId, line]));
    const arrived = new Map(
      matches.flatMap(({ relation, left, right }) =>
        relation === "FUNDED"
          ? left.map((id) => [id, right.map((line) => lineById.get(line)!)] as const)
          : [],
      ),
    );
    return plan.map(({ desk, names }) => {
      const own = new Set(names);
      const nameless = new Set(loose.get(desk));
      const isOfPart = (name: string): boolean => own.has(name);
      const reports = (all: readonly Expectation[]) => all.filter(({ id }) => isOfPart(id));
      const lines = (all: readonly AdviceLine[]) => all.filter(({ lineId }) => isOfPart(lineId));
      return {
        ...books,
        terms: books.terms.map((one) => ({ ...one, banked: false })),
        expectations: reports(books.expectations),
        lines: lines(books.lines),
        advices: [],
        bankLines: [],
        credits: [],
        settled: {
          expectations: reports(books.settled.expectations),
          lines: lines(books.settled.lines),
          advices: [...books.advices, ...books.settled.advices].filter((one) => deskOf(one) === desk),
          bankLines: [],
        },
        beyond: { sums: new Map(), arrived, nameless },
      };
    });
  };
  return { money, parts };
}

type Planning = { readonly size: number; readonly isApart: (one: Party) => boolean };

function planOf(
  { expectations, lines, settled }: Books,
  rules: readonly Rule[],
  { size, isApart }: Planning,
) {
  const plan = newPlan();
  const tiesOf = tiesBy(rules);
  const add = (name: string, fact: Expectation | AdviceLine): void => {
    const day = Date.parse(fact.effectiveOn) / 86_400_000;
    const { accountId: account } = fact;
    if (isApart(fact)) plan.add({ name, desk: deskOf(fact), account, day, ties: tiesOf(fact) });
  };
  for (const one of [...expectations, ...settled.expectations]) add(one.id, one);
  for (const one of [...lines, ...settled.lines]) add(one.lineId, one);
  const { parts, loose } = plan.planned(size);
  return { plan: parts, loose };
}

function sumsOf({ advices, lines, settled }: Books): ReadonlyMap<string, AdviceSums> {
  const known = new Map([...advices, ...settled.advices].map((one) => [one.remittanceId, one]));
  const sums = new Map<string, AdviceSums>();
  for (const line of [...lines, ...settled.lines]) {
    const advice = known.get(line.remittanceId);
    if (advice === undefined || deskOf(advice) !== deskOf(line) || advice.currency !== line.currency)
      continue;
    sums.set(line.remittanceId, withLine(sums.get(line.remittanceId), line));
  }
  return sums;
}

/** What became of all of the books, part by part. */
export function together(found: readonly Reconciliation[]): Reconciliation {
  const all = <Key extends keyof Reconciliation>(key: Key) => found.map((one) => one[key]);
  const unmatched = all("unmatched");
  return {
    matches: all("matches").flat(),
    ambiguities: all("ambiguities").flat(),
    limits: all("limits").flat(),
    breaks: all("breaks").flat(),
    unmatched: {
      expectations: unmatched.flatMap((one) => one.expectations),
      advices: unmatched.flatMap((one) => one.advices),
      lines: unmatched.flatMap((one) => one.lines),
      bankLines: unmatched.flatMap((one) => one.bankLines),
    },
  };
}
