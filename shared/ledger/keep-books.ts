import type { Actor } from "../kernel/event.ts";
import { LocalDate } from "../kernel/time.ts";
import { firstDayOf, monthOf, monthsAfter } from "../kernel/months.ts";
import type { Page } from "../platform/dynamo.ts";
import type { Book } from "./book.ts";
import type { BookRecord, BookStore } from "./book-store.ts";
import type { RequestDrift } from "./request-drift.ts";
import type { Sealed, SealBook } from "./seal-book.ts";

export type KeepBooksDeps = {
  readonly books: Pick<BookStore, "page" | "find">;
  readonly seal: SealBook;
  readonly requestDrift: RequestDrift;
  /** Hears of each book of which something was sealed, and of each that could not be kept. */
  readonly onSealed: (book: Book, sealed: Sealed) => void;
  readonly onFailed: (book: Book, error: unknown) => void;
};

const PAGE_SIZE = 100;
/** A million books. */
const PAGE_COUNT_MAX = 10_000;

const actor: Actor = { kind: "SYSTEM", id: "bookkeeper" };

/**
 * Seals the days that are over of every book, and has each book checked for drift once for every day that was
 * sealed. A book that fails keeps no other from being kept.
 * @returns how many failed: the next run tries them again
 */
export const keepBooks = (deps: KeepBooksDeps) => async (): Promise<number> => {
  let failed = 0;
  let after: Page["next"];
  for (let page = 0; page < PAGE_COUNT_MAX; page += 1) {
    const { items, next } = await deps.books.page({ limit: PAGE_SIZE, ...(after && { after }) });
    for (const book of items) failed += (await keep(deps, book)) ? 0 : 1;
    if (next === undefined) return failed;
    after = next;
  }
  throw new Error(`there are more than ${PAGE_SIZE * PAGE_COUNT_MAX} books`);
};

async function keep(deps: KeepBooksDeps, { owner, currency }: BookRecord): Promise<boolean> {
  const book = { owner, currency };
  try {
    const sealed = await deps.seal(book);
    if (sealed.sealed + sealed.stored > 0) deps.onSealed(book, sealed);
    await check(deps, await deps.books.find(book));
    return true;
  } catch (error) {
    deps.onFailed(book, error);
    return false;
  }
}

/** Asked for under the last sealed day, so that a run that finds nothing new asks for nothing new. */
async function check({ requestDrift }: KeepBooksDeps, book: BookRecord | undefined): Promise<void> {
  const to = LocalDate.safeParse(book?.sealedTo);
  if (book === undefined || !to.success) return;
  // The month before is closed in this one: a check of both is what its closing asks for.
  const from = firstDayOf(monthsAfter(monthOf(to.data), -1));
  const { owner, currency } = book;
  await requestDrift({ owner, currency, from, to: to.data, once: `sealed-${to.data}` }, actor);
}
