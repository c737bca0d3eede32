import { systemClock as clock } from "../../shared/kernel/time.ts";
import { bookStore } from "../../shared/ledger/book-store.ts";
import { enterEvents } from "../../shared/ledger/enter-events.ts";
import { PostedEvent } from "../../shared/ledger/journal.ts";
import { journalStore } from "../../shared/ledger/journal-store.ts";
import { rememberBooks } from "../../shared/ledger/remember-books.ts";
import { createOne, newReader, newTable } from "../../shared/platform/dynamo.ts";
import { readEnv, withTable } from "../../shared/platform/env.ts";
import { newLog } from "../../shared/platform/log.ts";
import { streamBatchHandler } from "../../shared/platform/stream-handler.ts";
import { newWriteBeside } from "../../shared/platform/write.ts";

const env = readEnv(withTable);
const log = newLog("ledger-worker", env.LOG_LEVEL);
const table = newTable(env.TABLE_NAME);
const reader = newReader(table);
const books = bookStore(reader);
const enter = enterEvents({
  journal: journalStore(reader),
  books,
  remember: rememberBooks({ books, create: createOne(table) }),
  writeBeside: newWriteBeside(table),
  clock,
});

/** Enters new events with postings into the journals of their books. */
export const handler = streamBatchHandler({ log }, async (items) => {
  const late = await enter(items.map((item) => PostedEvent.parse(item)));
  if (late > 0) log.warn("journal.entered-late", { late });
});
