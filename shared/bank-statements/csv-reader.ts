import { fail, ok, type Result } from "../kernel/result.ts";
import type { LocalDate } from "../kernel/time.ts";
import { currencies } from "./amount.ts";
import { rowAmount, rowBalance } from "./csv-amount.ts";
import { columnsOf, type Cells } from "./csv-columns.ts";
import type { CsvMap, DateFormat } from "./csv-map.ts";
import { newDates, type Dates } from "./dates.ts";
import type { BankStatement, Problem, ReadLine } from "./model.ts";
import { counterparty } from "./counterparty.ts";
import type { Progress } from "./progress.ts";
import { reference, referencesOf, spaced } from "./references.ts";
import { Unreadable } from "./unreadable.ts";

export type Row = { readonly line: number; readonly cells: readonly string[] };

/** The rows of one bank account's CSV file, the header first. */
export function csvReader(progress: Progress, map: CsvMap) {
  const tools = { dates: newDates(), known: currencies() };
  let cellsOf: ((row: readonly string[]) => Cells) | undefined;
  const ends = balanceEnds(map);
  const take = ({ line, cells: row }: Row): void => {
    if (cellsOf === undefined) {
      const columns = columnsOf(row, map);
      if (!columns.ok) throw new Unreadable(columns.error, { line });
      cellsOf = columns.value;
      return;
    }
    const cells = cellsOf(row);
    const read = rowLine(cells, map, tools);
    ends.take(cells, read);
    if (progress.statement() === undefined) progress.begin(statementOf(map, ends.opening()), line);
    if (read.ok) progress.line(read.value, line);
    else progress.quarantine(read.error, row.join(map.delimiter), line);
  };
  return {
    take,
    end: (line: number): void => {
      if (cellsOf === undefined)
        throw new Unreadable(
          { code: "NO_STATEMENT", reason: "There is no statement in the file." },
          { line },
        );
      if (progress.statement() === undefined) progress.begin(statementOf(map, undefined), line);
      progress.finish(ends.both(), {});
    },
  };
}

const statementOf = (
  { bankAccount, currency }: CsvMap,
  opening: number | undefined,
): Omit<BankStatement, "place"> => ({
  statementId: "",
  bankAccount: bankAccount.replaceAll(/\s+/gu, ""),
  currency,
  kind: "BOOKED",
  ...(opening !== undefined && { opening: { amount: opening, currency } }),
});

/** The first balance before the oldest row, the last behind the newest, by a column of balances. */
function balanceEnds(map: CsvMap) {
  let first: Edge | undefined;
  let last: Edge | undefined;
  const isOldestFirst = map.balance?.order === "OLDEST_FIRST";
  const before = (edge: Edge | undefined): number | undefined =>
    edge?.balance === undefined || edge.amount === undefined ? undefined : edge.balance - edge.amount;
  const opening = (): number | undefined => before(isOldestFirst ? first : last);
  return {
    take: (cells: Cells, read: Result<ReadLine, Problem>): void => {
      if (map.balance === undefined) return;
      const balance = rowBalance(cells(map.balance.column), map, map.currency);
      last = {
        balance: balance.ok ? balance.value : undefined,
        amount: read.ok ? read.value.amount : undefined,
      };
      first ??= last;
    },
    opening: (): number | undefined => (isOldestFirst ? opening() : undefined),
    both: (): Partial<BankStatement> => {
      const { currency } = map;
      const [from, to] = [opening(), (isOldestFirst ? last : first)?.balance];
      return {
        ...(from !== undefined && { opening: { amount: from, currency } }),
        ...(to !== undefined && { closing: { amount: to, currency } }),
      };
    },
  };
}

type Edge = { readonly balance: number | undefined; readonly amount: number | undefined };

type Tools = { readonly dates: Dates; readonly known: ReturnType<typeof currencies> };

function rowLine(cells: Cells, map: CsvMap, { dates, known }: Tools): Result<ReadLine, Problem> {
  const currency = map.currencyColumn === undefined ? map.currency : known(cells(map.currencyColumn));
  const amount = rowAmount(cells, map, currency);
  if (!amount.ok) return amount;
  if (currency === undefined)
    return fail({ code: "CURRENCY_UNKNOWN", reason: "The currency is missing or no ISO 4217 code." });
  const days = daysOf(cells, map, dates);
  return days.ok ? ok({ ...described(cells, map), ...days.value, currency, amount: amount.value }) : days;
}

function daysOf(
  cells: Cells,
  map: CsvMap,
  dates: Dates,
): Result<Pick<ReadLine, "valueDate" | "bookingDate">, Problem> {
  const valueDate = dateIn(cells(map.valueDate), map.dates, dates);
  const booking = cells(map.bookingDate);
  const bookingDate = booking === undefined ? undefined : dateIn(booking, map.dates, dates);
  if (valueDate === undefined || (booking !== undefined && bookingDate === undefined))
    return fail({ code: "DATE_INVALID", reason: "The line's date is not in the calendar." });
  return ok({ valueDate, bookingDate });
}

function described(cells: Cells, map: CsvMap): Omit<ReadLine, "valueDate" | "currency" | "amount"> {
  const servicerRef = reference(cells(map.servicerRef));
  return {
    isReversal: false,
    status: "BOOKED",
    servicerRef,
    references: referencesOf([servicerRef, ...map.references.map(cells)]),
    text: spaced(map.text.map(cells)),
    counterparty: counterparty(cells(map.counterpartyName), cells(map.counterpartyAccount)),
    charges: [],
  };
}

/** Where year, month and day stand. */
const layouts: Readonly<Record<DateFormat, RegExp>> = {
  "YYYY-MM-DD": /^(?<y>\d{4})-(?<m>\d\d)-(?<d>\d\d)$/u,
  YYYYMMDD: /^(?<y>\d{4})(?<m>\d\d)(?<d>\d\d)$/u,
  "DD.MM.YYYY": /^(?<d>\d\d)\.(?<m>\d\d)\.(?<y>\d{4})$/u,
  "DD/MM/YYYY": /^(?<d>\d\d)\/(?<m>\d\d)\/(?<y>\d{4})$/u,
  "MM/DD/YYYY": /^(?<m>\d\d)\/(?<d>\d\d)\/(?<y>\d{4})$/u,
  "DD-MM-YYYY": /^(?<d>\d\d)-(?<m>\d\d)-(?<y>\d{4})$/u,
};

function dateIn(text: string | undefined, format: DateFormat, dates: Dates): LocalDate | undefined {
  const { y = "", m = "", d = "" } = layouts[format].exec(text ?? "")?.groups ?? {};
  return y === "" ? undefined : dates.iso(`${y}-${m}-${d}`);
}
