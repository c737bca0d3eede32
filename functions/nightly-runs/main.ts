import { contractStore } from "../../shared/contracts/store.ts";
import { systemClock as clock } from "../../shared/kernel/time.ts";
import { bookStore } from "../../shared/ledger/book-store.ts";
import { newReader, newTable, updateOne } from "../../shared/platform/dynamo.ts";
import { readEnv, withTable } from "../../shared/platform/env.ts";
import { newLog } from "../../shared/platform/log.ts";
import { newWrite } from "../../shared/platform/write.ts";
import { nightStore } from "../../shared/reconciliation/night-store.ts";
import { requestNightly } from "../../shared/reconciliation/request-nightly.ts";
import { runStore } from "../../shared/reconciliation/run-store.ts";

const env = readEnv(withTable);
const log = newLog("nightly-runs", env.LOG_LEVEL);
const table = newTable(env.TABLE_NAME);
const reader = newReader(table);

const request = requestNightly({
  contracts: contractStore(reader),
  books: bookStore(reader),
  nights: nightStore(reader),
  runs: runStore(reader),
  write: newWrite(table),
  update: updateOne(table),
  clock,
});

/** Every night: a run for every book. One that failed is made again by its schedule, and goes on where it was. */
export const handler = async (): Promise<void> => {
  const requested = await request();
  log.info("nightly.requested", { requested });
};
