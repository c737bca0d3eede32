import {
  observeBreaks,
  type Observation,
  type ObserveBreaksDeps,
  type ObservedCounts,
} from "../../shared/breaks/observe-breaks.ts";

/** A run that tells all that it found of a book, in one part or in several, and then what was not seen. */
export const wholeLook =
  (deps: ObserveBreaksDeps, parts = 1) =>
  async ({ seen, righted = [], ...book }: Observation): Promise<ObservedCounts> => {
    const { found, gone } = observeBreaks(deps);
    const size = Math.ceil(seen.length / parts);
    const told: ObservedCounts[] = [await found({ ...book, seen: seen.slice(0, size), righted })];
    for (let from = size; from < seen.length; from += size)
      told.push(await found({ ...book, seen: seen.slice(from, from + size) }));
    told.push(await gone(book));
    const effects = Object.keys(told[0]!) as (keyof ObservedCounts)[];
    const sum = (effect: keyof ObservedCounts): number => told.reduce((all, one) => all + one[effect], 0);
    return Object.fromEntries(effects.map((effect) => [effect, sum(effect)])) as ObservedCounts;
  };
