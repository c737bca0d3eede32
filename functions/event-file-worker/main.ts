import * as z from "zod";
import { receiptStore } from "../../shared/callbacks/receipt-store.ts";
import { countDrift } from "../../shared/dialects/count-drift.ts";
import { driftStore } from "../../shared/dialects/drift-store.ts";
import { dialectStore } from "../../shared/dialects/store.ts";
import { eventFiles } from "../../shared/event-files/file-store.ts";
import { EventChunk } from "../../shared/event-files/model.ts";
import { eventFileStore } from "../../shared/event-files/store.ts";
import { takeLine } from "../../shared/event-files/take-line.ts";
import { workChunk, type Worked } from "../../shared/event-files/work-chunk.ts";
import { turnSeconds } from "../../shared/incoming-files/model.ts";
import { systemClock as clock } from "../../shared/kernel/time.ts";
import { createOne, newReader, newTable, updateOne } from "../../shared/platform/dynamo.ts";
import { readEnv, withTable } from "../../shared/platform/env.ts";
import { newLog } from "../../shared/platform/log.ts";
import { newBucket, newObjects } from "../../shared/platform/objects.ts";
import { inParallel } from "../../shared/platform/parallel.ts";
import { queueHandler, RetryLater, type Message } from "../../shared/platform/queue-handler.ts";
import { newPutOff, newQueueClient } from "../../shared/platform/queues.ts";
import { callbackTaking } from "../callback-taking.ts";

const env = readEnv({
  ...withTable,
  FILES_BUCKET: z.string(),
  EVENT_CHUNK_QUEUE_URL: z.string(),
  RECEIVE_COUNT_MAX: z.coerce.number().int(),
});
const log = newLog("event-file-worker", env.LOG_LEVEL);
const table = newTable(env.TABLE_NAME);
const reader = newReader(table);
const create = createOne(table);
const update = updateOne(table);

/** Placements of a chunk whose events are taken at a time. */
const PLACEMENTS_AT_A_TIME = 16;

const dialects = dialectStore(reader);
const receipts = receiptStore(reader, create);

const work = workChunk({
  files: eventFileStore({ reader, create, update }),
  objects: eventFiles(newObjects(newBucket(env.FILES_BUCKET))),
  inParallel: async (items, each) => inParallel(items, PLACEMENTS_AT_A_TIME, each),
  dialects,
  takeLine: takeLine({
    receipts,
    dialects,
    countDrift: countDrift({
      drift: driftStore(reader),
      create,
      update,
      failed: (cause) => log.error("drift.not-counted", {}, cause),
    }),
    takeCallback: callbackTaking(table, receipts),
  }),
  report: ({ fileId, line }, error) => log.error("line.failed", { fileId, line }, error),
  clock,
});

/** Takes the events of a chunk; the last chunk of a file puts its results together. */
export const handler = queueHandler(
  {
    log,
    putOff: newPutOff(newQueueClient(), env.EVENT_CHUNK_QUEUE_URL),
    receiveCountMax: env.RECEIVE_COUNT_MAX,
  },
  async ({ body, receiveCount }) => {
    const worked = await orSoon(receiveCount, async () => {
      const chunk = EventChunk.parse(body);
      return { chunk, ...(await work(chunk, receiveCount >= env.RECEIVE_COUNT_MAX)) };
    });
    if (worked.kind === "taken")
      log.info("chunk.taken", {
        fileId: worked.chunk.fileId,
        chunk: worked.chunk.number,
        lines: worked.lines,
        isLast: worked.isLast,
      });
  },
);

/** The rest of its file waits for a chunk that failed: it is asked for again soon, and not when its time is over. */
async function orSoon<T extends Worked>(
  receiveCount: Message["receiveCount"],
  attempt: () => Promise<T>,
): Promise<T> {
  try {
    return await attempt();
  } catch (error) {
    log.error("chunk.failed", { receiveCount }, error);
    throw new RetryLater(turnSeconds(receiveCount), "the chunk failed");
  }
}
