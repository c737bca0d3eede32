import { daysAfter, daysBetween, LocalDate } from "../kernel/time.ts";

/** A Monday: weekdays are counted from it. */
const MONDAY = LocalDate.parse("1970-01-05");

const SATURDAY = 5;
const SUNDAY = 6;

/** 0 is Monday, 6 is Sunday. */
const weekdayOf = (date: LocalDate): number => ((daysBetween(MONDAY, date) % 7) + 7) % 7;

export const isWeekend = (date: LocalDate): boolean => weekdayOf(date) >= SATURDAY;

export const isSunday = (date: LocalDate): boolean => weekdayOf(date) === SUNDAY;

/** The Sunday of a date's week. */
export const endOfWeek = (date: LocalDate): LocalDate => later(date, SUNDAY - weekdayOf(date));

/** The last day of a date's month. */
export function endOfMonth(date: LocalDate): LocalDate {
  const inNext = later(dateIn(yearOf(date), Number(date.slice(5, 7)), 1), 31);
  return later(inNext, -Number(inNext.slice(8, 10)));
}

export const yearOf = (date: LocalDate): number => Number(date.slice(0, 4));

/** Somebody may date what happened as they like: from there on nothing leads on by years. */
export const isAtTheEnd = (date: LocalDate): boolean => date >= "9990-01-01";

/** @throws RangeError beyond the year 9999 */
export function later(date: LocalDate, days: number): LocalDate {
  const found = daysAfter(date, days);
  if (found === undefined) throw new RangeError(`${days} days after ${date} is beyond any calendar`);
  return found;
}

export const dateIn = (year: number, month: number, day: number): LocalDate =>
  LocalDate.parse(
    `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`,
  );

export const fixed =
  (month: number, day: number) =>
  (year: number): LocalDate =>
    dateIn(year, month, day);

/** The nth such weekday of a month, such as the third Monday. */
export const nth =
  (count: number, weekday: number, month: number) =>
  (year: number): LocalDate => {
    const first = dateIn(year, month, 1);
    return later(first, ((weekday - weekdayOf(first) + 7) % 7) + (count - 1) * 7);
  };

/** The last such weekday of a month. */
export const last =
  (weekday: number, month: number) =>
  (year: number): LocalDate => {
    const fifth = nth(5, weekday, month)(year);
    return Number(fifth.slice(5, 7)) === month ? fifth : later(fifth, -7);
  };
