import { minorOf } from "../account-batches/decimal.ts";
import { Currency, exponentOf } from "../kernel/money.ts";
import { Instant, startOf } from "../kernel/time.ts";
import { dateIn } from "./dates.ts";
import { valueAt } from "./pointers.ts";
import type { FieldRule } from "./wire.ts";

/** Text, and what is written like a whole number; nothing else is text. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  return Number.isSafeInteger(value) ? String(value) : undefined;
}

const INTEGER = /^-?\d{1,15}$/u;

const truths: ReadonlyMap<unknown, boolean> = new Map<unknown, boolean>([
  [true, true],
  ["true", true],
  ["Y", true],
  ["1", true],
  [1, true],
  [false, false],
  ["false", false],
  ["N", false],
  ["0", false],
  [0, false],
]);

/** A number has the shortest decimals that mean it, which are the ones that it was written with. */
function decimalText(value: unknown, { decimalMark }: FieldRule): string | undefined {
  if (typeof value === "number") return String(value);
  if (typeof value !== "string" || decimalMark !== ",") return textOf(value);
  return value.includes(".") ? undefined : value.replace(",", ".");
}

function moneyOf(value: unknown, rule: FieldRule, body: unknown): unknown {
  const named = rule.currencyFrom === undefined ? rule.currency : valueAt(body, rule.currencyFrom);
  const currency = Currency.safeParse(named ?? rule.currency);
  const text = decimalText(value, rule);
  if (!currency.success || text === undefined) return undefined;
  const amount = minorOf(text, exponentOf(currency.data));
  return amount === undefined ? undefined : { amount, currency: currency.data };
}

function instantIn(text: string, { pattern }: FieldRule): Instant | undefined {
  if (pattern === undefined) {
    const instant = Instant.safeParse(text);
    return instant.success ? instant.data : undefined;
  }
  const date = dateIn(text, pattern);
  return date === undefined ? undefined : startOf(date);
}

type Reading = (value: unknown, rule: FieldRule, body: unknown) => unknown;

/** For readings of what is written as text. */
const written =
  (read: (text: string, rule: FieldRule) => unknown): Reading =>
  (value, rule) => {
    const text = textOf(value);
    return text === undefined ? undefined : read(text, rule);
  };

const readings: Readonly<Record<NonNullable<FieldRule["as"]>, Reading>> = {
  text: textOf,
  integer: written((text) => (INTEGER.test(text) ? Number(text) : undefined)),
  "minor-units": moneyOf,
  date: written((text, { pattern = "YYYY-MM-DD" }) => dateIn(text, pattern)),
  instant: written(instantIn),
  boolean: (value) => truths.get(value),
};

/** A value of theirs as one of ours, exactly. @returns undefined where it cannot be read as that */
export const converted: Reading = (value, rule, body) =>
  rule.as === undefined ? value : readings[rule.as](value, rule, body);
