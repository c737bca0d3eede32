import { newActs } from "./bai2-acts.ts";
import { logical, physical, type OpenRecord } from "./bai2-record.ts";
import { FIELD_LENGTH_MAX } from "./limits.ts";
import type { Progress, TextReader } from "./progress.ts";
import { newLines } from "./text-lines.ts";
import { Unreadable } from "./unreadable.ts";

/** Which records may follow which. */
const followers: Readonly<Record<string, readonly string[]>> = {
  "": ["01"],
  "01": ["02", "99"],
  "02": ["03", "98"],
  "03": ["16", "49"],
  "16": ["16", "49"],
  "49": ["03", "98"],
  "98": ["02", "99"],
  "99": ["01"],
};

const refuse = (code: string, reason: string, line: number): never => {
  throw new Unreadable({ code, reason }, { line });
};

/** BAI2, all of whose totals and counts are checked at their three levels. */
export function bai2Reader(progress: Progress): TextReader {
  const act = newActs(progress);
  let open: OpenRecord | undefined;
  let length = 0;
  let last = "";
  const flush = (): void => {
    if (open) act(logical(open));
    open = undefined;
  };
  const begin = (code: string, rest: string, line: number): void => {
    flush();
    if (!(followers[last] ?? []).includes(code))
      refuse("RECORD_UNEXPECTED", "A record of this kind cannot stand here.", line);
    last = code;
    open = { code, parts: [rest], line };
    length = rest.length;
  };
  const lines = newLines((text, line) => {
    if (text.trim() === "") return;
    const [code, rest] = physical(text);
    if (code !== "88" || open === undefined) begin(code, rest, line);
    else {
      // A record with nothing in it counts as well: there may be as many of them as a file has bytes.
      length += rest.length + 1;
      if (length > FIELD_LENGTH_MAX)
        refuse("RECORD_TOO_LONG", `A record may have ${FIELD_LENGTH_MAX} characters at most.`, open.line);
      open.parts.push(rest);
    }
  });
  return {
    write: lines.write,
    end: () => {
      lines.end();
      flush();
      if (last !== "99") refuse("FILE_CUT_OFF", "The file ends before its trailer.", lines.number());
    },
    line: lines.number,
  };
}
