import type { Currency } from "../kernel/money.ts";
import type { LocalDate } from "../kernel/time.ts";
import { isBusinessDay } from "./business-time.ts";
import { calendarOf } from "./calendar-of.ts";
import { later } from "./dates.ts";
import type { Calendar } from "./model.ts";
import { target } from "./target.ts";

/** Where a currency's banks work: a code of ISO 4217 begins with its country's. */
export const bankCalendarOf = (currency: Currency): Calendar =>
  currency === "EUR" ? target : calendarOf(currency.slice(0, 2));

/** The day itself where banks work, or else the next one on which they do. */
export function onBankingDay(calendar: Calendar, date: LocalDate): LocalDate {
  let day = date;
  while (!isBusinessDay(calendar, day)) day = later(day, 1);
  return day;
}

/** The last of so many banking days after a date, which is none of them itself. */
export function bankingDaysAfter(calendar: Calendar, date: LocalDate, count: number): LocalDate {
  let day = date;
  for (let n = 0; n < count; n += 1) day = onBankingDay(calendar, later(day, 1));
  return day;
}
