import { daysAfter, dateOf, LocalDate, type Clock } from "../kernel/time.ts";
import type { Book } from "../ledger/book.ts";
import type { BookStore } from "../ledger/book-store.ts";
import type { JournalStore } from "../ledger/journal-store.ts";
import type { UpdateOne } from "../platform/dynamo.ts";
import type { BookOf } from "./book-of.ts";

/** The days to collect, the last one as well, and whether the rest must be left to another time. */
export type Collecting = {
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly isTimeUp: () => boolean;
};

type CollectSinceDeps = {
  readonly journal: Pick<JournalStore, "firstDay">;
  readonly books: Pick<BookStore, "find" | "collectedUpTo">;
  readonly collect: (book: Book, days: Collecting) => Promise<number | undefined>;
  readonly update: UpdateOne;
  readonly clock: Clock;
};

/**
 * Collects what a book's journal says since the last time. A sealed day takes no entry any more: once it was looked
 * at after that, it need not be again.
 * @returns how many accounts were folded; undefined where time was up first: the next one goes on where it was
 */
export const collectSince =
  ({ journal, books, collect, update, clock }: CollectSinceDeps) =>
  async ({ lenderId, currency }: BookOf, isTimeUp: () => boolean): Promise<number | undefined> => {
    const book = { owner: lenderId, currency };
    const today = dateOf(clock.now());
    const record = await books.find(book);
    const before = LocalDate.safeParse(record?.collectedTo);
    const from = before.success ? daysAfter(before.data, 1) : await journal.firstDay(book);
    const to = daysAfter(today, 1) ?? today;
    const count = await collect(book, { from: from ?? today, to, isTimeUp });
    if (count === undefined) return undefined;
    if (record !== undefined && record.sealedTo > record.collectedTo)
      await update(books.collectedUpTo(book, record.sealedTo));
    return count;
  };

export type CollectSince = ReturnType<typeof collectSince>;
