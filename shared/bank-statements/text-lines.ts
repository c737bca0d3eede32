import { LINE_LENGTH_MAX } from "./limits.ts";
import { Unreadable } from "./unreadable.ts";

/** Where a line stands in a text, without what ends it: most of them nobody needs as texts of their own. */
export type TakeLine = (text: string, from: number, to: number) => void;

const RETURN = 0x0d;

/** Finds the lines of a text, however it comes in pieces. A line ends with LF or CRLF. */
export function findLines(take: TakeLine) {
  let rest = "";
  let number = 0;
  const line = (text: string, from: number, to: number): void => {
    number += 1;
    if (to - from > LINE_LENGTH_MAX) throw tooLong(number);
    take(text, from, to > from && text.charCodeAt(to - 1) === RETURN ? to - 1 : to);
  };
  return {
    write: (piece: string): void => {
      const text = rest === "" ? piece : rest + piece;
      let from = 0;
      for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", from)) {
        line(text, from, at);
        from = at + 1;
      }
      rest = text.slice(from);
      if (rest.length > LINE_LENGTH_MAX) throw tooLong(number + 1);
    },
    end: (): void => {
      if (rest !== "") line(rest, 0, rest.length);
      rest = "";
    },
    number: (): number => number,
  };
}

/** The same, each line as a text of its own. */
export function newLines(take: (line: string, number: number) => void) {
  const lines = findLines((text, from, to) => take(text.slice(from, to), lines.number()));
  return lines;
}

const tooLong = (line: number): Unreadable =>
  new Unreadable(
    { code: "LINE_TOO_LONG", reason: `A line may have ${LINE_LENGTH_MAX} characters at most.` },
    { line },
  );
