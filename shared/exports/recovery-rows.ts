import { halfEven } from "../commissions/arithmetic.ts";
import { monthOf, monthsAfter, type Month } from "../kernel/months.ts";
import type { Export } from "./model.ts";
import { netOf, nothingRecovered, type Recovered, type VintageSums } from "./recovery-sums.ts";

/**
 * The columns of recoveries: a row for each agency, month of offer and month of booking. Amounts are minor units. What
 * is of the vintage as a whole (`offered`, `accounts`, `placed`) stands in each of its rows.
 */
export const recoveryColumns = [
  "agency",
  "vintage",
  "month",
  "monthsSince",
  "offered",
  "accounts",
  "placed",
  "gross",
  "direct",
  "reversed",
  "net",
  "commission",
  "costs",
  "netToDate",
  "liquidationBasisPoints",
  "currency",
] as const;

export type RecoveryRow = Readonly<Record<(typeof recoveryColumns)[number], string | number>>;

/** Eight hundred years of months. */
const MONTH_COUNT_MAX = 10_000;

type Of = Pick<Export, "from" | "to" | "currency">;

/**
 * A vintage month by month, from its first one or the first of the days on: one in which nothing came has a row as
 * well, so that vintages can be laid beside each other.
 */
export function recoveryRows(sums: VintageSums, of: Of): readonly RecoveryRow[] {
  let netToDate = sums.netBefore;
  return monthsOf(sums, of).map((month) => {
    const recovered = sums.months.get(month) ?? nothingRecovered;
    netToDate += netOf(recovered);
    return rowOf(sums, { month, recovered, netToDate, currency: of.currency });
  });
}

/** What is of no vintage has only the months in which there was any. */
function monthsOf({ vintage, months }: VintageSums, { from, to }: Of): readonly Month[] {
  if (vintage === undefined) return [...months.keys()].toSorted();
  const found: Month[] = [];
  const [first, last] = [monthOf(from), monthOf(to)];
  for (
    let month = vintage > first ? vintage : first;
    month <= last && found.length < MONTH_COUNT_MAX;
    month = monthsAfter(month, 1)
  )
    found.push(month);
  return found;
}

type Row = {
  readonly month: Month;
  readonly recovered: Recovered;
  readonly netToDate: number;
  readonly currency: Export["currency"];
};

const rowOf = (sums: VintageSums, { month, recovered, netToDate, currency }: Row): RecoveryRow => ({
  agency: sums.agencyId ?? "",
  vintage: sums.vintage ?? "",
  month,
  monthsSince: sums.vintage === undefined ? "" : monthsBetween(sums.vintage, month),
  offered: sums.offered,
  accounts: sums.accounts,
  placed: sums.placed,
  gross: recovered.gross,
  direct: recovered.direct,
  reversed: recovered.reversed,
  net: netOf(recovered),
  commission: recovered.commission,
  costs: recovered.costs,
  netToDate,
  liquidationBasisPoints: rateOf(netToDate, sums.placed),
  currency,
});

const monthsBetween = (from: Month, to: Month): number => countOf(to) - countOf(from);

function countOf(month: Month): number {
  const [year = 0, of = 0] = month.split("-").map(Number);
  return year * 12 + of;
}

/** Of what was placed, in hundredths of a percent; nothing can be said where nothing was. */
const rateOf = (net: number, placed: number): number | "" =>
  placed === 0 ? "" : Number(halfEven(BigInt(net) * 10_000n, BigInt(placed)));
