import type { AgencyId, LenderId } from "../kernel/ids.ts";
import type { Currency } from "../kernel/money.ts";
import { advisedItem, reportedItem, type DayOf, type Item, type State } from "./item.ts";
import type { Advice, AdviceLine, Books, Expectation } from "./model.ts";
import { inOrder, sortedById } from "./sorted.ts";

export type Lot = { readonly lefts: Item<Expectation>[]; readonly rights: Item<AdviceLine>[] };

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
export function pigeonholesOf(books: Books, dayOf: DayOf): readonly Pigeonhole[] {
  const holes: Pigeonholes = new Map();
  putAdvices(books, holes);
  putLines(books, holes, dayOf);
  putExpectations(books, holes, dayOf);
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

function lotFor({ lots }: Pigeonhole, currency: Currency): Lot {
  const found = lots.get(currency);
  if (found !== undefined) return found;
  const made: Lot = { lefts: [], rights: [] };
  lots.set(currency, made);
  return made;
}

function putAdvices({ advices, settled }: Books, holes: Pigeonholes): void {
  const idOf = ({ remittanceId }: Advice): string => remittanceId;
  for (const advice of sortedById(advices, idOf)) {
    const hole = holeFor(holes, advice);
    hole.openAdvices.push(advice);
    hole.advices.set(advice.remittanceId, advice);
  }
  for (const advice of sortedById(settled.advices, idOf))
    holeFor(holes, advice).advices.set(advice.remittanceId, advice);
}

function putLines({ lines, settled }: Books, holes: Pigeonholes, dayOf: DayOf): void {
  const put = (all: readonly AdviceLine[], state: State): void => {
    for (const line of sortedById(all, ({ lineId }) => lineId)) {
      const hole = holeFor(holes, line);
      const { advisedOn } = hole.advices.get(line.remittanceId) ?? { advisedOn: line.effectiveOn };
      lotFor(hole, line.currency).rights.push(advisedItem(line, dayOf, { advisedOn, state }));
    }
  };
  put(settled.lines, "SETTLED");
  put(lines, "OPEN");
}

function putExpectations({ expectations, settled }: Books, holes: Pigeonholes, dayOf: DayOf): void {
  const put = (all: readonly Expectation[], state: State): void => {
    for (const expectation of sortedById(all, ({ id }) => id)) {
      const { lefts } = lotFor(holeFor(holes, expectation), expectation.currency);
      lefts.push(reportedItem(expectation, dayOf, state));
    }
  };
  put(settled.expectations, "SETTLED");
  put(expectations, "OPEN");
}
