import type { Create } from "../kernel/change.ts";
import type { LocalDate } from "../kernel/time.ts";
import type { Page, Reader } from "../platform/dynamo.ts";
import { bookName, type Book } from "./book.ts";
import { Seal } from "./seal.ts";

const sealsOf = (book: Book): string => `SEALS#${bookName(book)}`;

/** The seals of books, day by day. */
export const sealStore = (reader: Pick<Reader, "get" | "page">) => ({
  find: async (book: Book, date: LocalDate): Promise<Seal | undefined> => {
    const item = await reader.get({ pk: sealsOf(book), sk: date });
    return item === undefined ? undefined : Seal.parse(item);
  },
  /** A page of a book's seals in their order, or the newest first. */
  page: async (book: Book, { limit, after, newestFirst = false }: SealPaging) => {
    const page = await reader.page({ pk: sealsOf(book), limit, newestFirst, ...(after && { after }) });
    return { ...page, items: page.items.map((item) => Seal.parse(item)) };
  },
  /** A day is sealed once. */
  created: (seal: Seal): Create => ({
    kind: "create",
    name: "seal",
    item: { pk: sealsOf(seal), sk: seal.date, ...seal },
  }),
});

type SealPaging = { readonly limit: number; readonly after?: Page["next"]; readonly newestFirst?: boolean };

export type SealStore = ReturnType<typeof sealStore>;
