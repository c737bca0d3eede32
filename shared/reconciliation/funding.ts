import type { LenderId } from "../kernel/ids.ts";
import type { Currency } from "../kernel/money.ts";
import type { Desk, Setting } from "./desk.ts";
import { awaitedItem, bankedItem, fundingItem, type Funding, type Item } from "./item.ts";
import { match, type Matched } from "./match.ts";
import type { BankLine } from "./model.ts";
import { inOrder, sortedById } from "./sorted.ts";

export type Funded = Matched<Funding, BankLine>;

type Lot = { readonly lefts: Item<Funding>[]; readonly rights: Item<BankLine>[] };
type Lots = Map<LenderId, Map<Currency, Lot>>;

/** Matches what each lender's agencies are to pay with what its bank booked, by currency. */
export function fundedOf(
  setting: Setting,
  desks: readonly Desk[],
  bankLines: readonly BankLine[],
): readonly Funded[] {
  const lots: Lots = new Map();
  for (const desk of desks)
    for (const left of dueFrom(desk, setting)) lotFor(lots, left.fact).lefts.push(left);
  for (const line of sortedById(bankLines, ({ lineId }) => lineId))
    if (line.status === "BOOKED") lotFor(lots, line).rights.push(bankedItem(line, setting.dayOf));
  return [...inOrder(lots)].flatMap(([lenderId, byCurrency]) =>
    [...inOrder(byCurrency)].map(([currency, lot]) => fundedIn(setting, lot, { lenderId, currency })),
  );
}

type Place = { readonly lenderId: LenderId; readonly currency: Currency };

function lotFor(lots: Lots, { lenderId, currency }: Place): Lot {
  let byCurrency = lots.get(lenderId);
  if (byCurrency === undefined) lots.set(lenderId, (byCurrency = new Map()));
  let lot = byCurrency.get(currency);
  if (lot === undefined) byCurrency.set(currency, (lot = { lefts: [], rights: [] }));
  return lot;
}

/** Remittances with something to pay; of an agency that sends no advices, each payment that it holds. */
function dueFrom({ terms, openAdvices, matched }: Desk, { dayOf }: Setting): readonly Item<Funding>[] {
  if (!terms.banked) return [];
  const remittances = openAdvices.flatMap((advice) => (advice.total > 0 ? [fundingItem(advice, dayOf)] : []));
  if (terms.advises) return remittances;
  const awaited = [...matched.values()].flatMap(({ sides }) =>
    sides.lefts.flatMap(({ fact, state }) =>
      state === "OPEN" && fact.recipient === "AGENCY" ? [awaitedItem(fact, dayOf)] : [],
    ),
  );
  return [...remittances, ...awaited];
}

function fundedIn({ ruleSet }: Setting, lot: Lot, place: Place): Funded {
  const run = {
    ...place,
    relation: "FUNDED" as const,
    ruleVersion: ruleSet.version,
    settled: [],
    ambiguities: [],
    limits: [],
  };
  return match(run, ruleSet.rules, { relation: "FUNDED", ...lot });
}
