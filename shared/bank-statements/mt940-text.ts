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
export function explanationOf(lines: readonly string[]): Explanation {
  const joined = lines.join("");
  const sign = NUMBERED.exec(joined)?.[1];
  if (sign !== undefined) return numberedExplanation(joined, sign);
  if (SLASHED.test(joined)) return slashedExplanation(joined);
  return { references: [], text: spaced(lines), counterparty: undefined };
}
