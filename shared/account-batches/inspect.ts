import { newCutter } from "../incoming-files/cutter.ts";
import { REASON_COUNT_MAX, type ChunkSize, type Reason } from "../incoming-files/model.ts";
import type { Result } from "../kernel/result.ts";
import { columnsOf } from "./columns.ts";
import {
  chunkSize,
  FILE_ROW_COUNT_MAX,
  type Batch,
  type Chunk,
  type FoundTotals,
  type Row,
  type Scanned,
} from "./model.ts";
import { knownReferences, type KnownReferences } from "./known-references.ts";
import { readRow, type ReadRow, type Unreadable } from "./row.ts";

/** What a file is found to be, or every reason why none of it may be placed. */
export type Inspection = {
  readonly reasons: readonly Reason[];
  readonly found: FoundTotals;
  readonly columns?: (string | null)[];
  readonly chunks: readonly Chunk[];
};

type Said = Pick<Batch, "batchId" | "format" | "headerMap">;

/**
 * Reads a file once from its first byte to its last: every row's amount, the totals, and where it may be cut.
 * What it holds does not grow with the file, but for a line per chunk and eight bytes for each account.
 */
export async function inspect(
  said: Said,
  rows: AsyncIterable<Scanned>,
  size: ChunkSize = chunkSize,
): Promise<Inspection> {
  const reading = newReading(said, size);
  for await (const row of rows) if (!reading.take(row)) break;
  return reading.end();
}

function newReading(said: Said, size: ChunkSize) {
  const cutter = newChunks(said.batchId, size);
  const totals = new Map<string, bigint>();
  const reasons: Reason[] = [];
  let columns: (string | null)[] | undefined;
  let count = 0;
  const header = (row: Row): boolean => {
    const found = readHeader(said, row);
    reasons.push(...found.reasons);
    columns = found.columns;
    cutter.skip(row);
    return columns !== undefined;
  };
  const account = (row: Row): boolean => {
    count += 1;
    const read = readRow({ format: said.format, ...(columns && { columns }) }, row);
    if (count > FILE_ROW_COUNT_MAX) reasons.push(tooMany(row));
    else if (!read.ok) reasons.push(read.error);
    cutter.add(row, addUp(totals, read));
    return count <= FILE_ROW_COUNT_MAX && reasons.length < REASON_COUNT_MAX;
  };
  return {
    /** @returns false when there is no sense in reading on */
    take: (row: Scanned): boolean => {
      if (row.kind === "row")
        return said.format === "CSV" && columns === undefined ? header(row) : account(row);
      const { kind: _broken, ...reason } = row;
      reasons.push(reason);
      return false;
    },
    end: (): Inspection => ({
      reasons: count === 0 && reasons.length === 0 ? [nothingIn(columns)] : reasons,
      found: { count, amounts: textsOf(totals) },
      ...(columns && { columns }),
      chunks: cutter.chunks(),
    }),
  };
}

const tooMany = ({ line }: Row): Reason => ({
  line,
  code: "TOO_MANY_ROWS",
  message: `A file may have ${FILE_ROW_COUNT_MAX} rows at most.`,
});

function readHeader(
  said: Said,
  row: Row,
): { readonly reasons: Reason[]; readonly columns?: (string | null)[] } {
  const columns = columnsOf(row.cells, said.headerMap);
  if (columns.ok) return { reasons: [], columns: columns.value };
  return {
    reasons: columns.error.slice(0, REASON_COUNT_MAX).map((fault) => ({ line: row.line, ...fault })),
  };
}

const nothingIn = (columns: unknown): Reason =>
  columns === undefined
    ? { code: "FILE_EMPTY", message: "The file is empty." }
    : { code: "NO_ROWS", message: "The file has a header and no rows." };

function addUp(totals: Map<string, bigint>, read: Result<ReadRow, Unreadable>): string {
  if (!read.ok) return "";
  for (const { currency, amount } of read.value.amounts)
    totals.set(currency, (totals.get(currency) ?? 0n) + BigInt(amount));
  return read.value.lenderAccountRef;
}

const textsOf = (totals: ReadonlyMap<string, bigint>): Record<string, string> =>
  Object.fromEntries([...totals].map(([currency, total]) => [currency, String(total)]));

/** The pieces of the file, and whether each repeats a reference of an earlier one. */
function newChunks(batchId: Chunk["batchId"], size: ChunkSize) {
  const cutter = newCutter(size);
  const seen: KnownReferences = knownReferences(FILE_ROW_COUNT_MAX);
  const own = new Set<string>();
  const repeating = new Set<number>();
  let last = 0;
  return {
    skip: cutter.skip,
    add: (row: Row, reference: string): void => {
      const number = cutter.add(row);
      if (number !== last) own.clear();
      last = number;
      if (seen.add(reference) && !own.has(reference)) repeating.add(number);
      own.add(reference);
    },
    chunks: (): readonly Chunk[] =>
      cutter.pieces().map((piece) => ({ batchId, ...piece, repeats: repeating.has(piece.number) })),
  };
}
