import { Readable } from "node:stream";
import { CsvError, parse, type Options } from "csv-parse";
import { stringify } from "csv-stringify/sync";
import { strictUtf8 } from "./strict-utf8.ts";
import type { BrokenFile, ScannedFile, ScannedRow, ScanStart } from "./scanned.ts";

type Place = Omit<ScannedRow, "kind" | "cells">;

/** Where the parser stands after a row. It says so while it parses: behind it, rows wait to be taken. */
type Position = { readonly bytes: number; readonly lines: number; readonly empty_lines: number };

/** RFC 4180 to the letter: any of the three line breaks, quotes where they belong, as many cells as the first row. */
const rules = ({ byte, rowBytesMax, delimiter = "," }: ScanStart): Options => ({
  bom: byte === 0,
  delimiter,
  max_record_size: rowBytesMax,
  record_delimiter: ["\r\n", "\n", "\r"],
  relax_column_count: false,
  skip_empty_lines: true,
});

/** The rows of a CSV file, in constant memory; what cannot be read ends it. */
export async function* csvRows(bytes: AsyncIterable<Uint8Array>, from: ScanStart): ScannedFile {
  let foreign: BrokenFile | undefined;
  const refuse = (line: number, code: string, message: string): void => {
    foreign ??= { kind: "broken", line: from.linesBefore + line, code, message };
  };
  const utf8 = strictUtf8(bytes, (line) => refuse(line, "NOT_UTF8", "The file is not UTF-8."));
  const checked =
    from.byte > 0 ? utf8 : unlessJson(utf8, () => refuse(1, "WRONG_FORMAT", "This is JSON, not CSV."));
  const places: Place[] = [];
  let last = { lines: 0, empty: 0 };
  const note = (cells: string[], now: Position): string[] => {
    const line = last.lines + 1 + now.empty_lines - last.empty;
    last = { lines: now.lines, empty: now.empty_lines };
    places.push({
      line: from.linesBefore + line,
      end: from.byte + now.bytes,
      lines: from.linesBefore + now.lines,
    });
    return cells;
  };
  const source = Readable.from(checked, { objectMode: false });
  const parser = parse({ ...rules(from), on_record: note });
  source.on("error", (error) => parser.destroy(error));
  const rows: AsyncIterable<readonly string[]> = source.pipe(parser);
  try {
    for await (const cells of rows) {
      const place = places.shift();
      if (place) yield { kind: "row", ...place, cells };
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    foreign ??= brokenBy(error, from.linesBefore + last.lines + 1);
  } finally {
    source.destroy();
    parser.destroy();
  }
  if (foreign) yield foreign;
}

/** No header begins with a brace or a bracket; a file of JSON does. */
async function* unlessJson(
  bytes: AsyncIterable<Uint8Array>,
  refuse: () => void,
): AsyncGenerator<Uint8Array, void, undefined> {
  let isFirst = true;
  for await (const part of bytes) {
    if (isFirst && /^\uFEFF?\s*[{[]/u.test(Buffer.from(part.subarray(0, 64)).toString())) return refuse();
    isFirst = false;
    yield part;
  }
}

const words: Readonly<Record<string, readonly [code: string, message: string]>> = {
  CSV_MAX_RECORD_SIZE: ["ROW_TOO_LONG", "The row is longer than a row may be."],
  CSV_QUOTE_NOT_CLOSED: ["QUOTE_NOT_CLOSED", "A quote that is opened here is never closed."],
  CSV_INVALID_CLOSING_QUOTE: ["QUOTE_MISPLACED", "After a closing quote there is more text."],
  INVALID_OPENING_QUOTE: ["QUOTE_MISPLACED", "A quote stands inside a cell that is not quoted."],
  CSV_RECORD_INCONSISTENT_FIELDS_LENGTH: ["CELL_COUNT", "The row has more or fewer cells than the header."],
};

/** In our own words: the parser's repeat what is in the cells. */
function brokenBy(error: CsvError, line: number): BrokenFile {
  const [code, message] = words[error.code] ?? ["NOT_CSV", "The file is not CSV."];
  return { kind: "broken", line, code, message };
}

/** Rows as CSV lines. What a spreadsheet would take for a formula begins with an apostrophe. */
export const csvLines = (rows: readonly (readonly (string | number)[])[]): string =>
  stringify(
    rows.map((row) => [...row]),
    { escape_formulas: true, record_delimiter: "\r\n" },
  );
