import type { LocalDate } from "../kernel/time.ts";
import { dateIn, later } from "./dates.ts";

/**
 * Easter Sunday of the Gregorian calendar: the anonymous computus of 1876, in whole numbers only (Meeus,
 * Astronomical Algorithms, chapter 8). The names are those of the source, for there are no better ones.
 */
export function easterSunday(year: number): LocalDate {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const f = Math.floor((b + 8) / 25);
  const g = Math.floor((b - f + 1) / 3);
  const h = (19 * a + b - Math.floor(b / 4) - g + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const n = h + l - 7 * m + 114;
  return dateIn(year, Math.floor(n / 31), (n % 31) + 1);
}

/** So many days after Easter Sunday; Good Friday is two before. */
export const easter =
  (days: number) =>
  (year: number): LocalDate =>
    later(easterSunday(year), days);
