import * as z from "zod";
import { checkFile } from "../../shared/account-batches/check-file.ts";
import { batchFiles } from "../../shared/account-batches/file-store.ts";
import { batchIdIn } from "../../shared/account-batches/keys.ts";
import { batchStore } from "../../shared/account-batches/store.ts";
import { bankAccountStore } from "../../shared/bank-accounts/store.ts";
import { bankChainStore } from "../../shared/bank-files/chain-store.ts";
import { bankContentStore } from "../../shared/bank-files/content-store.ts";
import { bankFileObjects } from "../../shared/bank-files/file-store.ts";
import { bankUploadIn } from "../../shared/bank-files/keys.ts";
import { bankLineStore } from "../../shared/bank-files/line-store.ts";
import { bankFileStore } from "../../shared/bank-files/store.ts";
import { takeBankFile } from "../../shared/bank-files/take-file.ts";
import { closeFinding } from "../../shared/breaks/close-finding.ts";
import { openFinding } from "../../shared/breaks/open-finding.ts";
import { breakStore } from "../../shared/breaks/store.ts";
import { readBankFile } from "../../shared/bank-statements/read-bank-file.ts";
import { checkEventFile } from "../../shared/event-files/check-file.ts";
import { eventFiles } from "../../shared/event-files/file-store.ts";
import { eventUploadIn } from "../../shared/event-files/keys.ts";
import { eventFileStore } from "../../shared/event-files/store.ts";
import { BatchId } from "../../shared/kernel/ids.ts";
import { systemClock as clock } from "../../shared/kernel/time.ts";
import { csvRows } from "../../shared/platform/csv.ts";
import {
  createOne,
  newReader,
  newTable,
  putOne,
  replaceOne,
  updateOne,
} from "../../shared/platform/dynamo.ts";
import { readEnv, withTable } from "../../shared/platform/env.ts";
import { newLog } from "../../shared/platform/log.ts";
import { newBucket, newObjects } from "../../shared/platform/objects.ts";
import { inParallel } from "../../shared/platform/parallel.ts";
import { queueHandler } from "../../shared/platform/queue-handler.ts";
import { newQueueClient, newSend } from "../../shared/platform/queues.ts";
import { newWrite, newWriteBeside } from "../../shared/platform/write.ts";
import { remittanceFileObjects } from "../../shared/remittance-files/file-store.ts";
import { remittanceUploadIn } from "../../shared/remittance-files/keys.ts";
import { readRemittanceFile } from "../../shared/remittance-files/read-file.ts";
import { remittanceFileStore } from "../../shared/remittance-files/store.ts";
import { takeRemittanceFile } from "../../shared/remittance-files/take-file.ts";
import { remittanceAdvising } from "../remittance-advising.ts";

const env = readEnv({
  ...withTable,
  FILES_BUCKET: z.string(),
  CHUNK_QUEUE_URL: z.string(),
  EVENT_CHUNK_QUEUE_URL: z.string(),
});
const log = newLog("file-intake", env.LOG_LEVEL);
const table = newTable(env.TABLE_NAME);
const stored = {
  reader: newReader(table),
  create: createOne(table),
  put: putOne(table),
  replace: replaceOne(table),
  update: updateOne(table),
};
const objects = newObjects(newBucket(env.FILES_BUCKET));
const sendOne = newSend(newQueueClient());

/** Messages that are on their way to the queue at a time. */
const SENDING_COUNT_MAX = 16;

const check = checkFile({
  batches: batchStore(stored),
  files: batchFiles(objects),
  send: async (chunks) =>
    inParallel(chunks, SENDING_COUNT_MAX, async (chunk) => {
      const order = { group: chunk.batchId, dedupe: `${chunk.batchId}-${chunk.number}` };
      await sendOne(env.CHUNK_QUEUE_URL, JSON.stringify(chunk), order);
    }),
  clock,
});

/** In the file's order: the queue keeps it. */
const checkEvents = checkEventFile({
  files: eventFileStore(stored),
  objects: eventFiles(objects),
  send: async (chunks) => {
    for (const chunk of chunks) {
      const order = { group: chunk.fileId, dedupe: `${chunk.fileId}-${chunk.number}` };
      await sendOne(env.EVENT_CHUNK_QUEUE_URL, JSON.stringify(chunk), order);
    }
  },
  clock,
});

/** Lines of a bank's file that are on their way to the table at a time. */
const STORING_COUNT_MAX = 32;

const finds = { breaks: breakStore(stored.reader), write: newWrite(table), update: stored.update, clock };

const takeBank = takeBankFile({
  accounts: bankAccountStore(stored.reader),
  files: bankFileStore(stored),
  contents: bankContentStore(stored),
  lines: bankLineStore(stored),
  chain: bankChainStore(stored),
  openBreak: openFinding(finds),
  closeBreak: closeFinding(finds),
  objects: bankFileObjects(objects),
  read: readBankFile({ csvRows }),
  inParallel: async (items, work) => inParallel(items, STORING_COUNT_MAX, work),
  write: newWrite(table),
  clock,
});

const takeRemittance = takeRemittanceFile({
  files: remittanceFileStore({ ...stored, writeBeside: newWriteBeside(table) }),
  objects: remittanceFileObjects(objects),
  read: readRemittanceFile({ csvRows }),
  adviseRemittance: remittanceAdvising(table),
  clock,
});

/** What EventBridge says of a new object. */
const Uploaded = z.object({ detail: z.object({ object: z.object({ key: z.string() }) }) });

/** Checks uploaded files; cuts those of accounts and events into chunks, and takes those of banks and of advices. */
export const handler = queueHandler({ log }, async ({ body }) => {
  const { key } = Uploaded.parse(body).detail.object;
  const [events, bank] = [eventUploadIn(key), bankUploadIn(key)];
  if (events !== undefined) return tell(events.fileId, await checkEvents(events));
  if (bank !== undefined) return tell(bank.fileId, await takeBank(bank));
  const remittance = remittanceUploadIn(key);
  if (remittance !== undefined) return tell(remittance.fileId, await takeRemittance(remittance));
  const batchId = BatchId.parse(batchIdIn(key));
  const checked = await check(batchId);
  if (checked === undefined) log.info("file.seen-before", { batchId });
  else log.info("file.checked", { batchId, state: checked.state, rows: checked.rows });
});

type Told = { readonly lines: number; readonly state: string } | undefined;

function tell(fileId: string, checked: Told): void {
  if (checked === undefined) log.info("file.seen-before", { fileId });
  else log.info("file.checked", { fileId, ...checked });
}
