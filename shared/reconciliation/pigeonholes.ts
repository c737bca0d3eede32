import type { AgencyId, LenderId } from "../kernel/ids.ts";
import type { Currency } from "../kernel/money.ts";
import type { Advice, AdviceLine, Books, Expectation } from "./model.ts";
import { inOrder, sortedById } from "./sorted.ts";

type Leg<Fact> = { readonly open: Fact[]; readonly settled: Fact[] };

/** What one lender and one agency have in one currency. */
export type Lot = { readonly expectations: Leg<Expectation>; readonly lines: Leg<AdviceLine> };

/** What belongs to one lender and one agency. */
export type Pigeonhole = {
  readonly lenderId: LenderId;
  readonly agencyId: AgencyId;
  readonly advices: Map<string, Advice>;
  readonly openAdvices: Advice[];
  readonly lots: Map<Currency, Lot>;
};

type Parties = { readonly lenderId: LenderId; readonly agencyId: AgencyId };

type Pigeonholes = Map<LenderId, Map<AgencyId, Pigeonhole>>;

/** Sorts the books: nothing ever meets what is another lender's, another agency's, or in another currency. */
export function pigeonholesOf({ expectations, advices, lines, settled }: Books): readonly Pigeonhole[] {
  const holes: Pigeonholes = new Map();
  const adviceId = ({ remittanceId }: Advice): string => remittanceId;
  for (const advice of sortedById(advices, adviceId)) {
    const hole = holeFor(holes, advice);
    hole.openAdvices.push(advice);
    hole.advices.set(advice.remittanceId, advice);
  }
  for (const advice of sortedById(settled.advices, adviceId))
    holeFor(holes, advice).advices.set(advice.remittanceId, advice);
  const reportId = ({ id }: Expectation): string => id;
  for (const one of sortedById(expectations, reportId)) lotFor(holes, one).expectations.open.push(one);
  for (const one of sortedById(settled.expectations, reportId))
    lotFor(holes, one).expectations.settled.push(one);
  const lineId = (line: AdviceLine): string => line.lineId;
  for (const line of sortedById(lines, lineId)) lotFor(holes, line).lines.open.push(line);
  for (const line of sortedById(settled.lines, lineId)) lotFor(holes, line).lines.settled.push(line);
  return [...inOrder(holes).values()].flatMap((byAgency) => [...inOrder(byAgency).values()]);
}

function holeFor(holes: Pigeonholes, { lenderId, agencyId }: Parties): Pigeonhole {
  let byAgency = holes.get(lenderId);
  if (byAgency === undefined) holes.set(lenderId, (byAgency = new Map()));
  let hole = byAgency.get(agencyId);
  if (hole === undefined) {
    hole = { lenderId, agencyId, advices: new Map(), openAdvices: [], lots: new Map() };
    byAgency.set(agencyId, hole);
  }
  return hole;
}

function lotFor(holes: Pigeonholes, fact: Parties & { readonly currency: Currency }): Lot {
  const { lots } = holeFor(holes, fact);
  const found = lots.get(fact.currency);
  if (found !== undefined) return found;
  const made: Lot = { expectations: { open: [], settled: [] }, lines: { open: [], settled: [] } };
  lots.set(fact.currency, made);
  return made;
}
