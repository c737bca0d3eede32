import { fail, ok, type Result } from "../kernel/result.ts";
import type { Currency } from "../kernel/money.ts";
import { amountOf, balanceOf } from "./amount.ts";
import type { Cells } from "./csv-columns.ts";
import type { CsvMap } from "./csv-map.ts";
import type { Problem } from "./model.ts";

const invalid: Problem = {
  code: "AMOUNT_INVALID",
  reason: "The amount is no number with the decimals of its currency.",
};
const twoSided: Problem = {
  code: "SIDE_UNKNOWN",
  reason: "It is said to be neither a credit nor a debit, or both.",
};

type Notation = Pick<CsvMap, "decimal" | "grouping">;

const SIGNED = /^([+-]?)\s*([^\s+-].*?)\s*([+-]?)$/u;

/** A number with a sign before or behind it, and thousands in groups of three. */
function signed(
  text: string,
  { decimal, grouping }: Notation,
  read: (plain: string) => Result<number, Problem>,
): Result<number, Problem> {
  const [, before = "", digits, behind = ""] = SIGNED.exec(text) ?? [];
  const plain = digits === undefined ? undefined : ungrouped(digits, decimal, grouping);
  if (plain === undefined || (before !== "" && behind !== "")) return fail(invalid);
  const amount = read(plain);
  return amount.ok && `${before}${behind}` === "-" ? negated(amount) : amount;
}

function ungrouped(digits: string, decimal: "." | ",", grouping: CsvMap["grouping"]): string | undefined {
  if (grouping === undefined || !digits.includes(grouping)) return digits;
  if (grouping === decimal) return undefined;
  const [whole = "", ...fraction] = digits.split(decimal);
  const groups = whole.split(grouping);
  const isGrouped = groups.every((group, index) => (index === 0 ? /^\d{1,3}$/u : /^\d{3}$/u).test(group));
  return isGrouped ? [groups.join(""), ...fraction].join(decimal) : undefined;
}

/** What a row says came in or went out. */
export function rowAmount(
  cells: Cells,
  map: CsvMap,
  currency: Currency | undefined,
): Result<number, Problem> {
  const read = (text: string | undefined): Result<number, Problem> =>
    text === undefined
      ? amountOf({ text, currency, notation: map.decimal })
      : signed(text, map, (plain) => amountOf({ text: plain, currency, notation: map.decimal }));
  const { amount } = map;
  if ("signed" in amount) return read(cells(amount.signed));
  if ("credit" in amount) return bySide(read, cells(amount.credit), cells(amount.debit));
  const word = cells(amount.side) ?? "";
  const isCredit = amount.creditWords.includes(word);
  if (isCredit === amount.debitWords.includes(word)) return fail(twoSided);
  const found = read(cells(amount.unsigned));
  if (found.ok && found.value < 0) return fail(invalid);
  return isCredit ? found : negated(found);
}

type Read = (text: string | undefined) => Result<number, Problem>;

/** One of two columns: a debit is one with or without a minus; beside an amount, nothing or a zero. */
function bySide(read: Read, credit: string | undefined, debit: string | undefined): Result<number, Problem> {
  if (credit === undefined || debit === undefined)
    return debit === undefined ? came(read(credit)) : went(read(debit));
  const [one, other] = [came(read(credit)), went(read(debit))];
  if (!one.ok || !other.ok) return one.ok ? other : one;
  if (one.value !== 0 && other.value !== 0) return fail(twoSided);
  return one.value === 0 ? other : one;
}

const came = (found: Result<number, Problem>): Result<number, Problem> =>
  found.ok && found.value < 0 ? fail(twoSided) : found;

const went = (found: Result<number, Problem>): Result<number, Problem> =>
  found.ok && found.value > 0 ? negated(found) : found;

const negated = (found: Result<number, Problem>): Result<number, Problem> =>
  found.ok && found.value !== 0 ? ok(-found.value) : found;

/** The balance after a row. */
export const rowBalance = (
  text: string | undefined,
  map: CsvMap,
  currency: Currency,
): Result<number, Problem> =>
  signed(text ?? "", map, (plain) => balanceOf({ text: plain, currency, notation: map.decimal }));
