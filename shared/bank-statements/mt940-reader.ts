import { currencies } from "./amount.ts";
import { newDates } from "./dates.ts";
import { begun, goOn, leave, tagEnd, whole, type OpenField } from "./mt940-open-field.ts";
import { newStatement } from "./mt940-statement.ts";
import type { Progress, TextReader } from "./progress.ts";
import { findLines } from "./text-lines.ts";
import { Unreadable } from "./unreadable.ts";

/** MT940 and MT942, with or without SWIFT's envelope around them. */
export function mt940Reader(progress: Progress): TextReader {
  const statement = newStatement(progress, { dates: newDates(), currency: currencies() });
  let field: OpenField | undefined;
  const flush = (): void => {
    if (field) statement.take(whole(field));
    field = undefined;
  };
  const open = (text: string, from: number, to: number): boolean => {
    const colon = tagEnd(text, from);
    if (colon === 0) return false;
    flush();
    field = begun({ text, from, to, line: lines.number() }, colon);
    return true;
  };
  const lines = findLines((text, from, to) => {
    if (open(text, from, to)) return;
    if (isEnd(text, from, to)) {
      flush();
      statement.end(lines.number());
    } else if (field === undefined) openInEnvelope(text, { from, to, open });
    else goOn(field, { text, from, to, line: lines.number() }, progress);
  });
  return {
    write: (piece) => {
      lines.write(piece);
      if (field) leave(field);
    },
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

type Enveloped = {
  readonly from: number;
  readonly to: number;
  readonly open: (text: string, from: number, to: number) => boolean;
};

/** What stands before the first field, between messages and after a closing balance is the transport's. */
function openInEnvelope(text: string, { from, to, open }: Enveloped): void {
  const line = text.slice(from, to);
  if (!line.startsWith("{")) return;
  const inner = line.slice(line.indexOf("{4:") + 3);
  open(inner, 0, inner.length);
}

const DASH = 0x2d;

const isEnd = (text: string, from: number, to: number): boolean =>
  text.charCodeAt(from) === DASH && /^-(?:\}.*|XXX)?\s*$/u.test(text.slice(from, to));
