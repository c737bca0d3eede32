import { csvLines, csvRows } from "./csv.ts";
import { hashing } from "./hashing.ts";
import { jsonLines } from "./json-lines.ts";
import type { Objects } from "./objects.ts";
import type { ScannedFile } from "./scanned.ts";

type Cells = readonly (string | number)[];

/** Where the files of one kind lie, and what their results look like. */
export type Layout<File, Result> = {
  readonly uploadKey: (file: File) => string;
  readonly resultsKey: (file: File) => string;
  readonly partKey: (file: File, number: number) => string;
  readonly rowBytesMax: number;
  readonly resultColumns: readonly string[];
  readonly resultCells: (result: Result) => readonly Cells[];
};

/** The whole of an uploaded file, row by row, and afterwards its hash. */
type OpenFile = { readonly rows: ScannedFile; readonly sha256: () => string };

const rowsOf = { CSV: csvRows, NDJSON: jsonLines } as const;

type Checked = { readonly format: keyof typeof rowsOf; readonly etag?: string };

type Range = { readonly start: number; readonly end: number; readonly linesBefore: number };

const CSV_TYPE = "text/csv; charset=utf-8";

/** How many parts are read ahead while the result file is put together. */
const PARTS_AHEAD = 8;

/** What is uploaded, and what is given back for it. */
export const incomingFiles = <File extends Checked, Result>(
  objects: Objects,
  layout: Layout<File, Result>,
) => ({
  head: async (file: File) => objects.head(layout.uploadKey(file)),
  open: async (file: File, etag: string): Promise<OpenFile> => {
    const { bytes, sha256 } = hashing(await objects.stream(layout.uploadKey(file), { etag }));
    const from = { byte: 0, linesBefore: 0, rowBytesMax: layout.rowBytesMax };
    return { rows: rowsOf[file.format](bytes, from), sha256 };
  },
  /** The rows of a chunk, of the very bytes that were checked. */
  rows: async (file: File, { start, end, linesBefore }: Range): Promise<ScannedFile> => {
    const expected = { etag: file.etag ?? "" };
    const bytes = await objects.stream(layout.uploadKey(file), expected, { start, end });
    return rowsOf[file.format](bytes, { byte: start, linesBefore, rowBytesMax: layout.rowBytesMax });
  },
  writePart: async (file: File, number: number, results: readonly Result[]): Promise<void> =>
    objects.put(layout.partKey(file, number), csvLines(results.flatMap(layout.resultCells)), CSV_TYPE),
  /** Puts the parts together, in the order of the file. Done twice, it writes the same. */
  joinParts: async (file: File, count: number): Promise<void> => {
    const keys = Array.from({ length: count }, (_, n) => layout.partKey(file, n + 1));
    await objects.join(layout.resultsKey(file), CSV_TYPE, partsOf(objects, layout.resultColumns, keys));
  },
});

async function* partsOf(
  objects: Objects,
  columns: readonly string[],
  keys: readonly string[],
): AsyncGenerator<Uint8Array, void, undefined> {
  yield Buffer.from(csvLines([columns]));
  for (let first = 0; first < keys.length; first += PARTS_AHEAD)
    yield* await Promise.all(keys.slice(first, first + PARTS_AHEAD).map((key) => objects.text(key)));
}
