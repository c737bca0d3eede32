import { announceFile } from "../../shared/event-files/announce-file.ts";
import { checkEventFile } from "../../shared/event-files/check-file.ts";
import { eventFiles } from "../../shared/event-files/file-store.ts";
import { eventResultsKey, eventUploadKey } from "../../shared/event-files/keys.ts";
import type { EventChunk, EventFile } from "../../shared/event-files/model.ts";
import { eventFileStore } from "../../shared/event-files/store.ts";
import { takeLine, type TakeLine } from "../../shared/event-files/take-line.ts";
import { AnnounceEventFileRequest } from "../../shared/event-files/wire.ts";
import { workChunk } from "../../shared/event-files/work-chunk.ts";
import type { AgencyId } from "../../shared/kernel/ids.ts";
import { createOne, newReader, updateOne } from "../../shared/platform/dynamo.ts";
import { inParallel } from "../../shared/platform/parallel.ts";
import { quietObjects } from "./batch-world.ts";
import { eventAnnouncement } from "./event-file.ts";
import { quietTable } from "./quiet-table.ts";
import { objectsWithin, readerWithin, untouched, type Around } from "./around.ts";
import { began, newWorld } from "./world.ts";

/** Chunks of two lines: a file of five has three. */
const size = { rows: 2, bytes: 1_000_000 };

/** An agency that reports files, on the quiet table and a quiet bucket, with something around every call. */
export type EventFileWorld = Awaited<ReturnType<typeof newEventFileWorld>>;

export async function newEventFileWorld() {
  const world = await newWorld();
  const objects = await quietObjects();
  const queue: EventChunk[] = [];
  const reported: number[] = [];
  const clock = { now: () => began };

  const useCases = (around: Around = untouched, spoiled: (take: TakeLine) => TakeLine = (take) => take) => {
    const table = quietTable();
    const [plain, creating, updating] = [newReader(table), createOne(table), updateOne(table)];
    const reader = readerWithin(around, plain);
    const files = eventFileStore({
      reader,
      create: (item) => around(() => creating(item)),
      update: (change) => around(() => updating(change)),
    });
    const stored = eventFiles(objectsWithin(around, objects));
    return {
      files,
      announce: announceFile({ files }),
      check: checkEventFile({
        files,
        objects: stored,
        send: async (chunks) => {
          for (const chunk of chunks) await around(async () => void queue.push(chunk));
        },
        clock,
        size,
      }),
      work: workChunk({
        dialects: { find: async () => undefined },
        files,
        objects: stored,
        inParallel: (items, work) => inParallel(items, around === untouched ? 4 : 1, work),
        takeLine: spoiled(takeLine(world.useCases(around).taking)),
        report: ({ line }) => void reported.push(line),
        clock,
      }),
    };
  };

  return {
    ...world,
    queue,
    reported,
    fileCases: useCases,
    /** A file whose bytes are there, as if they had been uploaded. */
    uploaded: async (agencyId: AgencyId, content: string, changes: object = {}): Promise<EventFile> => {
      const request = AnnounceEventFileRequest.parse(eventAnnouncement(content, { ...changes }));
      const { file } = await useCases().announce({ agencyId, request, now: began });
      await objects.put(eventUploadKey(file), content, "application/x-ndjson");
      return file;
    },
    /** What the agency reads in the end, without the receipts, whose ids are of the agency's. */
    results: async (file: EventFile): Promise<string> => {
      const bytes = await objects.text(eventResultsKey(file));
      return Buffer.from(bytes)
        .toString()
        .replaceAll(/rcp_[0-9a-f]{26}/gu, "rcp");
    },
  };
}
