import { createHash } from "node:crypto";

const DRAWS = 2 ** 32;

/** A number in [0, 1) that depends on the text alone: what looks random here is the same in every run. */
export const chance = (text: string): number =>
  createHash("sha256").update(text).digest().readUInt32BE(0) / DRAWS;

/** One of the values, chosen by the text alone. */
export function pick<T>(text: string, values: readonly T[]): T {
  const found = values[Math.floor(chance(text) * values.length)];
  if (found === undefined) throw new RangeError("nothing to pick from");
  return found;
}

/** A whole number from `least` to `most`, both included, that depends on the text alone. */
export const between = (text: string, least: number, most: number): number =>
  least + Math.floor(chance(text) * (most - least + 1));

/** The values in an order that depends on the text alone. */
export const shuffled = <T>(text: string, values: readonly T[]): readonly T[] =>
  values
    .map((value, index) => ({ value, key: chance(`${text}|${index}`) }))
    .sort((one, other) => one.key - other.key)
    .map(({ value }) => value);
