import * as z from "zod";
import { daysAfter, LocalDate } from "./time.ts";

/** A calendar month, `YYYY-MM`, by the UTC calendar. */
export const Month = z
  .string()
  .regex(/^(?!0000|9999)\d{4}-(0[1-9]|1[0-2])$/u)
  .brand<"Month">();
export type Month = z.infer<typeof Month>;

export const monthOf = (date: LocalDate): Month => Month.parse(date.slice(0, 7));

export const firstDayOf = (month: Month): LocalDate => LocalDate.parse(`${month}-01`);

/** The month that begins so many months later, or earlier when it is negative. */
export function monthsAfter(month: Month, months: number): Month {
  const [year = 0, of = 0] = month.split("-").map(Number);
  const count = year * 12 + (of - 1) + months;
  const [laterYear, laterMonth] = [Math.floor(count / 12), (count % 12) + 1];
  return Month.parse(`${String(laterYear).padStart(4, "0")}-${String(laterMonth).padStart(2, "0")}`);
}

/** No month is longer than this. */
const DAYS_MAX = 31;

/** The last day of a month. */
export function lastDayOf(month: Month): LocalDate {
  const first = firstDayOf(month);
  for (let days = DAYS_MAX - 1; days > 0; days -= 1) {
    const day = daysAfter(first, days);
    if (day !== undefined && monthOf(day) === month) return day;
  }
  return first;
}
