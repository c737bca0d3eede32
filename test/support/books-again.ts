import type { Books } from "../../shared/reconciliation/model.ts";
import type { Reconciliation } from "../../shared/reconciliation/outcome.ts";

/** The books as the next run gets them: what matched is settled. */
export function withoutMatched(books: Books, { matches }: Reconciliation): Books {
  const matched = new Set(matches.flatMap(({ left, right }) => [...left, ...right]));
  const parted = <Fact>(facts: readonly Fact[], idOf: (fact: Fact) => string) => ({
    open: facts.filter((fact) => !matched.has(idOf(fact))),
    settled: facts.filter((fact) => matched.has(idOf(fact))),
  });
  const expectations = parted(books.expectations, ({ id }) => id);
  const advices = parted(books.advices, ({ remittanceId }) => remittanceId);
  const lines = parted(books.lines, ({ lineId }) => lineId);
  const bankLines = parted(books.bankLines, ({ lineId }) => lineId);
  return {
    ...books,
    expectations: expectations.open,
    advices: advices.open,
    lines: lines.open,
    bankLines: bankLines.open,
    settled: {
      expectations: [...books.settled.expectations, ...expectations.settled],
      advices: [...books.settled.advices, ...advices.settled],
      lines: [...books.settled.lines, ...lines.settled],
      bankLines: [...books.settled.bankLines, ...bankLines.settled],
    },
  };
}
