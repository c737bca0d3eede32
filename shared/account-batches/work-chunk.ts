import type { BatchId } from "../kernel/ids.ts";
import { Refused } from "../kernel/problems.ts";
import type { Clock } from "../kernel/time.ts";
import type { BatchFiles } from "./file-store.ts";
import { isPlaced, type Batch, type BatchPurpose, type Chunk, type Row, type RowResult } from "./model.ts";
import { failedRow, type TreatRow } from "./row-request.ts";
import { readRow } from "./row.ts";
import type { BatchStore } from "./store.ts";

export type WorkChunkDeps = {
  readonly batches: Pick<BatchStore, "find" | "move" | "placed">;
  readonly files: Pick<BatchFiles, "rows" | "writePart" | "joinParts">;
  /** Bounded: so many rows of a chunk are placed at a time. */
  readonly inParallel: <T>(items: readonly T[], work: (item: T) => Promise<void>) => Promise<void>;
  /** What is done with a row, by what its file was sent for. */
  readonly treat: Readonly<Record<BatchPurpose, TreatRow>>;
  /** Tells of a row that failed for good. */
  readonly report: (failed: { readonly batchId: BatchId; readonly line: number }, error: unknown) => void;
  readonly clock: Clock;
};

export type Worked =
  | { readonly kind: "placed"; readonly rows: number; readonly isLast: boolean }
  /** Earlier chunks have the first row of a reference that this one repeats. */
  | { readonly kind: "must-wait" }
  | { readonly kind: "nothing-to-do" };

/**
 * Places the rows of one chunk, writes what became of them, and then counts them and the chunk in one write. The
 * chunk that is the last one puts the result file together. Killed anywhere and told again, the rows get the
 * answers that they got, the part is written as it was, and nothing is counted twice.
 * @throws Refused `unavailable`: the chunk may be worked later
 */
export const workChunk =
  (deps: WorkChunkDeps) =>
  async (chunk: Chunk, isLastTry: boolean): Promise<Worked> => {
    const batch = await deps.batches.find(chunk.batchId);
    if (batch?.state !== "PROCESSING") return { kind: "nothing-to-do" };
    if (batch.done.has(chunk.number)) return finish(deps, batch, 0);
    if (chunk.repeats && !earlierAreDone(batch, chunk)) return { kind: "must-wait" };
    const results = await placeAll(deps, { batch, isLastTry }, await rowsOf(deps, batch, chunk));
    await deps.files.writePart(batch, chunk.number, results);
    await deps.batches.placed(batch.batchId, chunk.number, results);
    const now = await deps.batches.find(chunk.batchId);
    return now === undefined ? { kind: "nothing-to-do" } : finish(deps, now, results.length);
  };

const earlierAreDone = (batch: Batch, { number }: Chunk): boolean =>
  Array.from({ length: number - 1 }, (_, n) => n + 1).every((earlier) => batch.done.has(earlier));

/** @throws Error when the chunk is not what was cut: then nothing of it may be placed */
async function rowsOf(deps: WorkChunkDeps, batch: Batch, chunk: Chunk): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for await (const row of await deps.files.rows(batch, chunk)) {
    if (row.kind === "broken") throw new Error(`chunk ${chunk.number} of ${chunk.batchId} is ${row.code}`);
    rows.push(row);
  }
  if (rows.length !== chunk.rows)
    throw new Error(`chunk ${chunk.number} of ${chunk.batchId} has ${rows.length} rows, not ${chunk.rows}`);
  return rows;
}

type Placing = { readonly batch: Batch; readonly isLastTry: boolean };

/** Rows with the same reference one after the other, for the first of them makes the account; all others at once. */
async function placeAll(
  deps: WorkChunkDeps,
  { batch, isLastTry }: Placing,
  rows: readonly Row[],
): Promise<readonly RowResult[]> {
  const results: RowResult[] = [];
  const place = async (row: Row): Promise<RowResult> => {
    try {
      return await deps.treat[batch.purpose](batch, row, deps.clock.now());
    } catch (error) {
      if (!isLastTry || error instanceof Refused) throw error;
      deps.report({ batchId: batch.batchId, line: row.line }, error);
      return failedRow({ line: row.line, lenderAccountRef: referenceOf(batch, row) });
    }
  };
  const byReference = Map.groupBy(rows, (row) => referenceOf(batch, row));
  await deps.inParallel([...byReference.values()], async (same) => {
    for (const row of same) results.push(await place(row));
  });
  return results.toSorted((a, b) => a.line - b.line);
}

function referenceOf(batch: Batch, row: Row): string {
  const read = readRow(batch, row);
  return read.ok ? read.value.lenderAccountRef : "";
}

/** Two that are last at once both put the results together: the same bytes. */
async function finish(deps: WorkChunkDeps, batch: Batch, rows: number): Promise<Worked> {
  if (!isPlaced(batch)) return { kind: "placed", rows, isLast: false };
  await deps.files.joinParts(batch, batch.done.size);
  await deps.batches.move(batch.batchId, "COMPLETED", { finishedAt: deps.clock.now() });
  return { kind: "placed", rows, isLast: true };
}
