import type { Format } from "./model.ts";

/** How much of a file tells its format. */
export const HEAD_LENGTH = 1_024;

const signs: readonly (readonly [Format, RegExp])[] = [
  ["CAMT", /^\s*<(?:\?xml|!--|[\w:.-]*Document\b|[\w:.-]+[\s>])/u],
  ["BAI2", /^\s*0[0-3]\s*,/u],
  ["MT940", /(?:^|\n)(?:\{4:\s*)?:20:|^\s*(?:\{1:|:940:|:942:)/u],
];

/**
 * The format of a file by its first kilobyte; undefined for what could be anything. CSV has no sign: the bank
 * account that it is for says how it is read.
 */
export function formatOf(head: Uint8Array): Format | undefined {
  const text = new TextDecoder("latin1").decode(head.subarray(0, HEAD_LENGTH)).replace(/^ï»¿/u, "");
  return signs.find(([, sign]) => sign.test(text))?.[0];
}
