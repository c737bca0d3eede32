import { enterEvents } from "../../shared/ledger/enter-events.ts";
import { PostedEvent } from "../../shared/ledger/journal.ts";
import { journalStore } from "../../shared/ledger/journal-store.ts";
import { newReader, newTable } from "../../shared/platform/dynamo.ts";
import { readEnv, withTable } from "../../shared/platform/env.ts";
import { newLog } from "../../shared/platform/log.ts";
import { streamBatchHandler } from "../../shared/platform/stream-handler.ts";
import { newWriteBeside } from "../../shared/platform/write.ts";

const env = readEnv(withTable);
const log = newLog("ledger-worker", env.LOG_LEVEL);
const table = newTable(env.TABLE_NAME);
const enter = enterEvents({ journal: journalStore(newReader(table)), writeBeside: newWriteBeside(table) });

/** Enters new events with postings into the journals of their books. */
export const handler = streamBatchHandler({ log }, async (items) =>
  enter(items.map((item) => PostedEvent.parse(item))),
);
