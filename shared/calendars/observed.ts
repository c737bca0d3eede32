import type { LocalDate } from "../kernel/time.ts";
import { isSunday, isWeekend, later } from "./dates.ts";
import type { Holiday } from "./model.ts";

/** Nothing moves: a holiday on a weekend is lost. */
export const asItFalls = (dates: readonly Holiday[]): readonly Holiday[] => dates;

/** A Saturday's is observed on the Friday before, a Sunday's on the Monday after. */
export const onTheNearestWeekday = (dates: readonly Holiday[]): readonly Holiday[] =>
  dates.map(({ date, name }) =>
    isWeekend(date)
      ? { date: later(date, isSunday(date) ? 1 : -1), name: `${name} (observed)` }
      : { date, name },
  );

/** One on a weekend moves to the next weekday that is no holiday itself. */
export function onTheNextFreeWeekday(dates: readonly Holiday[]): readonly Holiday[] {
  const taken = new Set<LocalDate>(dates.map(({ date }) => date));
  return dates.map(({ date, name }) => {
    if (!isWeekend(date)) return { date, name };
    let moved = date;
    while (isWeekend(moved) || taken.has(moved)) moved = later(moved, 1);
    taken.add(moved);
    return { date: moved, name: `${name} (substitute)` };
  });
}
