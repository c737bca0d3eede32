import type { CsvMap } from "./csv-map.ts";
import { csvReader, type Row } from "./csv-reader.ts";
import { encodingOf, newDecoder } from "./encoding.ts";
import { LINE_LENGTH_MAX } from "./limits.ts";
import { pieces } from "./pieces.ts";
import type { Progress } from "./progress.ts";
import { Unreadable } from "./unreadable.ts";

type Broken = {
  readonly kind: "broken";
  readonly line?: number;
  readonly code: string;
  readonly message: string;
};

/** Splits CSV into rows. */
export type CsvRows = (
  bytes: AsyncIterable<Uint8Array>,
  from: {
    readonly byte: number;
    readonly linesBefore: number;
    readonly rowBytesMax: number;
    readonly delimiter: string;
  },
) => AsyncIterable<({ readonly kind: "row" } & Row) | Broken>;

/** Reads a file row by row; each step is one of them. */
export async function* csvSteps(
  rows: AsyncIterable<({ readonly kind: "row" } & Row) | Broken>,
  map: CsvMap,
  progress: Progress,
): AsyncGenerator<void, void, undefined> {
  const reader = csvReader(progress, map);
  let line = 1;
  for await (const row of rows) {
    if (row.kind === "broken")
      throw new Unreadable({ code: row.code, reason: row.message }, { line: row.line ?? line });
    line = row.line;
    reader.take(row);
    yield;
  }
  reader.end(line);
}

/** From the first byte of the file, as the map has it. */
export const startOf = ({ delimiter }: CsvMap): Parameters<CsvRows>[1] => ({
  byte: 0,
  linesBefore: 0,
  rowBytesMax: LINE_LENGTH_MAX,
  delimiter,
});

/** The file's text in UTF-8, whatever the bank writes. */
export async function* inUtf8(
  bytes: AsyncIterable<Uint8Array>,
  { encoding }: Pick<CsvMap, "encoding">,
): AsyncGenerator<Uint8Array, void, undefined> {
  const known = encodingOf(encoding) ?? "utf-8";
  const decoder = known === "utf-8" ? undefined : newDecoder(known);
  for await (const piece of pieces(bytes))
    yield decoder === undefined ? piece : Buffer.from(decoder.decode(piece).text);
}
