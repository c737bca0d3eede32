import { fail, ok, type Result } from "../kernel/result.ts";
import type { Currency } from "../kernel/money.ts";
import { amountOf } from "./amount.ts";
import type { Dates } from "./dates.ts";
import type { Problem, ReadLine } from "./model.ts";
import { reference } from "./references.ts";

export type Entry = Pick<
  ReadLine,
  "currency" | "amount" | "valueDate" | "bookingDate" | "isReversal" | "status" | "servicerRef"
> & { readonly customerRef: string | undefined };

/**
 * `240131` `0131` `RC` `R` `1234,56` `NTRF` and the references; a letter between side and amount is of the
 * currency. Where the amount is missing, the digits of the type behind it are none: the letter asks for a comma.
 */
const ENTRY = /^(\d{6})(\d{4})?(R[CD]|E[CD]|[CD])(?:[A-Z](?=\d+,))?([\d.,+-]+)(?:[FNS][A-Z\d]{3}(.*))?$/u;

const problems = {
  LINE_UNREADABLE: "The line is not written as SWIFT has it.",
  DATE_INVALID: "The line's date is not in the calendar.",
} as const;

const problem = (code: keyof typeof problems) => fail({ code, reason: problems[code] });

/** A reversal of a credit takes money away, a reversal of a debit brings it back. */
const signs: ReadonlyMap<string, 1 | -1> = new Map([
  ["C", 1],
  ["D", -1],
  ["RC", -1],
  ["RD", 1],
  ["EC", 1],
  ["ED", -1],
]);

/** What the first line of field 61 says. */
export function entryOf(text: string, currency: Currency | undefined, dates: Dates): Result<Entry, Problem> {
  const match = ENTRY.exec(text);
  return match === null ? problem("LINE_UNREADABLE") : entryIn(match, currency, dates);
}

function entryIn(
  [, day = "", booked, mark = "", amount, refs]: readonly (string | undefined)[],
  currency: Currency | undefined,
  dates: Dates,
): Result<Entry, Problem> {
  const read = amountOf({ text: amount, currency, notation: "," });
  if (!read.ok || currency === undefined) return read.ok ? problem("LINE_UNREADABLE") : read;
  const valueDate = dates.short(day);
  if (valueDate === undefined) return problem("DATE_INVALID");
  const bookingDate = booked === undefined ? undefined : dates.nearest(booked, valueDate);
  if (booked !== undefined && bookingDate === undefined) return problem("DATE_INVALID");
  return ok(entry({ currency, valueDate, bookingDate, mark, minor: read.value, refs }));
}

type Parts = Pick<Entry, "currency" | "valueDate" | "bookingDate"> & {
  readonly mark: string;
  readonly minor: number;
  readonly refs: string | undefined;
};

/** Behind two slashes is the bank's reference, before them the customer's. */
function entry({ currency, valueDate, bookingDate, mark, minor, refs = "" }: Parts): Entry {
  const cut = refs.indexOf("//");
  return {
    currency,
    amount: signs.get(mark) === -1 && minor !== 0 ? -minor : minor,
    valueDate,
    bookingDate,
    isReversal: mark.startsWith("R"),
    status: mark.startsWith("E") ? "PENDING" : "BOOKED",
    servicerRef: cut < 0 ? undefined : reference(refs.slice(cut + 2)),
    customerRef: reference(cut < 0 ? refs : refs.slice(0, cut)),
  };
}
