import { areDigits } from "./characters.ts";
import { joinedLines, linesOf } from "./mt940-field.ts";
import type { Counterparty } from "./model.ts";
import { numberedExplanation } from "./mt940-numbered.ts";
import { slashedExplanation } from "./mt940-slashed.ts";
import { spaced } from "./references.ts";

/** What field 86 says: what it is for, whose it is, and what it refers to. */
export type Explanation = {
  readonly references: readonly (string | undefined)[];
  readonly text: string;
  readonly counterparty: Counterparty | undefined;
};

/** `166?00GUTSCHRIFT?20…`: three digits, then fields of two digits behind a sign of the bank's choice. */
const NUMBERED = /^\s*\d{3}([^\w\s])\d{2}/u;
/** `/EREF/…/REMI/…` */
const SLASHED = /^\/[A-Z]{3,4}\//u;

/** Banks cut structured text wherever the line is full; other text is cut between words. */
export function explanationOf(text: string): Explanation {
  const joined = joinedLines(text);
  const sign = signIn(joined);
  if (sign !== undefined) return numberedExplanation(joined, sign);
  if (SLASHED.test(joined)) return slashedExplanation(joined);
  return { references: none, text: spaced(linesOf(text)), counterparty: undefined };
}

const none: readonly never[] = [];

const USUAL_SIGN = 0x3f;
/** Nearly all have one sign, where it is expected: those are told without a search. */
function signIn(text: string): string | undefined {
  const isUsual = text.charCodeAt(3) === USUAL_SIGN && areDigits(text, 0, 3) && areDigits(text, 4, 6);
  return isUsual ? "?" : NUMBERED.exec(text)?.[1];
}
