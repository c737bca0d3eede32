import * as z from "zod";
import { invoiceStore } from "../../shared/commission-invoices/store.ts";
import { accountStateStore } from "../../shared/accounts/state-store.ts";
import { bankFileReads } from "../../shared/bank-files/store.ts";
import { breakStore } from "../../shared/breaks/store.ts";
import { systemClock as clock } from "../../shared/kernel/time.ts";
import { bookStore } from "../../shared/ledger/book-store.ts";
import { driftStore } from "../../shared/ledger/drift-store.ts";
import { enterEvents } from "../../shared/ledger/enter-events.ts";
import { listHistories } from "../../shared/ledger/histories.ts";
import { journalStore } from "../../shared/ledger/journal-store.ts";
import { keepBooks } from "../../shared/ledger/keep-books.ts";
import { postedStore } from "../../shared/ledger/posted-store.ts";
import { rememberBooks } from "../../shared/ledger/remember-books.ts";
import { requestDrift } from "../../shared/ledger/request-drift.ts";
import { sealBook } from "../../shared/ledger/seal-book.ts";
import { sealStore } from "../../shared/ledger/seal-store.ts";
import { missingFrom, sweepJournal } from "../../shared/ledger/sweep-journal.ts";
import { paymentStore } from "../../shared/payments/store.ts";
import { createOne, newReader, newTable, updateOne } from "../../shared/platform/dynamo.ts";
import { readEnv, withTable } from "../../shared/platform/env.ts";
import { newLog } from "../../shared/platform/log.ts";
import { newBucket } from "../../shared/platform/objects.ts";
import { lockedObjects } from "../../shared/platform/locked-objects.ts";
import { newWrite, newWriteBeside } from "../../shared/platform/write.ts";
import { matchStore } from "../../shared/reconciliation/match-store.ts";
import { remittanceReads } from "../../shared/remittances/read-store.ts";

const env = readEnv({ ...withTable, SEALS_BUCKET: z.string() });
const log = newLog("bookkeeper", env.LOG_LEVEL);
const table = newTable(env.TABLE_NAME);
const reader = newReader(table);
const writeBeside = newWriteBeside(table);
const books = bookStore(reader);
const journal = journalStore(reader);

const list = listHistories({
  accounts: accountStateStore(reader),
  remittances: remittanceReads(reader),
  invoices: invoiceStore(reader),
  matches: matchStore(reader),
  breaks: breakStore(reader),
  bankFiles: bankFileReads(reader),
  payments: paymentStore(reader),
});

const remember = rememberBooks({ books, create: createOne(table) });

const keep = keepBooks({
  books,
  seal: sealBook({
    books,
    journal,
    seals: sealStore(reader),
    sweep: sweepJournal({
      missing: missingFrom({ list, posted: postedStore(reader), journal }),
      enter: enterEvents({ journal, books, remember, writeBeside, clock }),
    }),
    store: lockedObjects(newBucket(env.SEALS_BUCKET)).put,
    writeBeside,
    update: updateOne(table),
    clock,
  }),
  update: updateOne(table),
  requestDrift: requestDrift({ drift: driftStore(reader), write: newWrite(table), clock }),
  onSealed: (book, sealed) => log.info("book.sealed", { ...book, ...sealed }),
  onFailed: (book, error) => log.error("book.failed", { ...book }, error),
});

/** Every hour: seals what is over. A run that failed is made good by the next one, and rings the alarm. */
export const handler = async (): Promise<void> => {
  const failed = await keep();
  if (failed > 0) throw new Error(`${failed} books were not kept`);
};
