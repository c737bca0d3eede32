import type { IdempotencyStore } from "../accounts/idempotency-store.ts";
import { BatchId, type LenderId } from "../kernel/ids.ts";
import { Refused } from "../kernel/problems.ts";
import type { Instant } from "../kernel/time.ts";
import type { CreateOne } from "../platform/dynamo.ts";
import { again, attempts, onConflict } from "../platform/retry.ts";
import type { Batch, BatchPurpose } from "./model.ts";
import type { BatchStore } from "./store.ts";
import type { OpenBatchRequest } from "./wire.ts";

export type OpenBatchDeps = {
  readonly batches: Pick<BatchStore, "find" | "open" | "file" | "announce" | "headerMap">;
  readonly idempotency: IdempotencyStore;
  readonly create: CreateOne;
  readonly newBatchId: () => BatchId;
};

export type OpenBatch = {
  readonly lenderId: LenderId;
  readonly purpose: BatchPurpose;
  readonly request: OpenBatchRequest;
  readonly bodyHash: string;
  readonly idempotencyKey?: string;
  readonly now: Instant;
};

export type Opened = {
  readonly batch: Batch;
  /** The file was known: this is the batch that it belongs to. */
  readonly known: boolean;
  readonly replayed: boolean;
};

/**
 * Announces a file. The same file is the same batch: one that was announced or placed before, and not refused, is
 * answered instead; only tried, a file may be sent as often as it is looked at. Each write stands alone: a process that dies between two leaves a hash that points at no batch,
 * which the next one takes over.
 * @throws Refused `idempotency-key-reused`, `unavailable`
 */
export const openBatch =
  (deps: OpenBatchDeps) =>
  async (command: OpenBatch): Promise<Opened> => {
    const { batchId, replayed } = await idOf(deps, command);
    const first = command.purpose === "PLACE" ? await announced(deps, command, batchId) : undefined;
    if (first !== undefined) return { batch: first, known: true, replayed };
    const standing = replayed ? await deps.batches.find(batchId) : undefined;
    if (standing !== undefined) return { batch: standing, known: false, replayed: true };
    const batch = await newBatch(deps, command, batchId);
    await deps.batches.open(batch);
    return { batch, known: false, replayed: false };
  };

/** The id that this request got when it first came, or a new one. */
async function idOf(
  deps: OpenBatchDeps,
  { lenderId, idempotencyKey, bodyHash, now }: OpenBatch,
): Promise<{ readonly batchId: BatchId; readonly replayed: boolean }> {
  const batchId = deps.newBatchId();
  if (idempotencyKey === undefined) return { batchId, replayed: false };
  const scope = { lenderId, key: idempotencyKey };
  const { item } = deps.idempotency.remembered(scope, { bodyHash, answer: batchId }, now);
  const existing = await deps.create(item);
  if (existing === undefined) return { batchId, replayed: false };
  const before = deps.idempotency.parse(existing);
  if (before.bodyHash === bodyHash) return { batchId: BatchId.parse(before.answer), replayed: true };
  throw new Refused({
    code: "idempotency-key-reused",
    detail: "The key belongs to another request. Nothing was changed.",
  });
}

/** The batch that has the declared hash, when it is not this one: an earlier one that still stands. */
const announced = async (
  deps: OpenBatchDeps,
  { lenderId, request: { sha256 } }: OpenBatch,
  batchId: BatchId,
): Promise<Batch | undefined> =>
  sha256 === undefined
    ? undefined
    : attempts(async () => {
        const file = await deps.batches.file(lenderId, sha256);
        if (file?.batchId === batchId) return undefined;
        const holder = file && (await deps.batches.find(file.batchId));
        if (holder !== undefined && holder.state !== "REFUSED") return holder;
        const won = await deps.batches.announce({ lenderId, sha256, batchId }, file?.batchId);
        return won ? undefined : again;
      }, onConflict);

async function newBatch(
  deps: OpenBatchDeps,
  { lenderId, purpose, request, now }: OpenBatch,
  batchId: BatchId,
): Promise<Batch> {
  const headerMap =
    request.format === "NDJSON"
      ? undefined
      : (request.headerMap ?? (await deps.batches.headerMap(lenderId))?.headers);
  return {
    batchId,
    lenderId,
    purpose,
    state: "AWAITING_UPLOAD",
    format: request.format,
    controlTotals: request.controlTotals,
    ...(request.fileName !== undefined && { fileName: request.fileName }),
    ...(request.sha256 !== undefined && { declaredSha256: request.sha256 }),
    ...(headerMap && { headerMap }),
    createdAt: now,
    done: new Set(),
    offered: 0,
    waiting: 0,
    eligible: 0,
    rejected: 0,
    existing: 0,
    invalid: 0,
    failed: 0,
  };
}
