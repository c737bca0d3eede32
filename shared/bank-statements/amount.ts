import { fail, ok, type Result } from "../kernel/result.ts";
import { AMOUNT_MINOR_MAX, Currency, exponentOf } from "../kernel/money.ts";
import type { Problem } from "./model.ts";

const problems = {
  AMOUNT_MISSING: "There is no amount.",
  AMOUNT_INVALID: "The amount is no number with the decimals of its currency.",
  AMOUNT_TOO_LARGE: "The amount is larger than an amount may be.",
  CURRENCY_UNKNOWN: "The currency is missing or no ISO 4217 code.",
} as const;

const amountProblem = (code: keyof typeof problems): Problem => ({ code, reason: problems[code] });

/** How a format writes decimals: with a point, with a comma, or not at all. */
type Notation = "." | "," | "minor";

/** An amount without sign, as it stands in a file. */
export type Written = {
  readonly text: string | undefined;
  readonly currency: Currency | undefined;
  readonly notation: Notation;
};

/** Minor units of what a bank writes for a line, or why there are none: never zero for something that is not. */
export function amountOf(written: Written): Result<number, Problem> {
  const found = balanceOf(written);
  return found.ok && found.value > AMOUNT_MINOR_MAX ? fail(amountProblem("AMOUNT_TOO_LARGE")) : found;
}

/** The same for balances and totals, which may be larger than any line. */
export function balanceOf({ text, currency, notation }: Written): Result<number, Problem> {
  if (currency === undefined) return fail(amountProblem("CURRENCY_UNKNOWN"));
  if (text === undefined || text === "") return fail(amountProblem("AMOUNT_MISSING"));
  const minor = scaled(text, notation, decimalsOf(currency));
  return minor === undefined ? fail(amountProblem("AMOUNT_INVALID")) : ok(minor);
}

let last: { readonly currency: Currency; readonly decimals: number } | undefined;

/** A file's amounts are in one currency, which is looked up once. */
function decimalsOf(currency: Currency): number {
  if (last?.currency !== currency) last = { currency, decimals: exponentOf(currency) };
  return last.decimals;
}

/** Digits that a number holds exactly, whatever they are. */
const EXACT_MAX = 999_999_999_999_999;
const ZERO = 0x30;

/**
 * `12,5` of dollars is 1250, `12,500` too, `12,345` is no amount of dollars; `12,` is how SWIFT writes 12. Digits
 * are added up as integers, one by one.
 */
function scaled(text: string, notation: Notation, exponent: number): number | undefined {
  const point = notation === "minor" ? -1 : text.indexOf(notation);
  const wholeEnd = point < 0 ? text.length : point;
  const whole = wholeEnd === 0 ? undefined : digits(text, { from: 0, to: wholeEnd, before: 0 });
  if (whole === undefined) return undefined;
  if (point < 0) return shifted(whole, notation === "minor" ? 0 : exponent);
  return notation === "." && point === text.length - 1
    ? undefined
    : withFraction(text, { point, whole, exponent });
}

type Fraction = { readonly point: number; readonly whole: number; readonly exponent: number };

function withFraction(text: string, { point, whole, exponent }: Fraction): number | undefined {
  const end = Math.min(text.length, point + 1 + exponent);
  if (!isZeros(text, end)) return undefined;
  const found = digits(text, { from: point + 1, to: end, before: whole });
  return found === undefined ? undefined : shifted(found, exponent - (end - point - 1));
}

/** With so many zeros behind it. */
function shifted(amount: number, places: number): number | undefined {
  let shiftedAmount = amount;
  for (let place = 0; place < places; place += 1) shiftedAmount *= 10;
  return shiftedAmount > EXACT_MAX ? undefined : shiftedAmount;
}

type Span = { readonly from: number; readonly to: number; readonly before: number };

/** The number whose last digits these are. */
function digits(text: string, { from, to, before }: Span): number | undefined {
  let amount = before;
  for (let at = from; at < to; at += 1) {
    const digit = text.charCodeAt(at) - ZERO;
    if (!(digit >= 0 && digit <= 9)) return undefined;
    amount = amount * 10 + digit;
    if (amount > EXACT_MAX) return undefined;
  }
  return amount;
}

function isZeros(text: string, from: number): boolean {
  for (let at = from; at < text.length; at += 1) if (text.charCodeAt(at) !== ZERO) return false;
  return true;
}

/** Remembers what it was asked: a file has one currency or a few. */
export function currencies(): (code: string | undefined) => Currency | undefined {
  const known = new Map<string, Currency>();
  return (code) => {
    if (code === undefined) return undefined;
    const found = known.get(code);
    if (found !== undefined) return found;
    const parsed = Currency.safeParse(code);
    if (!parsed.success) return undefined;
    known.set(code, parsed.data);
    return parsed.data;
  };
}
