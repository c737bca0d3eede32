import {
  dateOf,
  millisecondsBetween,
  plusMilliseconds,
  startOf,
  utc,
  type Instant,
  type LocalDate,
} from "../kernel/time.ts";
import { isWeekend, later, yearOf } from "./dates.ts";
import type { Calendar, Holiday } from "./model.ts";

export const BUSINESS_DAY_MS = 86_400_000;

/** As far as anybody counts: far more than the longest time that is given here, and a bound on every loop. */
const DAY_COUNT_MAX = 1_000;

const ruledIn = ({ rules, observed }: Calendar, year: number): readonly Holiday[] =>
  observed(
    rules
      .filter(({ since = year }) => since <= year)
      .map(({ name, on }) => ({ date: on(year), name }))
      .toSorted((a, b) => (a.date < b.date ? -1 : 1)),
  );

/** The holiday that a date is. New Year's Day of the year after may be observed in December. */
export const holidayOn = (calendar: Calendar, date: LocalDate): Holiday | undefined =>
  [
    ...(calendar.proclaimed ?? []),
    ...ruledIn(calendar, yearOf(date)),
    ...ruledIn(calendar, yearOf(date) + 1),
  ].find((holiday) => holiday.date === date);

export const isBusinessDay = (calendar: Calendar, date: LocalDate): boolean =>
  calendar.workdays?.includes(date) === true || (!isWeekend(date) && holidayOn(calendar, date) === undefined);

/**
 * The first moment of a business day by which so much business time has passed. Days are those of UTC, whole,
 * and time on other days does not count.
 */
export function plusBusinessTime(calendar: Calendar, from: Instant, milliseconds: number): Instant {
  let [at, left] = [utc(from), milliseconds];
  for (let n = 0; n < DAY_COUNT_MAX; n += 1) {
    const day = dateOf(at);
    const midnight = startOf(later(day, 1));
    const room = isBusinessDay(calendar, day) ? millisecondsBetween(at, midnight) : 0;
    if (left < room) return plusMilliseconds(at, left);
    left -= room;
    at = midnight;
  }
  throw new RangeError(`no business time ${milliseconds} ms after ${from}`);
}

/** The business time from one moment to a later one; 0 when it is not later. */
export function businessTimeBetween(calendar: Calendar, from: Instant, to: Instant): number {
  let [at, passed] = [utc(from), 0];
  const end = utc(to);
  for (let n = 0; n < DAY_COUNT_MAX && at < end; n += 1) {
    const day = dateOf(at);
    const midnight = startOf(later(day, 1));
    const until = midnight < end ? midnight : end;
    if (isBusinessDay(calendar, day)) passed += millisecondsBetween(at, until);
    at = midnight;
  }
  return passed;
}
