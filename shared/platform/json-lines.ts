import type { BrokenFile, ScannedFile, ScanStart } from "./scanned.ts";

const LINE_FEED = 0x0a;
const BYTE_ORDER_MARK = "\u{FEFF}";

/** The lines of an NDJSON file, in constant memory: one cell each, with its JSON. Empty lines are passed over. */
export async function* jsonLines(bytes: AsyncIterable<Uint8Array>, from: ScanStart): ScannedFile {
  let kept: Uint8Array[] = [];
  let keptBytes = 0;
  let end = from.byte;
  let lines = from.linesBefore;
  const broken = (code: string, message: string): BrokenFile => ({
    kind: "broken",
    line: lines + 1,
    code,
    message,
  });
  const tooLong = (): BrokenFile => broken("ROW_TOO_LONG", "The row is longer than a row may be.");
  for await (const part of bytes) {
    let begin = 0;
    for (let at = part.indexOf(LINE_FEED); at >= 0; at = part.indexOf(LINE_FEED, begin)) {
      kept.push(part.subarray(begin, at));
      keptBytes += at - begin;
      if (keptBytes > from.rowBytesMax) return yield* only(tooLong());
      const text = textOf(kept);
      if (text === undefined) return yield* only(broken("NOT_UTF8", "The line is not UTF-8."));
      end += keptBytes + 1;
      lines += 1;
      if (text !== "") yield { kind: "row", line: lines, end, lines, cells: [text] };
      [kept, keptBytes, begin] = [[], 0, at + 1];
    }
    kept.push(part.slice(begin));
    keptBytes += part.length - begin;
    if (keptBytes > from.rowBytesMax) return yield* only(tooLong());
  }
  const text = textOf(kept);
  if (text === undefined) yield broken("NOT_UTF8", "The line is not UTF-8.");
  else if (text !== "")
    yield { kind: "row", line: lines + 1, end: end + keptBytes, lines: lines + 1, cells: [text] };
}

async function* only(broken: BrokenFile): ScannedFile {
  yield broken;
}

/** A line without its carriage return, and the file's first without its mark; `undefined` when it is not UTF-8. */
function textOf(parts: readonly Uint8Array[]): string | undefined {
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(Buffer.concat(parts));
    const unmarked = text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;
    return unmarked.endsWith("\r") ? unmarked.slice(0, -1) : unmarked;
  } catch {
    return undefined;
  }
}
