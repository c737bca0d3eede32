import type { LocalDate } from "../kernel/time.ts";
import type { Book } from "./book.ts";
import type { JournalEntry } from "./journal.ts";
import type { JournalStore } from "./journal-store.ts";

export type JournalDeps = { readonly journal: Pick<JournalStore, "ofDay"> };

/** Entries that are held at once. */
const PAGE_SIZE = 200;
/** Ten million entries of a day. */
const PAGE_COUNT_MAX = 50_000;

/** The entries of a day in their order, page by page. */
export async function* entriesOf(
  { journal }: JournalDeps,
  book: Book,
  date: LocalDate,
): AsyncGenerator<readonly JournalEntry[], void, undefined> {
  let after: Readonly<Record<string, unknown>> | undefined;
  for (let page = 0; page < PAGE_COUNT_MAX; page += 1) {
    const { items, next } = await journal.ofDay(book, date, { limit: PAGE_SIZE, ...(after && { after }) });
    yield items;
    if (next === undefined) return;
    after = next;
  }
  throw new Error(`a day of a book has more than ${PAGE_SIZE * PAGE_COUNT_MAX} entries`);
}
