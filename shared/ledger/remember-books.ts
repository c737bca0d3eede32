import type { CreateOne } from "../platform/dynamo.ts";
import { bookNamed } from "./book.ts";
import type { BookStore } from "./book-store.ts";

export type RememberBooksDeps = {
  readonly books: Pick<BookStore, "opened">;
  readonly create: CreateOne;
};

/**
 * Puts a book on the list of books before anything is entered into it. Each running function asks for each book
 * once.
 */
export const rememberBooks = ({ books, create }: RememberBooksDeps) => {
  const known = new Set<string>();
  return async (name: string): Promise<void> => {
    if (known.has(name)) return;
    const book = bookNamed(name);
    if (book === undefined) throw new Error(`${name} is no book's name`);
    await create(books.opened(book));
    known.add(name);
  };
};

export type RememberBooks = ReturnType<typeof rememberBooks>;
