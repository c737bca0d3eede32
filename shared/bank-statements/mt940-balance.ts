import { fail, ok, type Result } from "../kernel/result.ts";
import type { Currency } from "../kernel/money.ts";
import { balanceOf } from "./amount.ts";
import type { Balance, Problem } from "./model.ts";
import { firstLineOf, type Field, type Tools } from "./mt940-field.ts";

const BALANCE = /^([CD])(\d{6})([A-Z]{3})(\S+)\s*$/u;
const TOTAL = /^(\d{1,5})([A-Z]{3})(\S+)\s*$/u;

const malformed: Problem = { code: "BALANCE_INVALID", reason: "It is not written as SWIFT has it." };

/** `C240131EUR1234,56`. */
export function balanceIn(text: string, { dates, currency }: Tools): Result<Balance, Problem> {
  const [, side, day = "", code, amount] = BALANCE.exec(text.trim()) ?? [];
  if (side === undefined) return fail(malformed);
  const known = currency(code);
  const read = balanceOf({ text: amount, currency: known, notation: "," });
  if (!read.ok || known === undefined) return read.ok ? fail(malformed) : read;
  const date = dates.short(day);
  return ok({ amount: signed(side, read.value), currency: known, ...(date && { date }) });
}

const signed = (side: string, amount: number): number => (side === "D" && amount !== 0 ? -amount : amount);

export type StatedTotal = {
  readonly side: "CREDIT" | "DEBIT";
  readonly currency: Currency;
  readonly count: number;
  readonly amount: number;
};

/** `3EUR1234,56` of field 90C or 90D. */
export function totalIn({ tag, text }: Field, { currency }: Tools): Result<StatedTotal, Problem> {
  const [, count, code, amount] = TOTAL.exec(firstLineOf(text).trim()) ?? [];
  if (count === undefined) return fail(malformed);
  const known = currency(code);
  const read = balanceOf({ text: amount, currency: known, notation: "," });
  if (!read.ok || known === undefined) return read.ok ? fail(malformed) : read;
  return ok({
    side: tag === "90C" ? "CREDIT" : "DEBIT",
    currency: known,
    count: Number(count),
    amount: read.value,
  });
}
