import { dateOf, daysAfter, LocalDate, plusHours, type Clock, type Instant } from "../kernel/time.ts";
import type { UpdateOne } from "../platform/dynamo.ts";
import { again, attempts, onConflict } from "../platform/retry.ts";
import type { WriteBeside } from "../platform/write.ts";
import type { Book } from "./book.ts";
import type { BookRecord, BookStore } from "./book-store.ts";
import { entriesOf } from "./day-entries.ts";
import type { JournalStore } from "./journal-store.ts";
import { emptyDay, sealKey, sealOf, sealText, withEntries, type DaySum } from "./seal.ts";
import type { SealStore } from "./seal-store.ts";
import type { SweepJournal } from "./sweep-journal.ts";

export type SealBookDeps = {
  readonly books: Pick<BookStore, "find" | "sealedWith" | "storedUpTo">;
  readonly journal: Pick<JournalStore, "ofDay" | "firstDay">;
  readonly seals: Pick<SealStore, "find" | "created">;
  readonly sweep: SweepJournal;
  /** Puts an object that nobody may change or remove; one that stands stays. */
  readonly store: (key: string, text: string) => Promise<void>;
  readonly writeBeside: WriteBeside;
  readonly update: UpdateOne;
  readonly clock: Clock;
};

/**
 * A day is sealed this long after it ended. No transaction that posts into it is under way any more: a function
 * runs for a quarter of an hour at most, and clocks do not differ by as much as is left.
 */
const SEAL_AFTER_HOURS = 1;

/** The last day that may be sealed. */
const lastSealable = (now: Instant): LocalDate | undefined =>
  daysAfter(dateOf(plusHours(now, -SEAL_AFTER_HOURS)), -1);

const BEGINNING = LocalDate.parse("0002-01-01");

/** More days than a book has. */
const DAY_COUNT_MAX = 100_000;

export type Sealed = { readonly sealed: number; readonly stored: number; readonly swept: number };

/**
 * Seals every day of a book that is over, one after the other, and stores each seal. What the stream did not bring
 * of them is entered first; afterwards they take nothing any more. A run that was killed is made good by the next
 * one: the seal is made in the table, and what is not in the bucket yet is put there with the same bytes.
 * @throws when a day does not balance: then nothing from it on is sealed
 */
export const sealBook =
  (deps: SealBookDeps) =>
  async (book: Book): Promise<Sealed> => {
    const record = await found(deps, book);
    const to = lastSealable(deps.clock.now());
    if (to === undefined || record.sealedTo >= to)
      return { sealed: 0, stored: await storeAll(deps, record), swept: 0 };
    const isFirst = !LocalDate.safeParse(record.sealedTo).success;
    const from = isFirst ? BEGINNING : dayAfter(record.sealedTo);
    const swept = await deps.sweep(book, { from, to });
    const first = isFirst ? await deps.journal.firstDay(book) : from;
    let sealed = 0;
    for (let date = first; date !== undefined && date <= to; date = daysAfter(date, 1)) {
      await sealDay(deps, book, date);
      sealed += 1;
    }
    return { sealed, stored: await storeAll(deps, await found(deps, book)), swept };
  };

export type SealBook = ReturnType<typeof sealBook>;

const dayAfter = (date: string): LocalDate => daysAfter(LocalDate.parse(date), 1) ?? LocalDate.parse(date);

async function found({ books }: Pick<SealBookDeps, "books">, book: Book): Promise<BookRecord> {
  const record = await books.find(book);
  if (record === undefined) throw new Error(`${book.owner} has no book in ${book.currency}`);
  return record;
}

async function sealDay(deps: SealBookDeps, book: Book, date: LocalDate): Promise<void> {
  await attempts(async () => {
    // Read before the entries: whoever enters one meanwhile moves the book, and the seal is made anew.
    const before = await found(deps, book);
    if (before.sealedTo >= date) return true;
    const day = await sumOf(deps, book, date);
    if (day.debit !== day.credit) throw new Error(`${book.owner} ${book.currency} ${date} does not balance`);
    const seal = sealOf(book, date, { ...day, previous: before.head });
    const outcome = await deps.writeBeside([deps.seals.created(seal), deps.books.sealedWith(before, seal)]);
    return outcome.ok ? true : again;
  }, onConflict);
}

async function sumOf(deps: SealBookDeps, book: Book, date: LocalDate): Promise<DaySum> {
  let day = emptyDay;
  for await (const entries of entriesOf(deps, book, date)) day = withEntries(book, day, entries);
  return day;
}

/** @returns how many seals it put into the bucket */
async function storeAll(deps: SealBookDeps, { storedTo, ...book }: BookRecord): Promise<number> {
  if (storedTo >= book.sealedTo) return 0;
  let date = LocalDate.safeParse(storedTo).success ? dayAfter(storedTo) : await deps.journal.firstDay(book);
  let stored = 0;
  for (; date !== undefined && date <= book.sealedTo && stored < DAY_COUNT_MAX; date = daysAfter(date, 1)) {
    const seal = await deps.seals.find(book, date);
    if (seal === undefined) throw new Error(`${book.owner} ${book.currency} has no seal of ${date}`);
    await deps.store(sealKey(seal), sealText(seal));
    await deps.update(deps.books.storedUpTo(book, date));
    stored += 1;
  }
  return stored;
}
