import { fail, ok, type Result } from "../kernel/result.ts";
import type { Currency } from "../kernel/money.ts";
import type { LocalDate } from "../kernel/time.ts";
import { amountOf } from "./amount.ts";
import { areDigits, isCapital, isDigit } from "./characters.ts";
import type { Dates } from "./dates.ts";
import type { Problem, ReadLine } from "./model.ts";
import { reference } from "./references.ts";

export type Entry = Pick<
  ReadLine,
  "currency" | "amount" | "valueDate" | "bookingDate" | "isReversal" | "status" | "servicerRef"
> & { readonly customerRef: string | undefined };

const problems = {
  LINE_UNREADABLE: "The line is not written as SWIFT has it.",
  DATE_INVALID: "The line's date is not in the calendar.",
} as const;

const problem = (code: keyof typeof problems) => fail({ code, reason: problems[code] });

const DAY_LENGTH = 6;
const BOOKED_LENGTH = 4;
const TYPE_LENGTH = 4;

/** What the first line of field 61 says. */
export function entryOf(text: string, currency: Currency | undefined, dates: Dates): Result<Entry, Problem> {
  const places = placesIn(text);
  if (places === undefined) return problem("LINE_UNREADABLE");
  const { mark, from, to } = places;
  const read = amountOf({ text: text.slice(from, to), currency, notation: "," });
  if (!read.ok || currency === undefined) return read.ok ? problem("LINE_UNREADABLE") : read;
  const valueDate = dates.short(text.slice(0, DAY_LENGTH));
  if (valueDate === undefined) return problem("DATE_INVALID");
  const isBooked = mark > DAY_LENGTH;
  const bookingDate = isBooked ? dates.nearest(text.slice(DAY_LENGTH, mark), valueDate) : undefined;
  if (isBooked && bookingDate === undefined) return problem("DATE_INVALID");
  return ok(entryIn(text, { currency, valueDate, bookingDate, mark, minor: read.value, to }));
}

type Places = { readonly mark: number; readonly from: number; readonly to: number };

/**
 * Where the mark and the amount stand in `240131` `0131` `RC` `R` `1234,56` `NTRF` and the references; undefined where
 * that is not how the line is written. It is looked at once, from its beginning to its end: files have hundreds of
 * thousands of them.
 */
function placesIn(text: string): Places | undefined {
  if (!areDigits(text, 0, DAY_LENGTH)) return undefined;
  const bookedEnd = DAY_LENGTH + BOOKED_LENGTH;
  const mark = areDigits(text, DAY_LENGTH, bookedEnd) ? bookedEnd : DAY_LENGTH;
  const from = amountFrom(text, mark);
  if (from < 0) return undefined;
  const to = amountEnd(text, from);
  return to > from && endsAsItMay(text, to) ? { mark, from, to } : undefined;
}

const [LETTER_C, LETTER_D, LETTER_E, LETTER_R] = [0x43, 0x44, 0x45, 0x52];
const [LETTER_F, LETTER_N, LETTER_S] = [0x46, 0x4e, 0x53];
const [PLUS, COMMA, MINUS, POINT] = [0x2b, 0x2c, 0x2d, 0x2e];

const isSide = (code: number): boolean => code === LETTER_C || code === LETTER_D;

/** Behind `C`, `D`, and either of them behind `R` or `E`; negative where there is no mark. */
function markEnd(text: string, at: number): number {
  const first = text.charCodeAt(at);
  if (isSide(first)) return at + 1;
  return (first === LETTER_R || first === LETTER_E) && isSide(text.charCodeAt(at + 1)) ? at + 2 : -1;
}

/**
 * Where the amount begins. A letter between side and amount is of the currency. Where the amount is missing, the
 * digits of the type behind it are none: the letter asks for a comma.
 */
function amountFrom(text: string, mark: number): number {
  const end = markEnd(text, mark);
  if (end < 0 || !isCapital(text.charCodeAt(end))) return end;
  let at = end + 1;
  while (isDigit(text.charCodeAt(at))) at += 1;
  return at > end + 1 && text.charCodeAt(at) === COMMA ? end + 1 : -1;
}

function amountEnd(text: string, from: number): number {
  let at = from;
  while (isOfAmount(text.charCodeAt(at))) at += 1;
  return at;
}

const isOfAmount = (code: number): boolean =>
  isDigit(code) || code === COMMA || code === POINT || code === PLUS || code === MINUS;

/** Ends that a regular expression's point does not match: a line with one of them is none. */
const ENDS = /[\r\u2028\u2029]/u;

/** Nothing, or a type such as `NTRF` and whatever stands behind it. */
function endsAsItMay(text: string, at: number): boolean {
  if (at === text.length) return true;
  const kind = text.charCodeAt(at);
  if (kind !== LETTER_N && kind !== LETTER_F && kind !== LETTER_S) return false;
  for (let next = at + 1; next < at + TYPE_LENGTH; next += 1) {
    const code = text.charCodeAt(next);
    if (!isCapital(code) && !isDigit(code)) return false;
  }
  return !ENDS.test(text);
}

type Parts = {
  readonly currency: Currency;
  readonly valueDate: LocalDate;
  readonly bookingDate: LocalDate | undefined;
  /** Where it begins. */
  readonly mark: number;
  readonly minor: number;
  /** Where the amount ends. */
  readonly to: number;
};

/**
 * A reversal of a credit takes money away, a reversal of a debit brings it back. Behind two slashes is the bank's
 * reference, before them the customer's.
 */
function entryIn(text: string, { currency, valueDate, bookingDate, mark, minor, to }: Parts): Entry {
  const first = text.charCodeAt(mark);
  const isReversal = first === LETTER_R;
  const isDebit = (isSide(first) ? first : text.charCodeAt(mark + 1)) === LETTER_D;
  const refs = to + TYPE_LENGTH;
  const cut = text.indexOf("//", refs);
  return {
    currency,
    amount: isDebit !== isReversal && minor !== 0 ? -minor : minor,
    valueDate,
    bookingDate,
    isReversal,
    status: first === LETTER_E ? "PENDING" : "BOOKED",
    servicerRef: cut < 0 ? undefined : reference(text.slice(cut + 2)),
    customerRef: reference(text.slice(refs, cut < 0 ? undefined : cut)),
  };
}
