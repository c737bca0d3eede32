import type { Clock } from "../../shared/kernel/time.ts";
import { bookStore } from "../../shared/ledger/book-store.ts";
import { checkDrift } from "../../shared/ledger/check-drift.ts";
import { driftStore } from "../../shared/ledger/drift-store.ts";
import { enterEvents } from "../../shared/ledger/enter-events.ts";
import type { ListHistories } from "../../shared/ledger/histories.ts";
import { journalStore } from "../../shared/ledger/journal-store.ts";
import { postedStore } from "../../shared/ledger/posted-store.ts";
import { rememberBooks } from "../../shared/ledger/remember-books.ts";
import { requestDrift } from "../../shared/ledger/request-drift.ts";
import { sealBook } from "../../shared/ledger/seal-book.ts";
import { sealStore } from "../../shared/ledger/seal-store.ts";
import { missingFrom, sweepJournal } from "../../shared/ledger/sweep-journal.ts";
import { trialBalance } from "../../shared/ledger/trial-balance.ts";
import { verifySeals } from "../../shared/ledger/verify-seals.ts";
import { memoryTable } from "./memory-table.ts";

type Wish = {
  readonly clock: Clock;
  /** The histories that the stream may have lost something of; none, where it brings everything sooner or later. */
  readonly list?: ListHistories;
};

/** All that keeps and checks books, on a table and a bucket in memory. */
export function bookkeeping({ clock, list = async () => ({ histories: [] }) }: Wish) {
  const table = memoryTable();
  const { reader, write, writeBeside, update, create } = table;
  const [books, journal, seals] = [bookStore(reader), journalStore(reader), sealStore(reader)];
  const [posted, drift] = [postedStore(reader), driftStore(reader)];
  const bucket = { objects: new Map<string, string>(), isOutOfReach: false };
  const store = async (key: string, text: string): Promise<void> => {
    if (bucket.isOutOfReach) throw new Error("the bucket is out of reach");
    bucket.objects.set(key, text);
  };
  const missing = missingFrom({ list, posted, journal });
  const enter = enterEvents({
    journal,
    books,
    remember: rememberBooks({ books, create }),
    writeBeside,
    clock,
  });
  const sweep = sweepJournal({ missing, enter });
  return {
    table,
    bucket,
    books,
    journal,
    seals,
    posted,
    drift,
    enter,
    balance: trialBalance({ journal }),
    seal: sealBook({ books, journal, seals, sweep, store, writeBeside, update, clock }),
    verifySeals: verifySeals({ books, seals, journal, stored: async (key) => bucket.objects.get(key) }),
    requestDrift: requestDrift({ drift, write, clock }),
    checkDrift: checkDrift({ drift, journal, posted, seals, missing, update, clock }),
  };
}
