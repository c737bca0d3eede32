import type { Normalisation } from "./wire.ts";

const NOT_WRITTEN = /[^\p{L}\p{N}]/gu;
const LEADING_ZEROS = /^0+(?=.)/u;

export type Normalise = (reference: string) => string | undefined;

const bare = (text: string): string => text.normalize("NFKC").toUpperCase().replace(NOT_WRITTEN, "");

/**
 * Reduces references to what two sides that mean the same would both write. Nothing may be left of one that is all
 * prefix and punctuation: then it names nothing.
 */
export function normaliser({ prefixes, leadingZeros }: Normalisation): Normalise {
  const longestFirst = prefixes.map(bare).sort((a, b) => b.length - a.length);
  return (reference) => {
    const whole = bare(reference);
    const prefix = longestFirst.find((one) => whole.startsWith(one)) ?? "";
    const rest = whole.slice(prefix.length);
    const shown = leadingZeros === "DROPPED" ? rest.replace(LEADING_ZEROS, "") : rest;
    return shown === "" ? undefined : shown;
  };
}
