import type { Actor } from "../kernel/event.ts";
import { daysAfter, LocalDate } from "../kernel/time.ts";
import { firstDayOf, monthOf, monthsAfter } from "../kernel/months.ts";
import type { Page, UpdateOne } from "../platform/dynamo.ts";
import type { Book } from "./book.ts";
import type { BookRecord, BookStore } from "./book-store.ts";
import type { RequestDrift } from "./request-drift.ts";
import type { Sealed, SealBook } from "./seal-book.ts";

export type KeepBooksDeps = {
  readonly books: Pick<BookStore, "page" | "find" | "checkedUpTo">;
  readonly seal: SealBook;
  readonly requestDrift: RequestDrift;
  readonly update: UpdateOne;
  /** Hears of each book of which something was sealed, and of each that could not be kept. */
  readonly onSealed: (book: Book, sealed: Sealed) => void;
  readonly onFailed: (book: Book, error: unknown) => void;
};

const PAGE_SIZE = 100;
/** A million books. */
const PAGE_COUNT_MAX = 10_000;

const actor: Actor = { kind: "SYSTEM", id: "bookkeeper" };

/**
 * Seals the days that are over of every book, and has what was sealed checked for drift: the new days alone, and all
 * of a month with the one before once its last day is among them. A book that fails keeps no other from being kept.
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

/** A run that is killed between asking and noting it asks once more, for the same days or for more. */
async function check(deps: KeepBooksDeps, book: BookRecord | undefined): Promise<void> {
  const to = LocalDate.safeParse(book?.sealedTo);
  if (book === undefined || !to.success || book.checkedTo >= to.data) return;
  const { owner, currency } = book;
  const from = checkedFrom(book.checkedTo, to.data);
  await deps.requestDrift({ owner, currency, from, to: to.data, once: `sealed-${to.data}` }, actor);
  await deps.update(deps.books.checkedUpTo(book, to.data));
}

/** What is sealed does not change: it is read again when its month is over, for that is what the closing asks for. */
function checkedFrom(checkedTo: string, to: LocalDate): LocalDate {
  const former = LocalDate.safeParse(checkedTo);
  const next = former.success ? daysAfter(former.data, 1) : undefined;
  const isWithinMonth = next !== undefined && monthOf(next) === monthOf(daysAfter(to, 1) ?? to);
  // No more than two months: whoever kept no books for longer asks for the days before by hand.
  return isWithinMonth ? next : firstDayOf(monthsAfter(monthOf(to), -1));
}
