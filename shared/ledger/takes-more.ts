import type { LocalDate } from "../kernel/time.ts";
import type { Book } from "./book.ts";
import type { BookStore } from "./book-store.ts";
import type { JournalStore } from "./journal-store.ts";

type Deps = {
  readonly books: Pick<BookStore, "find">;
  readonly journal: Pick<JournalStore, "firstDay">;
};

/** Whether a day of a book that is over may still take entries: what the stream did not bring comes with its seal. */
export const takesMore =
  ({ books, journal }: Deps) =>
  async (book: Book, date: LocalDate): Promise<boolean> => {
    const record = await books.find(book);
    if (record === undefined || record.sealedTo >= date) return false;
    const first = await journal.firstDay(book);
    return first !== undefined && first <= date;
  };

export type TakesMore = ReturnType<typeof takesMore>;
