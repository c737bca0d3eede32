import type { Change } from "../kernel/change.ts";
import { dateOf, type Clock, type LocalDate } from "../kernel/time.ts";
import { again, attempts, onConflict } from "../platform/retry.ts";
import type { WriteBeside } from "../platform/write.ts";
import { bookNamed } from "./book.ts";
import type { BookStore } from "./book-store.ts";
import { bookedAt, journalEntryOf, type JournalEntry, type PostedEvent } from "./journal.ts";
import type { JournalStore } from "./journal-store.ts";
import type { RememberBooks } from "./remember-books.ts";

export type EnterEventsDeps = {
  readonly journal: Pick<JournalStore, "entered" | "addedUp" | "find">;
  readonly books: Pick<BookStore, "openFrom" | "find">;
  readonly remember: RememberBooks;
  readonly writeBeside: WriteBeside;
  readonly clock: Clock;
};

/** A transaction has room for a hundred changes: the entries, the sums that they add to, and their book. */
const CHANGE_COUNT_MAX = 100;

/**
 * Enters events into their books' journals: entries and daily sums in one transaction. An event that was entered
 * before is left out, so that it is counted once whoever brings it again. One whose day was sealed meanwhile goes
 * into the books of today, and says so.
 * @returns how many came too late for their day
 */
export const enterEvents =
  (deps: EnterEventsDeps) =>
  async (events: readonly PostedEvent[]): Promise<number> => {
    let lateCount = 0;
    for (const [book, ofBook] of Map.groupBy(events, (one) => one.book)) {
      await deps.remember(book);
      const once = new Map(ofBook.map((event) => [event.eventId, journalEntryOf(event)]));
      for (const chunk of chunksOf(deps, book, [...once.values()])) {
        const late = await enter(deps, book, chunk);
        for (const part of chunksOf(deps, book, late)) await enter(deps, book, part);
        lateCount += late.length;
      }
    }
    return lateCount;
  };

export type EnterEvents = ReturnType<typeof enterEvents>;

const changesOf = (
  { journal, books, clock }: EnterEventsDeps,
  book: string,
  entries: readonly JournalEntry[],
): readonly Change[] => [
  ...entries.flatMap((entry) => journal.entered(book, entry)),
  ...journal.addedUp(book, entries),
  ...guardOf(books, book, earliestBefore(dateOf(clock.now()), entries)),
];

/** A day is sealed only some time after it is over: what is entered on its day needs no guard. */
function guardOf(
  books: EnterEventsDeps["books"],
  name: string,
  date: LocalDate | undefined,
): readonly Change[] {
  const book = bookNamed(name);
  return book === undefined || date === undefined ? [] : [books.openFrom(book, date)];
}

function earliestBefore(today: LocalDate, entries: readonly JournalEntry[]): LocalDate | undefined {
  const days = entries.map((entry) => dateOf(bookedAt(entry))).filter((day) => day < today);
  return days.toSorted()[0];
}

/** As many entries as one transaction takes with all their sums. */
function* chunksOf(
  deps: EnterEventsDeps,
  book: string,
  entries: readonly JournalEntry[],
): Generator<readonly JournalEntry[]> {
  let chunk: JournalEntry[] = [];
  for (const entry of entries) {
    if (chunk.length > 0 && changesOf(deps, book, [...chunk, entry]).length > CHANGE_COUNT_MAX) {
      yield chunk;
      chunk = [];
    }
    chunk.push(entry);
  }
  if (chunk.length > 0) yield chunk;
}

/** @returns what is to be entered as late: its day was sealed and does not have it */
async function enter(
  deps: EnterEventsDeps,
  book: string,
  entries: readonly JournalEntry[],
): Promise<readonly JournalEntry[]> {
  let open = entries;
  let late: readonly JournalEntry[] = [];
  await attempts(async () => {
    if (open.length === 0) return true;
    const outcome = await deps.writeBeside(changesOf(deps, book, open));
    if (outcome.ok) return true;
    const entered = new Set(outcome.error.map(({ name }) => name));
    const rest = open.filter(({ eventId }) => !entered.has(eventId));
    const split = entered.has("book") ? await bySeal(deps, book, rest) : { open: rest, late: [] };
    open = split.open;
    late = [...late, ...split.late];
    return again;
  }, onConflict);
  return late;
}

/** What a sealed day has, it keeps; what it does not have comes too late for it. */
async function bySeal(
  { books, journal, clock }: EnterEventsDeps,
  name: string,
  entries: readonly JournalEntry[],
) {
  const book = bookNamed(name);
  const record = book === undefined ? undefined : await books.find(book);
  if (record === undefined) throw new Error(`${name} is not on the list of books`);
  const isSealed = (entry: JournalEntry): boolean => dateOf(bookedAt(entry)) <= record.sealedTo;
  const sealed = entries.filter(isSealed);
  const standing = await journal.find(name, sealed);
  const enteredAt = clock.now();
  return {
    open: entries.filter((entry) => !isSealed(entry)),
    late: sealed.filter(({ eventId }) => !standing.has(eventId)).map((entry) => ({ ...entry, enteredAt })),
  };
}
