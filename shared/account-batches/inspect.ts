import type { Result } from "../kernel/result.ts";
import { columnsOf } from "./columns.ts";
import {
  chunkSize,
  FILE_ROW_COUNT_MAX,
  REASON_COUNT_MAX,
  type Batch,
  type Chunk,
  type ChunkSize,
  type FoundTotals,
  type Reason,
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
  const cutter = newCutter(said.batchId, size);
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

/** Cuts between rows, when a chunk has enough of them or enough bytes. */
function newCutter(batchId: Chunk["batchId"], size: ChunkSize) {
  const chunks: Chunk[] = [];
  const seen: KnownReferences = knownReferences(FILE_ROW_COUNT_MAX);
  const own = new Set<string>();
  let open = { start: 0, linesBefore: 0, rows: 0, end: 0, lines: 0, repeats: false };
  const close = (): void => {
    if (open.rows === 0) return;
    const { start, end, linesBefore, rows, repeats } = open;
    chunks.push({ batchId, number: chunks.length + 1, start, end, linesBefore, rows, repeats });
    open = { start: end, linesBefore: open.lines, rows: 0, end, lines: open.lines, repeats: false };
    own.clear();
  };
  return {
    /** The header is part of no chunk. */
    skip: ({ end, lines }: Row): void => {
      open = { ...open, start: end, end, linesBefore: lines, lines };
    },
    add: ({ end, lines }: Row, reference: string): void => {
      const repeats = seen.add(reference) && !own.has(reference);
      own.add(reference);
      open = { ...open, rows: open.rows + 1, end, lines, repeats: open.repeats || repeats };
      if (open.rows >= size.rows || open.end - open.start >= size.bytes) close();
    },
    chunks: (): readonly Chunk[] => {
      close();
      return chunks;
    },
  };
}
