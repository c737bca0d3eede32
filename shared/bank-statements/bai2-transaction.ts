import { fail, ok, type Result } from "../kernel/result.ts";
import type { Currency } from "../kernel/money.ts";
import type { LocalDate } from "../kernel/time.ts";
import { amountOf } from "./amount.ts";
import { fieldAt, fundsAt, textFrom, type Bai2Record } from "./bai2-record.ts";
import type { Dates } from "./dates.ts";
import type { Problem, ReadLine } from "./model.ts";
import { reference, referencesOf, spaced } from "./references.ts";

export type Bai2Context = {
  readonly currency: Currency | undefined;
  readonly asOf: LocalDate;
  readonly dates: Dates;
};

/** A record of this type is a remark and no money. */
export const REMARK_TYPE = "890";

/** Debit reversal, credit reversal, corrections, and what was returned: deposited items, checks, ACH items. */
const reversals = new Set(["252", "254", "255", "257", "552", "554", "555", "557"]);

/** Credits, debits, and the same of types that banks define for themselves. */
function signOf(type: string): 1 | -1 | undefined {
  if (!/^\d{3}$/u.test(type)) return undefined;
  const number = Number(type);
  if ((number >= 101 && number <= 399) || (number >= 920 && number <= 959)) return 1;
  if ((number >= 401 && number <= 699) || (number >= 960 && number <= 999)) return -1;
  return undefined;
}

/** Record 16: type, amount, funds type, the bank's reference, the customer's, text. */
export function transactionOf(
  record: Bai2Record,
  { currency, asOf, dates }: Bai2Context,
): Result<ReadLine, Problem> {
  const type = fieldAt(record, 0);
  const sign = signOf(type);
  if (sign === undefined)
    return fail({ code: "TYPE_UNKNOWN", reason: "The type code is neither a credit's nor a debit's." });
  const read = amountOf({ text: fieldAt(record, 1).replace(/^\+/u, ""), currency, notation: "minor" });
  if (!read.ok || currency === undefined) return read.ok ? fail(unknownCurrency) : read;
  const { next, date } = fundsAt(record, 2);
  const valueDate = date === undefined ? asOf : dates.short(date);
  if (valueDate === undefined)
    return fail({ code: "DATE_INVALID", reason: "The line's date is not in the calendar." });
  const servicerRef = reference(fieldAt(record, next));
  return ok({
    currency,
    amount: sign === -1 && read.value !== 0 ? -read.value : read.value,
    valueDate,
    bookingDate: asOf,
    isReversal: reversals.has(type),
    status: "BOOKED",
    ...(servicerRef && { servicerRef }),
    references: referencesOf([servicerRef, fieldAt(record, next + 1)]),
    text: spaced([textFrom(record, next + 2)]),
    charges: [],
  });
}

const unknownCurrency: Problem = {
  code: "CURRENCY_UNKNOWN",
  reason: "The currency is missing or no ISO 4217 code.",
};
