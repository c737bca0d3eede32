import * as z from "zod";
import { inChunks } from "../kernel/chunks.ts";
import type { Create, Item, Replace } from "../kernel/change.ts";
import type { AgencyId, SnapshotId } from "../kernel/ids.ts";
import type { Reader } from "../platform/dynamo.ts";
import { listing, type ListQuery } from "../platform/listing.ts";
import { inParallel } from "../platform/parallel.ts";
import type { WriteBeside } from "../platform/write.ts";
import { Finding, Inventory, Snapshot } from "./model.ts";
import { findingKey, findingsPk, inventoryKey, linesKey, listOf, placeOf, snapshotKey } from "./places.ts";
import { SnapshotLine } from "./wire.ts";

type Paging = Pick<ListQuery, "limit" | "after">;

/** A transaction takes a hundred. */
const CHUNK_SIZE = 100;
/** Chunks that are written at the same time. */
const CHUNKS_AT_A_TIME = 4;

const Lines = z.object({ lines: z.array(SnapshotLine) });

const snapshotItem = (snapshot: Snapshot): Item => ({
  ...snapshotKey(snapshot.snapshotId),
  ...snapshot,
  list: listOf(snapshot.agencyId),
  at: placeOf(snapshot),
});

/** What goes into the transactions of snapshots. */
const snapshotItems = {
  /** What all parts of an inventory agree in, by the first of them that comes. */
  begun: ({ agencyId, snapshotRef, asOf, currency, parts }: Inventory): Create => ({
    kind: "create",
    name: "inventory",
    item: { ...inventoryKey({ agencyId, snapshotRef }), agencyId, snapshotRef, asOf, currency, parts },
  }),
  reported: (snapshot: Snapshot, lines: readonly SnapshotLine[]): readonly [Create, Create] => [
    { kind: "create", name: "snapshot", item: snapshotItem(snapshot) },
    { kind: "create", name: "lines", item: { ...linesKey(snapshot.snapshotId), lines } },
  ],
  /** That an inventory was compared, and is so once. */
  compared: (before: Snapshot, after: Snapshot): readonly [Create, Replace] => [
    {
      kind: "create",
      name: "compared",
      item: { pk: snapshotKey(before.snapshotId).pk, sk: "COMPARED", at: after.comparison?.comparedAt },
    },
    {
      kind: "replace",
      name: "snapshot",
      item: snapshotItem(after),
      when: [{ attribute: "sequence", is: "=", value: before.sequence }],
    },
  ],
};

/** Reading snapshots. */
export const snapshotReads = (reader: Reader) => ({
  find: async (snapshotId: SnapshotId): Promise<Snapshot | undefined> => {
    const item = await reader.get(snapshotKey(snapshotId));
    return item === undefined ? undefined : Snapshot.parse(item);
  },
  findAll: async (snapshotIds: readonly SnapshotId[]): Promise<readonly Snapshot[]> => {
    const items = await reader.getAll(snapshotIds.map(snapshotKey));
    return items.map((item) => Snapshot.parse(item));
  },
  inventory: async (of: Pick<Inventory, "agencyId" | "snapshotRef">): Promise<Inventory | undefined> => {
    const item = await reader.get(inventoryKey(of));
    return item === undefined ? undefined : Inventory.parse(item);
  },
  /** What some parts list, all together. */
  lines: async (snapshotIds: readonly SnapshotId[]): Promise<readonly SnapshotLine[]> => {
    const items = await reader.getAll(snapshotIds.map(linesKey));
    return items.flatMap((item) => Lines.parse(item).lines);
  },
  /** A page of an agency's, newest first. */
  page: async (agencyId: AgencyId, paging: Paging) => {
    const page = await listing(reader)({ list: listOf(agencyId), ...paging, newestFirst: true });
    return { ...page, items: page.items.map((item) => Snapshot.parse(item)) };
  },
  /** A page of findings, by placement. */
  findings: async (snapshotId: SnapshotId, findingsHash: string, { limit, after }: Paging) => {
    const pk = findingsPk(snapshotId, findingsHash);
    const page = await reader.page({ pk, limit, ...(after && { after }) });
    return { ...page, items: page.items.map((item) => Finding.parse(item)) };
  },
  ...snapshotItems,
});

export type SnapshotReads = ReturnType<typeof snapshotReads>;

/** Snapshots and what is found in them: findings first, then that they are there. */
export const snapshotStore = (reader: Reader, writeBeside: WriteBeside) => ({
  ...snapshotReads(reader),
  /** Twice is the same: a finding's key is its number, and all of them are part of the partition's. */
  putFindings: async (
    snapshotId: SnapshotId,
    findingsHash: string,
    findings: readonly Finding[],
  ): Promise<void> => {
    const pk = findingsPk(snapshotId, findingsHash);
    const items = findings.map((finding, index) => ({ pk, sk: findingKey(index + 1), ...finding }));
    await inParallel(inChunks(items, CHUNK_SIZE), CHUNKS_AT_A_TIME, async (chunk) => {
      await writeBeside(chunk.map((item) => ({ kind: "replace", name: "finding", item, when: [] })));
    });
  },
});

export type SnapshotStore = ReturnType<typeof snapshotStore>;
