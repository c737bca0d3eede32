import type { Desk } from "./desk.ts";
import type { Funded } from "./funding.ts";
import type { Item } from "./item.ts";
import type { BankLine } from "./model.ts";
import type { Unmatched } from "./outcome.ts";
import { sortedById } from "./sorted.ts";

/** What neither a match nor an ambiguity has; what was settled before is not part of the run. */
export function unmatchedIn(
  desks: readonly Desk[],
  funded: readonly Funded[],
  bankLines: readonly BankLine[],
): Unmatched {
  const ledgers = desks.flatMap(({ matched }) => [...matched.values()]);
  const taken = new Set<unknown>();
  for (const { sides } of funded)
    for (const { state, fact } of [...sides.lefts, ...sides.rights]) if (state !== "OPEN") taken.add(fact);
  const openIn = <Fact>(items: readonly Item<Fact>[]): Fact[] =>
    items.flatMap(({ state, fact }) => (state === "OPEN" && !taken.has(fact) ? [fact] : []));
  return {
    expectations: ledgers.flatMap(({ sides }) => openIn(sides.lefts)),
    advices: desks.flatMap(({ openAdvices }) => openAdvices.filter((advice) => !taken.has(advice))),
    lines: ledgers.flatMap(({ sides }) => openIn(sides.rights)),
    bankLines: sortedById(bankLines, ({ lineId }) => lineId).filter((line) => !taken.has(line)),
  };
}
