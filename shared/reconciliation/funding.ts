import type { LenderId } from "../kernel/ids.ts";
import type { Currency } from "../kernel/money.ts";
import type { Setting } from "./desk.ts";
import type { Pigeonhole } from "./pigeonholes.ts";
import type { TermsOf } from "./terms.ts";
import { awaitedItem, bankedItem, fundingItem, type Funding, type Item } from "./item.ts";
import { match, type Matched } from "./match.ts";
import { inOrder } from "./sorted.ts";
import type { BankLine, Terms } from "./model.ts";

export type Funded = Matched<Funding, BankLine>;

type Lot = { readonly lefts: Item<Funding>[]; readonly rights: Item<BankLine>[] };
type Lots = Map<LenderId, Map<Currency, Lot>>;

type Due = { readonly holes: readonly Pigeonhole[]; readonly termsOf: TermsOf };
type Lines = { readonly open: readonly BankLine[]; readonly settled: readonly BankLine[] };

/** Matches what each lender's agencies are to pay with what its bank booked, by currency. */
export function fundedOf(setting: Setting, { holes, termsOf }: Due, lines: Lines): readonly Funded[] {
  const lots: Lots = new Map();
  for (const hole of holes)
    for (const left of dueFrom(hole, termsOf(hole), setting)) lotFor(lots, left.fact).lefts.push(left);
  for (const state of ["SETTLED", "OPEN"] as const)
    for (const line of state === "OPEN" ? lines.open : lines.settled)
      if (line.status === "BOOKED") lotFor(lots, line).rights.push(bankedItem(line, setting.dayOf, state));
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
function dueFrom(
  { advices, openAdvices, lots }: Pigeonhole,
  { banked, advises }: Terms,
  { dayOf }: Setting,
): readonly Item<Funding>[] {
  if (!banked) return [];
  const open = new Set(openAdvices);
  const remittances = [...advices.values()].flatMap((advice) =>
    advice.total > 0 ? [fundingItem(advice, dayOf, open.has(advice) ? "OPEN" : "SETTLED")] : [],
  );
  if (advises) return remittances;
  const awaited = (["settled", "open"] as const).flatMap((leg) =>
    [...lots.values()].flatMap(({ expectations }) =>
      expectations[leg].flatMap((one) =>
        one.recipient === "AGENCY" ? [awaitedItem(one, dayOf, leg === "open" ? "OPEN" : "SETTLED")] : [],
      ),
    ),
  );
  return [...remittances, ...awaited];
}

function fundedIn({ ruleSet, barred }: Setting, lot: Lot, place: Place): Funded {
  const run = {
    ...place,
    relation: "FUNDED" as const,
    ruleVersion: ruleSet.version,
    barred,
    settled: [],
    ambiguities: [],
    limits: [],
  };
  return match(run, ruleSet.rules, { relation: "FUNDED", ...lot });
}
