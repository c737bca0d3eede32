import * as z from "zod";
import { batchFiles } from "../../shared/account-batches/file-store.ts";
import { Chunk } from "../../shared/account-batches/model.ts";
import { checkRow } from "../../shared/account-batches/check-row.ts";
import { placeRow, whatBecame } from "../../shared/account-batches/place-row.ts";
import { rememberedPortfolio } from "../../shared/account-batches/remembered-portfolio.ts";
import { batchStore } from "../../shared/account-batches/store.ts";
import { workChunk } from "../../shared/account-batches/work-chunk.ts";
import { debtorStore } from "../../shared/accounts/debtor-store.ts";
import { idempotencyStore } from "../../shared/accounts/idempotency-store.ts";
import { placeAccount } from "../../shared/accounts/place-account.ts";
import { tryAccount } from "../../shared/accounts/try-account.ts";
import { accountStore } from "../../shared/accounts/store.ts";
import { agencyStore } from "../../shared/agencies/store.ts";
import { clockStore } from "../../shared/clocks/store.ts";
import { contractStore } from "../../shared/contracts/store.ts";
import { turnSeconds } from "../../shared/incoming-files/model.ts";
import { Refused } from "../../shared/kernel/problems.ts";
import { systemClock as clock } from "../../shared/kernel/time.ts";
import { placementStore } from "../../shared/placements/store.ts";
import { newBlindIndex } from "../../shared/platform/blind-index.ts";
import { createOne, newReader, newTable, updateOne } from "../../shared/platform/dynamo.ts";
import { readEnv, withTable } from "../../shared/platform/env.ts";
import { newLog } from "../../shared/platform/log.ts";
import { newAccountId } from "../../shared/platform/new-ids.ts";
import { newBucket, newObjects } from "../../shared/platform/objects.ts";
import { inParallel } from "../../shared/platform/parallel.ts";
import { queueHandler, RetryLater } from "../../shared/platform/queue-handler.ts";
import { newPutOff, newQueueClient } from "../../shared/platform/queues.ts";
import { newVault } from "../../shared/platform/vault.ts";
import { newWrite } from "../../shared/platform/write.ts";

const env = readEnv({
  ...withTable,
  FILES_BUCKET: z.string(),
  CHUNK_QUEUE_URL: z.string(),
  PERSONAL_DATA_KEY_ARN: z.string(),
  IDENTIFIER_KEY_ARN: z.string(),
  RECEIVE_COUNT_MAX: z.coerce.number().int(),
});
const log = newLog("batch-worker", env.LOG_LEVEL);
const table = newTable(env.TABLE_NAME);
const reader = newReader(table);

/** Rows of a chunk that are placed at a time. */
const ROWS_AT_A_TIME = 8;

/** Seconds until a chunk is worked again that met a busy store. */
const BUSY_SECONDS = 30;

const stored = contractStore(reader);
const remembered = rememberedPortfolio({ contracts: stored, write: newWrite(table) }, Date.now);
const { write } = remembered;
const contracts = { ...stored, ...remembered.contracts };
const accounts = accountStore(reader);
const agencies = agencyStore(reader);
const debtors = debtorStore(
  reader,
  newVault(env.PERSONAL_DATA_KEY_ARN),
  newBlindIndex(env.IDENTIFIER_KEY_ARN),
);

const work = workChunk({
  batches: batchStore({ reader, create: createOne(table), update: updateOne(table) }),
  files: batchFiles(newObjects(newBucket(env.FILES_BUCKET))),
  inParallel: async (items, each) => inParallel(items, ROWS_AT_A_TIME, each),
  treat: {
    PLACE: placeRow({
      placeAccount: placeAccount({
        answers: whatBecame,
        accounts,
        agencies,
        clocks: clockStore(reader),
        contracts,
        debtors,
        idempotency: idempotencyStore(reader),
        placements: placementStore(reader),
        newAccountId,
        write,
      }),
    }),
    CHECK: checkRow({ accounts, tryAccount: tryAccount({ accounts, agencies, contracts, debtors, clock }) }),
  },
  report: ({ batchId, line }, error) => log.error("row.failed", { batchId, line }, error),
  clock,
});

/** Places the rows of a chunk; the last chunk of a file puts its results together. */
export const handler = queueHandler(
  {
    log,
    putOff: newPutOff(newQueueClient(), env.CHUNK_QUEUE_URL),
    receiveCountMax: env.RECEIVE_COUNT_MAX,
  },
  async ({ body, receiveCount }) => {
    const chunk = Chunk.parse(body);
    const worked = await orLater(() => work(chunk, receiveCount >= env.RECEIVE_COUNT_MAX));
    if (worked.kind === "must-wait")
      throw new RetryLater(turnSeconds(receiveCount), "earlier chunks go first");
    if (worked.kind !== "placed") return;
    const { batchId, number } = chunk;
    log.info("chunk.placed", { batchId, chunk: number, rows: worked.rows, isLast: worked.isLast });
  },
);

async function orLater<T>(attempt: () => Promise<T>): Promise<T> {
  try {
    return await attempt();
  } catch (error) {
    if (error instanceof Refused && error.refusal.code === "unavailable")
      throw new RetryLater(BUSY_SECONDS, error.message);
    throw error;
  }
}
