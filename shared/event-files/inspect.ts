import { newCutter } from "../incoming-files/cutter.ts";
import { REASON_COUNT_MAX, type ChunkSize, type Reason } from "../incoming-files/model.ts";
import type { ScannedRow, ScannedFile } from "../platform/scanned.ts";
import { columnsIn } from "./columns.ts";
import { readLine } from "./line.ts";
import {
  chunkSize,
  FILE_LINE_COUNT_MAX,
  type EventChunk,
  type EventFile,
  type FoundTotals,
} from "./model.ts";
import { addPayment } from "./totals.ts";

/** What a file is found to be, or every reason why none of it may be taken. */
export type Inspection = {
  readonly reasons: readonly Reason[];
  readonly found: FoundTotals;
  readonly columns?: readonly string[];
  readonly chunks: readonly EventChunk[];
};

type Said = Pick<EventFile, "fileId" | "format">;

/**
 * Reads a file once from its first byte to its last: how many events, what its payments add up to, and where it may be
 * cut. What it holds does not grow with the file, but for a line per chunk. A line that is no event refuses nothing.
 */
export async function inspect(
  said: Said,
  rows: ScannedFile,
  size: ChunkSize = chunkSize,
): Promise<Inspection> {
  const reading = newReading(said, size);
  for await (const row of rows) {
    if (row.kind === "row" && reading.take(row)) continue;
    if (row.kind === "broken") reading.stop(row);
    break;
  }
  return reading.end();
}

function newReading({ fileId, format }: Said, size: ChunkSize) {
  const cutter = newCutter(size);
  const sums = new Map<string, bigint>();
  const reasons: Reason[] = [];
  let columns: readonly string[] | undefined;
  let count = 0;
  const header = (row: ScannedRow): boolean => {
    const found = columnsIn(row.cells);
    if (found.ok) columns = found.value;
    else
      reasons.push(...found.error.slice(0, REASON_COUNT_MAX).map((fault) => ({ line: row.line, ...fault })));
    cutter.skip(row);
    return found.ok;
  };
  const event = (row: ScannedRow): boolean => {
    count += 1;
    addPayment(sums, readLine({ format, ...(columns && { columns: [...columns] }) }, row).body);
    cutter.add(row);
    if (count > FILE_LINE_COUNT_MAX) reasons.push(tooMany(row));
    return count <= FILE_LINE_COUNT_MAX;
  };
  return {
    /** @returns false when there is no sense in reading on */
    take: (row: ScannedRow): boolean =>
      format === "CSV" && columns === undefined ? header(row) : event(row),
    stop: ({ line, code, message }: Reason): void => {
      reasons.push({ ...(line !== undefined && { line }), code, message });
    },
    end: (): Inspection => ({
      reasons: count === 0 && reasons.length === 0 ? [nothingIn(columns)] : reasons,
      found: { count, payments: textsOf(sums) },
      ...(columns && { columns }),
      chunks: cutter.pieces().map((piece) => ({ ...piece, fileId })),
    }),
  };
}

const tooMany = ({ line }: ScannedRow): Reason => ({
  line,
  code: "TOO_MANY_LINES",
  message: `A file may have ${FILE_LINE_COUNT_MAX} events at most.`,
});

const nothingIn = (columns: unknown): Reason =>
  columns === undefined
    ? { code: "FILE_EMPTY", message: "The file is empty." }
    : { code: "NO_ROWS", message: "The file has a header and no rows." };

const textsOf = (sums: ReadonlyMap<string, bigint>): Record<string, string> =>
  Object.fromEntries([...sums].map(([currency, sum]) => [currency, String(sum)]));
