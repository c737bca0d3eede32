import * as z from "zod";
import type { Item, Update } from "../kernel/change.ts";
import { Currency } from "../kernel/money.ts";
import type { LocalDate } from "../kernel/time.ts";
import type { Page, Reader } from "../platform/dynamo.ts";
import { listing } from "../platform/listing.ts";
import { bookName, BookOwner, type Book } from "./book.ts";
import { nothingBefore, type Seal } from "./seal.ts";

/** Before any date: nothing is sealed yet. */
const NEVER = "0000-00-00";

/** A book as the gateway keeps it: up to where it is sealed. */
export const BookRecord = z.object({
  owner: BookOwner,
  currency: Currency,
  /** The last day that takes no entry any more. */
  sealedTo: z.string(),
  /** The hash of that day's seal. */
  head: z.string(),
  /** The last day whose seal is in the bucket. */
  storedTo: z.string(),
  /** The last sealed day whose entries reconciliation has. */
  collectedTo: z.string().default(NEVER),
  /** The last day for which a check for drift was asked. */
  checkedTo: z.string().default(NEVER),
  /** How many transactions entered something into a day that was over: whoever seals finds that it moved. */
  later: z.int(),
});
export type BookRecord = z.infer<typeof BookRecord>;

const LIST = "BOOKS";

const bookKey = (book: Book) => ({ pk: `BOOK#${bookName(book)}`, sk: "BOOK" });

const changeOf = (book: Book) => ({ kind: "update", name: "book", key: bookKey(book) }) as const;

const bookChanges = {
  /** A book into which something is entered for the first time. */
  opened: (book: Book): Item => ({
    ...bookKey(book),
    owner: book.owner,
    currency: book.currency,
    sealedTo: NEVER,
    head: nothingBefore,
    storedTo: NEVER,
    collectedTo: NEVER,
    checkedTo: NEVER,
    later: 0,
    list: LIST,
    at: bookName(book),
  }),
  /**
   * That days which are over still take entries. Written by whoever enters into one, so that no seal is made of
   * what was read before; today's entries need none of it, and the book is no item that everybody writes.
   */
  openFrom: (book: Book, date: LocalDate): Update => ({
    ...changeOf(book),
    add: { later: 1 },
    when: [{ attribute: "sealedTo", is: "<", value: date }],
  }),
  /** Nobody sealed meanwhile, and nobody entered into a day that is over. */
  sealedWith: (before: BookRecord, { date, hash }: Seal): Update => ({
    ...changeOf(before),
    set: { sealedTo: date, head: hash },
    when: [
      { attribute: "sealedTo", is: "=", value: before.sealedTo },
      { attribute: "later", is: "=", value: before.later },
    ],
  }),
  /** Whoever is slower looks at some days once more. */
  collectedUpTo: (book: Book, date: string): Update => ({
    ...changeOf(book),
    set: { collectedTo: date },
    when: [{ attribute: "pk", is: "present" }],
  }),
  /** Storing again says the same. */
  storedUpTo: (book: Book, date: LocalDate): Update => ({
    ...changeOf(book),
    set: { storedTo: date },
    when: [{ attribute: "storedTo", is: "<", value: date }],
  }),
  checkedUpTo: (book: Book, date: LocalDate): Update => ({
    ...changeOf(book),
    set: { checkedTo: date },
    when: [],
  }),
};

export const bookStore = (reader: Pick<Reader, "get" | "page" | "getAll">) => ({
  ...bookChanges,
  find: async (book: Book): Promise<BookRecord | undefined> => {
    const item = await reader.get(bookKey(book));
    return item === undefined ? undefined : BookRecord.parse(item);
  },
  /** A page of all books, by owner and currency. `owner` picks one owner's. */
  page: async ({ limit, after, owner }: BookQuery) => {
    const prefix = owner === undefined ? {} : { prefix: `${owner}#` };
    const page = await listing(reader)({ list: LIST, limit, after, ...prefix });
    return { ...page, items: page.items.map((item) => BookRecord.parse(item)) };
  },
});

type BookQuery = { readonly limit: number; readonly after?: Page["next"]; readonly owner?: BookOwner };

export type BookStore = ReturnType<typeof bookStore>;
