import type { Create, Update } from "../kernel/change.ts";
import type { Instant } from "../kernel/time.ts";
import type { Page, Reader } from "../platform/dynamo.ts";
import { listing } from "../platform/listing.ts";
import { bookName, type Book } from "./book.ts";
import { DriftCheckView, type DriftCheckId } from "./drift-wire.ts";

const checkKey = (checkId: DriftCheckId) => ({ pk: `DRIFTCHECK#${checkId}`, sk: "CHECK" });

const listOf = (book: Book): string => `DRIFTCHECKS#${bookName(book)}`;

export type DriftFound = Required<Pick<DriftCheckView, "entries" | "drift" | "differences">>;

export const driftStore = (reader: Pick<Reader, "get" | "page" | "getAll">) => ({
  find: async (checkId: DriftCheckId): Promise<DriftCheckView | undefined> => {
    const item = await reader.get(checkKey(checkId));
    return item === undefined ? undefined : DriftCheckView.parse(item);
  },
  /** A book's checks, newest first. */
  page: async (book: Book, limit: number, after?: Page["next"]) => {
    const page = await listing(reader)({ list: listOf(book), limit, after, newestFirst: true });
    return { ...page, items: page.items.map((item) => DriftCheckView.parse(item)) };
  },
  /** Who asked first; asking again meets it. */
  asked: ({ checkId, requestedAt }: DriftCheckView, by: string): Create => ({
    kind: "create",
    name: "asked",
    item: { pk: checkKey(checkId).pk, sk: "ASKED", by, at: requestedAt },
  }),
  created: (check: DriftCheckView): Create => ({
    kind: "create",
    name: "check",
    item: {
      ...checkKey(check.checkId),
      ...check,
      list: listOf(check),
      at: `${check.requestedAt}#${check.checkId}`,
    },
  }),
  finished: ({ checkId }: DriftCheckView, found: DriftFound, finishedAt: Instant): Update => ({
    kind: "update",
    name: "check",
    key: checkKey(checkId),
    set: { ...found, state: "DONE", finishedAt },
    when: [{ attribute: "pk", is: "present" }],
  }),
});

export type DriftStore = ReturnType<typeof driftStore>;
