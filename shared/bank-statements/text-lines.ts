import { LINE_LENGTH_MAX } from "./limits.ts";
import { Unreadable } from "./unreadable.ts";

/** Cuts text into its lines, however it comes in pieces. A line ends with LF or CRLF. */
export function newLines(take: (line: string, number: number) => void) {
  let rest = "";
  let number = 0;
  const line = (text: string): void => {
    number += 1;
    if (text.length > LINE_LENGTH_MAX) throw tooLong(number);
    take(text.endsWith("\r") ? text.slice(0, -1) : text, number);
  };
  return {
    write: (piece: string): void => {
      const text = rest === "" ? piece : rest + piece;
      let from = 0;
      for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", from)) {
        line(text.slice(from, at));
        from = at + 1;
      }
      rest = text.slice(from);
      if (rest.length > LINE_LENGTH_MAX) throw tooLong(number + 1);
    },
    end: (): void => {
      if (rest !== "") line(rest);
      rest = "";
    },
    number: (): number => number,
  };
}

const tooLong = (line: number): Unreadable =>
  new Unreadable(
    { code: "LINE_TOO_LONG", reason: `A line may have ${LINE_LENGTH_MAX} characters at most.` },
    { line },
  );
