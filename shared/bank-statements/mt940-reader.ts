import { currencies } from "./amount.ts";
import { newDates } from "./dates.ts";
import { FIELD_LENGTH_MAX } from "./limits.ts";
import type { Field } from "./mt940-field.ts";
import { newStatement } from "./mt940-statement.ts";
import type { Progress, TextReader } from "./progress.ts";
import { newLines } from "./text-lines.ts";
import { Unreadable } from "./unreadable.ts";

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

/** MT940 and MT942, with or without SWIFT's envelope around them. */
export function mt940Reader(progress: Progress): TextReader {
  const statement = newStatement(progress, { dates: newDates(), currency: currencies() });
  let field: Field | undefined;
  let length = 0;
  const flush = (): void => {
    if (field) statement.take(field);
    field = undefined;
  };
  const open = (text: string, colon: number, line: number): void => {
    flush();
    field = { tag: text.slice(1, colon), lines: [text.slice(colon + 1)], line };
    length = text.length;
  };
  const lines = newLines((text, line) => {
    const colon = tagEnd(text);
    if (colon > 0) return open(text, colon, line);
    if (isEnd(text)) {
      flush();
      return statement.end(line);
    }
    if (field === undefined) return openInEnvelope(text, line, open);
    length += text.length;
    go(field, text, { length, line, progress });
  });
  return {
    write: lines.write,
    end: () => {
      lines.end();
      flush();
      statement.end(lines.number());
      if (progress.end().statementCount === 0)
        throw new Unreadable(
          { code: "NO_STATEMENT", reason: "There is no statement in the file." },
          { line: 1 },
        );
    },
    line: lines.number,
  };
}

/** What stands before the first field, between messages and after a closing balance is the transport's. */
function openInEnvelope(
  text: string,
  line: number,
  open: (text: string, colon: number, line: number) => void,
): void {
  const inner = text.startsWith("{") ? text.slice(text.indexOf("{4:") + 3) : "";
  const colon = tagEnd(inner);
  if (colon > 0) open(inner, colon, line);
}

type Going = { readonly length: number; readonly line: number; readonly progress: Progress };

function go(field: Field, text: string, { length, line, progress }: Going): void {
  if (oneLined.has(field.tag)) {
    if (text.trim() === "") return;
    throw new Unreadable(
      { code: "LINE_UNEXPECTED", reason: "A line stands where none belongs; a tag may be broken." },
      progress.placeOf(line),
    );
  }
  if (length > FIELD_LENGTH_MAX)
    throw new Unreadable(
      { code: "FIELD_TOO_LONG", reason: `A field may have ${FIELD_LENGTH_MAX} characters at most.` },
      progress.placeOf(field.line),
    );
  field.lines.push(text);
}

const COLON = 0x3a;

/** Where the tag of `:61:` or `:60F:` ends; zero where there is none. */
function tagEnd(text: string): number {
  if (text.charCodeAt(0) !== COLON) return 0;
  if (!isDigit(text.charCodeAt(1)) || !isDigit(text.charCodeAt(2))) return 0;
  if (text.charCodeAt(3) === COLON) return 3;
  const option = text.charCodeAt(3);
  return option >= 0x41 && option <= 0x5a && text.charCodeAt(4) === COLON ? 4 : 0;
}

const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;

const isEnd = (text: string): boolean => text.startsWith("-") && /^-(?:\}.*|XXX)?\s*$/u.test(text);
