import { csvLines, csvRows } from "../platform/csv.ts";
import { hashing } from "../platform/hashing.ts";
import { jsonLines } from "../platform/json-lines.ts";
import type { Objects } from "../platform/objects.ts";
import { ROW_BYTES_MAX, type Batch, type Chunk, type RowResult, type Scanned } from "./model.ts";
import { partKey, resultsKey, uploadKey } from "./keys.ts";
import { resultCells, resultColumns } from "./result-lines.ts";

type FileOf = Pick<Batch, "batchId" | "lenderId">;

/** The whole of an uploaded file, row by row, and afterwards its hash. */
export type OpenFile = { readonly rows: AsyncIterable<Scanned>; readonly sha256: () => string };

const rowsOf = { CSV: csvRows, NDJSON: jsonLines } as const;

const CSV_TYPE = "text/csv; charset=utf-8";

/** How many parts are read ahead while the result file is put together. */
const PARTS_AHEAD = 8;

/** The files of batches: what lenders upload, and what they get back. */
export const batchFiles = (objects: Objects) => ({
  head: async (batch: FileOf) => objects.head(uploadKey(batch)),
  open: async (batch: Batch, etag: string): Promise<OpenFile> => {
    const { bytes, sha256 } = hashing(await objects.stream(uploadKey(batch), { etag }));
    const from = { byte: 0, linesBefore: 0, rowBytesMax: ROW_BYTES_MAX };
    return { rows: rowsOf[batch.format](bytes, from), sha256 };
  },
  /** The rows of a chunk, of the very bytes that were checked. */
  rows: async (batch: Batch, { start, end, linesBefore }: Chunk): Promise<AsyncIterable<Scanned>> => {
    const bytes = await objects.stream(uploadKey(batch), { etag: batch.etag ?? "" }, { start, end });
    return rowsOf[batch.format](bytes, { byte: start, linesBefore, rowBytesMax: ROW_BYTES_MAX });
  },
  writePart: async (batch: FileOf, number: number, results: readonly RowResult[]): Promise<void> =>
    objects.put(partKey(batch, number), csvLines(results.flatMap(resultCells)), CSV_TYPE),
  /** Puts the parts together, in the order of the file. Done twice, it writes the same. */
  joinParts: async (batch: FileOf, count: number): Promise<void> =>
    objects.join(resultsKey(batch), CSV_TYPE, partsOf(objects, batch, count)),
});

export type BatchFiles = ReturnType<typeof batchFiles>;

async function* partsOf(
  objects: Objects,
  batch: FileOf,
  count: number,
): AsyncGenerator<Uint8Array, void, undefined> {
  yield Buffer.from(csvLines([resultColumns]));
  for (let first = 1; first <= count; first += PARTS_AHEAD) {
    const length = Math.min(PARTS_AHEAD, count - first + 1);
    const numbers = Array.from({ length }, (_, n) => first + n);
    yield* await Promise.all(numbers.map((number) => objects.text(partKey(batch, number))));
  }
}
