import { inject } from "vitest";
import { checkFile } from "../../shared/account-batches/check-file.ts";
import { batchFiles } from "../../shared/account-batches/file-store.ts";
import { resultsKey, uploadKey } from "../../shared/account-batches/keys.ts";
import type { Batch, BatchPurpose, Chunk } from "../../shared/account-batches/model.ts";
import { openBatch } from "../../shared/account-batches/open-batch.ts";
import { checkRow } from "../../shared/account-batches/check-row.ts";
import { placeRow } from "../../shared/account-batches/place-row.ts";
import { batchStore } from "../../shared/account-batches/store.ts";
import { workChunk } from "../../shared/account-batches/work-chunk.ts";
import { OpenBatchRequest } from "../../shared/account-batches/wire.ts";
import type { ChunkSize } from "../../shared/incoming-files/model.ts";
import { accountStore } from "../../shared/accounts/store.ts";
import { idempotencyStore } from "../../shared/accounts/idempotency-store.ts";
import { createOne, newReader, updateOne } from "../../shared/platform/dynamo.ts";
import { newBatchId } from "../../shared/platform/new-ids.ts";
import { newBucket, newObjects, type Objects } from "../../shared/platform/objects.ts";
import { inParallel } from "../../shared/platform/parallel.ts";
import { announcement, csvFile, type FileRow } from "./account-file.ts";
import { quietTable } from "./quiet-table.ts";
import { objectsWithin, readerWithin, untouched, type Around } from "./around.ts";
import { began, newWorld } from "./world.ts";

const BUCKET = "quiet-files";

/** A bucket that nobody is told of: nothing but the test acts upon its files. */
export async function quietObjects(): Promise<Objects> {
  const { endpoints } = inject("cloud");
  quietTable(); // says where everything is
  const created = await fetch(`${endpoints["AWS_ENDPOINT_URL_S3"]}/${BUCKET}`, { method: "PUT" });
  if (!created.ok && created.status !== 409) throw new Error(await created.text());
  return newObjects(newBucket(BUCKET));
}

/** A lender that places files, on the quiet table and a quiet bucket, with something around every call. */
export type BatchWorld = Awaited<ReturnType<typeof newBatchWorld>>;

export async function newBatchWorld(wish: { readonly capacity?: number; readonly size?: ChunkSize } = {}) {
  const world = await newWorld({ capacity: 1_000, ...wish });
  const objects = await quietObjects();
  const queue: Chunk[] = [];
  const clock = { now: () => began };

  const useCases = (around: Around = untouched) => {
    const table = quietTable();
    const [plain, creating, updating] = [newReader(table), createOne(table), updateOne(table)];
    const reader = readerWithin(around, plain);
    const create: typeof creating = (item) => around(() => creating(item));
    const batches = batchStore({ reader, create, update: (change) => around(() => updating(change)) });
    const files = batchFiles(objectsWithin(around, objects));
    const { placeInFile, tryInFile } = world.useCases(around);
    return {
      batches,
      open: openBatch({ batches, idempotency: idempotencyStore(reader), create, newBatchId }),
      check: checkFile({
        batches,
        files,
        send: async (chunks) => {
          for (const chunk of chunks) await around(async () => void queue.push(chunk));
        },
        clock,
        ...(wish.size && { size: wish.size }),
      }),
      work: workChunk({
        batches,
        files,
        inParallel: (items, work) => inParallel(items, around === untouched ? 4 : 1, work),
        treat: {
          PLACE: placeRow({ placeAccount: placeInFile }),
          CHECK: checkRow({ accounts: accountStore(reader), tryAccount: tryInFile }),
        },
        report: (_row, error) => {
          throw error;
        },
        clock,
      }),
    };
  };

  return {
    ...world,
    objects,
    queue,
    useCases,
    /** A batch whose file is there, as if it had been uploaded. */
    uploaded: async (
      content: string | readonly FileRow[],
      said: Readonly<Record<string, unknown>> = announcement(
        typeof content === "string" ? 1 : content.length,
      ),
      purpose: BatchPurpose = "PLACE",
    ): Promise<Batch> => {
      const { batch } = await useCases().open({
        lenderId: world.lenderId,
        purpose,
        request: OpenBatchRequest.parse(said),
        bodyHash: "",
        now: began,
      });
      const text = typeof content === "string" ? content : csvFile(content);
      await objects.put(uploadKey(batch), text, "text/csv");
      return batch;
    },
    /** What the lender reads in the end, without the ids that differ from run to run. */
    results: async (batch: Batch): Promise<string> => {
      const bytes = await objects.text(resultsKey(batch));
      return Buffer.from(bytes)
        .toString()
        .replaceAll(/acc_[0-9A-Z]{26}/gu, "acc_");
    },
    accountIds: async (batch: Batch): Promise<readonly string[]> => {
      const text = Buffer.from(await objects.text(resultsKey(batch))).toString();
      return [...new Set(text.match(/acc_[0-9A-Z]{26}/gu))].toSorted();
    },
  };
}
