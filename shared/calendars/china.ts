import { LocalDate } from "../kernel/time.ts";
import { dateIn, fixed, later } from "./dates.ts";
import type { Calendar, Holiday } from "./model.ts";
import { asItFalls } from "./observed.ts";

const cites = "Regulation on Public Holidays for National Annual Festivals and Memorial Days (State Council)";

/** The days of one holiday: the first, and how many there are. */
const holiday = (
  name: string,
  year: number,
  [month, day, count]: readonly [number, number, number],
): Holiday[] => Array.from({ length: count }, (_, n) => ({ date: later(dateIn(year, month, day), n), name }));

const dates = (...texts: readonly string[]): readonly LocalDate[] =>
  texts.map((text) => LocalDate.parse(text));

/**
 * Lunar festivals follow no rule that fits here: the General Office of the State Council names the days off,
 * and the weekends to work instead, each November for the year after (Guo Ban Fa Ming Dian). Years that are
 * not in the table have only the festivals that the sun gives.
 */
export const china: Calendar = {
  says: "public holidays of China as the State Council arranged them for 2025 and 2026; for other years only those on fixed dates",
  observed: asItFalls,
  rules: [
    { name: "New Year's Day", cites, on: fixed(1, 1) },
    { name: "Labour Day", cites, on: fixed(5, 1) },
    { name: "Labour Day", cites, on: fixed(5, 2), since: 2025 },
    { name: "National Day", cites, on: fixed(10, 1) },
    { name: "National Day", cites, on: fixed(10, 2) },
    { name: "National Day", cites, on: fixed(10, 3) },
  ],
  proclaimed: [
    ...holiday("Spring Festival", 2025, [1, 28, 8]),
    ...holiday("Qingming", 2025, [4, 4, 3]),
    ...holiday("Labour Day", 2025, [5, 1, 5]),
    ...holiday("Dragon Boat Festival", 2025, [5, 31, 3]),
    ...holiday("National Day and Mid-Autumn", 2025, [10, 1, 8]),
    ...holiday("New Year's Day", 2026, [1, 1, 3]),
    ...holiday("Spring Festival", 2026, [2, 15, 9]),
    ...holiday("Qingming", 2026, [4, 4, 3]),
    ...holiday("Labour Day", 2026, [5, 1, 5]),
    ...holiday("Dragon Boat Festival", 2026, [6, 19, 3]),
    ...holiday("Mid-Autumn", 2026, [9, 25, 3]),
    ...holiday("National Day", 2026, [10, 1, 7]),
  ],
  workdays: [
    ...dates("2025-01-26", "2025-02-08", "2025-04-27", "2025-09-28", "2025-10-11"),
    ...dates("2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"),
  ],
};
