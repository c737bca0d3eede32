import { daysAfter, LocalDate } from "../kernel/time.ts";

export type StatementPeriod = { readonly from: LocalDate; readonly to: LocalDate };

const LONGEST_MONTH_DAYS = 31;

/** The days of a calendar month. */
export function monthOf(month: string): StatementPeriod {
  const from = LocalDate.parse(`${month}-01`);
  for (let days = LONGEST_MONTH_DAYS - 1; days > 0; days -= 1) {
    const to = daysAfter(from, days);
    if (to?.startsWith(month) === true) return { from, to };
  }
  throw new RangeError(`${month} has no last day`);
}
