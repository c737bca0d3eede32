import { counterparty } from "./counterparty.ts";
import { tagsIn } from "./mt940-purpose.ts";
import type { Explanation } from "./mt940-text.ts";
import { spaced } from "./references.ts";

type Numbered = { kind: string; purpose: string; name: string; account: string };

/** `166?00GUTSCHRIFT?20…`: 00 is the kind of booking, 20 to 29 and 60 to 63 the purpose, 31 to 33 the other side. */
export function numberedExplanation(joined: string, sign: string): Explanation {
  const fields: Numbered = { kind: "", purpose: "", name: "", account: "" };
  let at = joined.indexOf(sign);
  while (at >= 0) {
    const next = joined.indexOf(sign, at + 1);
    add(fields, joined, { at: at + 1, end: next < 0 ? joined.length : next });
    at = next;
  }
  const { kind, purpose, name, account } = fields;
  const tags = tagsIn(purpose);
  return {
    references: [tags.EREF, tags.MREF, tags.KREF],
    text: spaced([kind, tags.SVWZ ?? purpose]),
    counterparty: counterparty(spaced([name]), account.trim()),
  };
}

type Span = { readonly at: number; readonly end: number };

const NUMBER_LENGTH = 2;
const [DIGIT_0, DIGIT_1, DIGIT_2, DIGIT_3, DIGIT_6] = [0x30, 0x31, 0x32, 0x33, 0x36];

/** One field: its number by the codes of its digits, for most fields say nothing that is asked for. */
function add(fields: Numbered, joined: string, { at, end }: Span): void {
  const all = fields;
  const [first, second] = [joined.charCodeAt(at), joined.charCodeAt(at + 1)];
  const text = (): string => joined.slice(at + NUMBER_LENGTH, end);
  if (isPurpose(first, second)) all.purpose += text();
  else if (first === DIGIT_3) {
    if (second === DIGIT_1) all.account += text();
    else if (second === DIGIT_2 || second === DIGIT_3) all.name += text();
  } else if (first === DIGIT_0 && second === DIGIT_0) all.kind += text();
}

const isPurpose = (first: number, second: number): boolean =>
  first === DIGIT_2 || (first === DIGIT_6 && second >= DIGIT_0 && second <= DIGIT_3);
