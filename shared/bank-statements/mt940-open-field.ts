import { areDigits, isCapital } from "./characters.ts";
import { FIELD_LENGTH_MAX } from "./limits.ts";
import type { Place } from "./model.ts";
import type { Field } from "./mt940-field.ts";
import type { Progress } from "./progress.ts";
import { Unreadable } from "./unreadable.ts";

/** A field that goes on: where it stands in the text that is read, behind what came of it in texts before. */
export type OpenField = {
  readonly tag: string;
  readonly line: number;
  kept: string;
  text: string;
  from: number;
  to: number;
  /** Of its lines, its tag included. */
  length: number;
};

/** A line with the number that it has in the file. */
type Line = {
  readonly text: string;
  readonly from: number;
  readonly to: number;
  readonly line: number;
};

export const begun = (
  { text, from, to, line }: Line,
  /** Where its tag ends. */
  colon: number,
): OpenField => ({
  tag: tagIn(text, from + 1, colon),
  line,
  kept: "",
  text,
  from: colon + 1,
  to,
  length: to - from,
});

/** Fields that have one line; whatever else stands behind them has been broken. */
const oneLined = new Set([
  "20",
  "21",
  "25",
  "25P",
  "28",
  "28C",
  "60F",
  "60M",
  "34F",
  "13",
  "13D",
  "90C",
  "90D",
]);

/** Lines with nothing in them count as well: there may be as many of them as a file has bytes. */
const LINE_END_LENGTH = 1;

/** Takes one line more. */
export function goOn(field: OpenField, { text, from, to, line }: Line, progress: Progress): void {
  const open = field;
  open.length += to - from + LINE_END_LENGTH;
  if (oneLined.has(open.tag)) {
    if (text.slice(from, to).trim() === "") return;
    throw new Unreadable(
      { code: "LINE_UNEXPECTED", reason: "A line stands where none belongs; a tag may be broken." },
      progress.placeOf(line),
    );
  }
  if (open.length > FIELD_LENGTH_MAX) throw fieldTooLong(progress.placeOf(open.line));
  if (open.text !== text) {
    open.kept = `${textOf(open)}\n`;
    [open.text, open.from] = [text, from];
  }
  open.to = to;
}

export const fieldTooLong = (place: Place): Unreadable =>
  new Unreadable(
    { code: "FIELD_TOO_LONG", reason: `A field may have ${FIELD_LENGTH_MAX} characters at most.` },
    place,
  );

const textOf = ({ kept, text, from, to }: OpenField): string =>
  kept === "" ? text.slice(from, to) : kept + text.slice(from, to);

/** The text that it stands in is over: what came of it is kept. */
export function leave(field: OpenField): void {
  const open = field;
  [open.kept, open.text, open.from, open.to] = [textOf(open), "", 0, 0];
}

export const whole = (field: OpenField): Field => ({
  tag: field.tag,
  text: textOf(field),
  line: field.line,
});

const COLON = 0x3a;

/** Where the tag of `:61:` or `:60F:` ends that a line begins with; zero where there is none. */
export function tagEnd(text: string, from: number): number {
  if (text.charCodeAt(from) !== COLON) return 0;
  if (!areDigits(text, from + 1, from + 3)) return 0;
  const option = text.charCodeAt(from + 3);
  if (option === COLON) return from + 3;
  return isCapital(option) && text.charCodeAt(from + 4) === COLON ? from + 4 : 0;
}

const [DIGIT_1, DIGIT_6, DIGIT_8] = [0x31, 0x36, 0x38];
const TAG_LENGTH = 2;

/** Those that a file has many times are no new texts each time. */
function tagIn(text: string, from: number, to: number): string {
  if (to - from === TAG_LENGTH) {
    const [first, second] = [text.charCodeAt(from), text.charCodeAt(from + 1)];
    if (first === DIGIT_6 && second === DIGIT_1) return "61";
    if (first === DIGIT_8 && second === DIGIT_6) return "86";
  }
  return text.slice(from, to);
}
