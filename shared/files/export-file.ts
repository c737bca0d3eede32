import { bodiesOf } from "../feed/read-feed.ts";
import { withoutGap } from "../feed/model.ts";
import type { FeedStore } from "../feed/store.ts";
import type { HandOver } from "../disclosure/hand-over.ts";
import type { AgencyId } from "../kernel/ids.ts";
import { dateOf, type Clock } from "../kernel/time.ts";
import type { CreateOne, UpdateOne } from "../platform/dynamo.ts";
import type { OutgoingFiles } from "../platform/outgoing-files.ts";
import { fileKey, FileManifest } from "./model.ts";
import { headerText, rowsText, totalsWith, trailerText } from "./rows.ts";
import type { FileStore } from "./store.ts";
import type { ControlTotal } from "./wire.ts";

export type ExportFileDeps = {
  readonly feeds: Pick<FeedStore, "position" | "entries" | "events">;
  readonly files: Pick<FileStore, "newest" | "item" | "written">;
  readonly handOver: HandOver;
  readonly objects: Pick<OutgoingFiles, "open">;
  readonly create: CreateOne;
  readonly update: UpdateOne;
  readonly clock: Clock;
};

/** Events that are held in memory at once. */
const ROW_COUNT_MAX = 100;

/**
 * Writes an agency's file of today: what its feed has since its last file, also when that is nothing. A file
 * that a former run fixed and did not finish is written first, with the positions that it was fixed with.
 * @returns the file, or undefined when today's is there
 */
export const exportFile =
  (deps: ExportFileDeps) =>
  async (agencyId: AgencyId): Promise<FileManifest | undefined> => {
    const newest = await deps.files.newest(agencyId);
    const last = newest?.state === "FIXED" ? await write(deps, newest) : newest;
    const now = deps.clock.now();
    const date = dateOf(now);
    if (last !== undefined && last.date >= date) return last === newest ? undefined : last;
    const manifest: FileManifest = {
      agencyId,
      date,
      key: fileKey(agencyId, date),
      after: last?.upTo ?? 0,
      upTo: await deps.feeds.position(agencyId),
      state: "FIXED",
      fixedAt: now,
    };
    const standing = await deps.create(deps.files.item(manifest));
    return write(deps, standing === undefined ? manifest : FileManifest.parse(standing));
  };

export type ExportFile = ReturnType<typeof exportFile>;

/**
 * The bytes are a function of the positions: events do not change, and what is known of debtors neither. Only
 * what an agency attested between two runs that it deleted is no more in what the second one writes.
 */
async function write(deps: ExportFileDeps, manifest: FileManifest): Promise<FileManifest> {
  const sink = deps.objects.open(manifest.key, "text/csv; charset=utf-8");
  await sink.write(headerText());
  let totals: readonly ControlTotal[] = [];
  for (let position = manifest.after; position < manifest.upTo;) {
    const items = await itemsAfter(deps, manifest, position);
    await sink.write(rowsText(items));
    totals = totalsWith(totals, items);
    position += items.length;
  }
  await sink.write(trailerText(manifest.upTo - manifest.after, totals));
  const object = await sink.close();
  const written = { at: deps.clock.now(), ...object, totals: [...totals] };
  await deps.update(deps.files.written(manifest, written));
  return { ...manifest, state: "WRITTEN", written };
}

async function itemsAfter(deps: ExportFileDeps, { agencyId, upTo }: FileManifest, position: number) {
  const limit = Math.min(ROW_COUNT_MAX, upTo - position);
  const entries = withoutGap(position, await deps.feeds.entries(agencyId, position, limit));
  if (entries.length !== limit) throw new Error(`the feed of ${agencyId} has a gap behind ${position}`);
  return bodiesOf(deps, entries, "FILE");
}
