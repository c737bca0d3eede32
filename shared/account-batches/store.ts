import * as z from "zod";
import type { Item, Update } from "../kernel/change.ts";
import { BatchId, type LenderId } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";
import { guard } from "../kernel/transitions.ts";
import type { CreateOne, Page, Reader, UpdateOne } from "../platform/dynamo.ts";
import { receiptExpiry } from "../platform/time-to-live.ts";
import { Column, type HeaderMap } from "./columns.ts";
import { Batch, batchTransitions, RowOutcome, type BatchState, type RowResult } from "./model.ts";

const batchKey = (batchId: string) => ({ pk: `BATCH#${batchId}`, sk: "BATCH" });

const listOf = (lenderId: LenderId): string => `BATCHES#${lenderId}`;

const fileKey = (lenderId: LenderId, sha256: string) => ({ pk: `FILE#${lenderId}#${sha256}`, sk: "FILE" });

/** A file's content within its lender: whose it is, and since when its rows are that batch's to place. */
const File = z.object({ batchId: BatchId, takenAt: z.string().exactOptional() });
export type File = z.infer<typeof File>;

const mapsKey = (lenderId: LenderId): string => `HEADERMAPS#${lenderId}`;

/** A lender's header map: each change is a new version, and the former ones stay. */
const StoredMap = z.object({
  version: z.int(),
  headers: z.record(z.string(), Column.nullable()),
  savedAt: z.string(),
});
export type StoredMap = z.infer<typeof StoredMap>;

const KeyOfBatch = z.object({ pk: z.string().startsWith("BATCH#") });

type Deps = { readonly reader: Reader; readonly create: CreateOne; readonly update: UpdateOne };

/**
 * Files, their content's hash and the lenders' header maps. A batch is no account: nothing here needs a transaction,
 * for every single write names the state that it starts from.
 */
export const batchStore = (deps: Deps) => ({ ...batches(deps), ...files(deps), ...headerMaps(deps) });

const batches = ({ reader, create, update }: Deps) => ({
  find: async (batchId: BatchId): Promise<Batch | undefined> => {
    const item = await reader.get(batchKey(batchId));
    return item === undefined ? undefined : Batch.parse(item);
  },
  /** A page of a lender's batches, newest first. */
  page: async (lenderId: LenderId, limit: number, after?: Page["next"]) => {
    const page = await reader.page({
      pk: listOf(lenderId),
      index: "byList",
      limit,
      newestFirst: true,
      ...(after && { after }),
    });
    const keys = page.items.map((item) => batchKey(KeyOfBatch.parse(item).pk.slice("BATCH#".length)));
    const found = (await reader.getAll(keys)).map((item) => Batch.parse(item));
    const newestFirst = found.toSorted((a, b) => (a.batchId < b.batchId ? 1 : -1));
    return { batches: newestFirst, ...(page.next && { next: page.next }) };
  },
  /** Until its file comes, a batch is forgotten after some weeks. */
  open: async (batch: Batch): Promise<void> => {
    await create({ ...batchItem(batch), expiresAt: receiptExpiry(batch.createdAt) });
  },
  /** Takes a step that the table of states has. @returns false when somebody took another */
  move: async (batchId: BatchId, to: BatchState, facts: Partial<Batch> = {}): Promise<boolean> =>
    update({
      ...changeOf(batchId),
      set: { ...facts, state: to },
      remove: ["expiresAt"],
      when: [{ attribute: "pk", is: "present" }, guard(batchTransitions, { attribute: "state", to })],
    }),
  /** That every chunk is in the queue. */
  sent: async (batchId: BatchId, sentAt: Instant): Promise<boolean> =>
    update({
      ...changeOf(batchId),
      set: { sentAt },
      when: [{ attribute: "state", is: "=", value: "PROCESSING" }],
    }),
  /** Marks a chunk done and adds what became of its rows: one write, that a second time changes nothing. */
  placed: async (batchId: BatchId, number: number, results: readonly RowResult[]): Promise<boolean> =>
    update({
      ...changeOf(batchId),
      add: { ...countsOf(results), done: new Set([number]) },
      when: [
        { attribute: "state", is: "=", value: "PROCESSING" },
        { attribute: "done", is: "lacks", value: number },
      ],
    }),
});

const changeOf = (batchId: BatchId) =>
  ({ kind: "update", name: "batch", key: batchKey(batchId) }) satisfies Partial<Update>;

/** A set may not be empty in the store: it comes with its first member. */
function batchItem({ done: _none, ...batch }: Batch): Item {
  return { ...batchKey(batch.batchId), ...batch, list: listOf(batch.lenderId), at: batch.createdAt };
}

const countsOf = (results: readonly RowResult[]): Record<string, number> =>
  Object.fromEntries(
    RowOutcome.options.map((outcome) => [
      outcome.toLowerCase(),
      results.filter((result) => result.outcome === outcome).length,
    ]),
  );

const files = ({ reader, create, update }: Deps) => ({
  file: async (lenderId: LenderId, sha256: string): Promise<File | undefined> => {
    const item = await reader.get(fileKey(lenderId, sha256));
    return item === undefined ? undefined : File.parse(item);
  },
  /** Announces a file by its hash, where nobody did or where who did let it drop. */
  announce: async (file: FileOf, instead?: BatchId): Promise<boolean> => {
    const { lenderId, sha256, batchId } = file;
    const key = fileKey(lenderId, sha256);
    if (instead === undefined) return (await create({ ...key, batchId })) === undefined;
    return update({
      kind: "update",
      name: "file",
      key,
      set: { batchId },
      when: [
        { attribute: "batchId", is: "=", value: instead },
        { attribute: "takenAt", is: "absent" },
      ],
    });
  },
  /** Takes a file that was found good. @returns the batch that it belongs to: this one, or the one that was first */
  take: async ({ lenderId, sha256, batchId }: FileOf, takenAt: Instant): Promise<BatchId> => {
    const key = fileKey(lenderId, sha256);
    const taken = await update({
      kind: "update",
      name: "file",
      key,
      set: { batchId, takenAt },
      when: [{ attribute: "takenAt", is: "absent" }],
    });
    return taken ? batchId : File.parse(await reader.get(key)).batchId;
  },
});

type FileOf = { readonly lenderId: LenderId; readonly sha256: string; readonly batchId: BatchId };

const headerMaps = ({ reader, create }: Deps) => ({
  headerMap: async (lenderId: LenderId): Promise<StoredMap | undefined> => {
    const { items } = await reader.page({ pk: mapsKey(lenderId), limit: 1, newestFirst: true });
    return items[0] === undefined ? undefined : StoredMap.parse(items[0]);
  },
  /** @returns false when somebody saved this version before */
  saveHeaderMap: async (
    lenderId: LenderId,
    saved: { readonly version: number; readonly headers: HeaderMap; readonly savedAt: Instant },
  ): Promise<boolean> => {
    const sk = `V#${String(saved.version).padStart(8, "0")}`;
    return (await create({ pk: mapsKey(lenderId), sk, ...saved })) === undefined;
  },
});

export type BatchStore = ReturnType<typeof batchStore>;
