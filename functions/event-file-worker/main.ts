import * as z from "zod";
import { accountStateStore } from "../../shared/accounts/state-store.ts";
import { receiptStore } from "../../shared/callbacks/receipt-store.ts";
import { suspend } from "../../shared/callbacks/suspend.ts";
import { takeCallback } from "../../shared/callbacks/take-callback.ts";
import { writtenOf } from "../../shared/callbacks/transaction.ts";
import { clockStore } from "../../shared/clocks/store.ts";
import { contactStore } from "../../shared/compliance/store.ts";
import { usageItems } from "../../shared/contracts/usage-store.ts";
import { disputeStore } from "../../shared/disputes/store.ts";
import { eventFiles } from "../../shared/event-files/file-store.ts";
import { EventChunk } from "../../shared/event-files/model.ts";
import { eventFileStore } from "../../shared/event-files/store.ts";
import { takeLine } from "../../shared/event-files/take-line.ts";
import { workChunk, type Worked } from "../../shared/event-files/work-chunk.ts";
import { turnSeconds } from "../../shared/incoming-files/model.ts";
import { systemClock as clock } from "../../shared/kernel/time.ts";
import { paymentStore } from "../../shared/payments/store.ts";
import { placementStore } from "../../shared/placements/store.ts";
import { createOne, newReader, newTable, updateOne } from "../../shared/platform/dynamo.ts";
import { readEnv, withTable } from "../../shared/platform/env.ts";
import { newLog } from "../../shared/platform/log.ts";
import { newSuspenseId } from "../../shared/platform/new-ids.ts";
import { newBucket, newObjects } from "../../shared/platform/objects.ts";
import { inParallel } from "../../shared/platform/parallel.ts";
import { queueHandler, RetryLater, type Message } from "../../shared/platform/queue-handler.ts";
import { newPutOff, newQueueClient } from "../../shared/platform/queues.ts";
import { newWrite } from "../../shared/platform/write.ts";

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
const write = newWrite(table);

/** Placements of a chunk whose events are taken at a time. */
const PLACEMENTS_AT_A_TIME = 16;

const payments = paymentStore(reader);
const receipts = receiptStore(reader, create);

const stores = {
  accounts: accountStateStore(reader),
  payments,
  receipts,
  placements: placementStore(reader),
  contracts: usageItems,
  disputes: disputeStore(reader),
  clocks: clockStore(reader),
  contacts: contactStore,
};

const work = workChunk({
  files: eventFileStore({ reader, create, update: updateOne(table) }),
  objects: eventFiles(newObjects(newBucket(env.FILES_BUCKET))),
  inParallel: async (items, each) => inParallel(items, PLACEMENTS_AT_A_TIME, each),
  takeLine: takeLine({
    receipts,
    takeCallback: takeCallback({
      ...stores,
      writtenOf: writtenOf(stores),
      suspend: suspend({ payments, receipts, newSuspenseId, write }),
      write,
    }),
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
