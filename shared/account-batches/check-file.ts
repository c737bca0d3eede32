import type { ChunkSize, Reason } from "../incoming-files/model.ts";
import type { BatchId } from "../kernel/ids.ts";
import type { Clock, Instant } from "../kernel/time.ts";
import type { BatchFiles } from "./file-store.ts";
import { inspect, type Inspection } from "./inspect.ts";
import { FILE_BYTES_MAX, type Batch, type Chunk } from "./model.ts";
import type { BatchStore } from "./store.ts";
import { mismatches } from "./totals.ts";

export type CheckFileDeps = {
  readonly batches: Pick<BatchStore, "find" | "move" | "take" | "sent">;
  readonly files: Pick<BatchFiles, "head" | "open">;
  /** Puts chunks into the queue of those that place them; twice is harmless. */
  readonly send: (chunks: readonly Chunk[]) => Promise<void>;
  readonly clock: Clock;
  readonly size?: ChunkSize;
};

/** What became of a file: `undefined` when there was nothing left to do. */
export type Checked = { readonly batch: Batch; readonly rows: number; readonly state: Batch["state"] };

/**
 * Takes an uploaded file: reads all of it, compares the totals, and either refuses the whole file before any account
 * is written or cuts it into chunks. Told twice of a file, or killed anywhere, it begins again and ends the same:
 * nothing is written before the reading is done, and every step names the state that it starts from.
 */
export const checkFile =
  (deps: CheckFileDeps) =>
  async (batchId: BatchId): Promise<Checked | undefined> => {
    const batch = await deps.batches.find(batchId);
    if (batch === undefined) throw new Error(`a file without its batch: ${batchId}`);
    if (batch.state === "PROCESSING" && batch.sentAt === undefined) return sendAgain(deps, batch);
    if (!(await deps.batches.move(batchId, "CHECKING"))) return undefined;
    const object = await deps.files.head(batch);
    if (object === undefined) throw new Error(`a batch without its file: ${batchId}`);
    if (object.bytes > FILE_BYTES_MAX) return refuse(deps, batch, { reasons: [tooLarge] });
    return judge(deps, batch, object.etag);
  };

async function judge(deps: CheckFileDeps, batch: Batch, etag: string): Promise<Checked | undefined> {
  const file = await deps.files.open(batch, etag);
  const inspection = await inspect(batch, file.rows, deps.size);
  if (inspection.reasons.length > 0) return refuse(deps, batch, { reasons: inspection.reasons });
  const sha256 = file.sha256();
  const facts = { found: inspection.found, sha256 };
  const wrong = mismatches(batch, facts);
  if (wrong.length > 0) return refuse(deps, batch, { reasons: wrong, ...facts });
  const now = deps.clock.now();
  const owner = await ownerOf(deps, { ...batch, sha256 }, now);
  if (owner !== batch.batchId) {
    await deps.batches.move(batch.batchId, "DUPLICATE", { ...facts, duplicateOf: owner, checkedAt: now });
    return { batch, rows: inspection.found.count, state: "DUPLICATE" };
  }
  const placing = {
    ...facts,
    etag,
    checkedAt: now,
    chunkCount: inspection.chunks.length,
    ...(inspection.columns && { columns: inspection.columns }),
  };
  if (!(await deps.batches.move(batch.batchId, "PROCESSING", placing))) return undefined;
  return send(deps, batch, inspection);
}

/** Whose the content is to place; a file that is only tried is nobody's. */
const ownerOf = async (
  deps: CheckFileDeps,
  { lenderId, batchId, purpose, sha256 }: Batch & { readonly sha256: string },
  now: Instant,
): Promise<BatchId> =>
  purpose === "CHECK" ? batchId : deps.batches.take({ lenderId, sha256, batchId }, now);

/** The process died while it was sending: the file is cut again, which gives the very same chunks. */
async function sendAgain(deps: CheckFileDeps, batch: Batch): Promise<Checked> {
  const file = await deps.files.open(batch, batch.etag ?? "");
  return send(deps, batch, await inspect(batch, file.rows, deps.size));
}

async function send(deps: CheckFileDeps, batch: Batch, { chunks, found }: Inspection): Promise<Checked> {
  await deps.send(chunks);
  await deps.batches.sent(batch.batchId, deps.clock.now());
  return { batch, rows: found.count, state: "PROCESSING" };
}

const tooLarge: Reason = {
  code: "FILE_TOO_LARGE",
  message: `The file is larger than ${FILE_BYTES_MAX} bytes.`,
};

type Refusing = Omit<Partial<Batch>, "reasons"> & { readonly reasons: readonly Reason[] };

async function refuse(deps: CheckFileDeps, batch: Batch, { reasons, ...facts }: Refusing): Promise<Checked> {
  const said = { ...facts, reasons: [...reasons], checkedAt: deps.clock.now() };
  await deps.batches.move(batch.batchId, "REFUSED", said);
  return { batch, rows: facts.found?.count ?? 0, state: "REFUSED" };
}
