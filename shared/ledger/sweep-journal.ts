import { dateOf, startOf, type LocalDate } from "../kernel/time.ts";
import type { Page } from "../platform/dynamo.ts";
import { bookName, type Book } from "./book.ts";
import type { EnterEvents } from "./enter-events.ts";
import { kindsOf } from "./history-kinds.ts";
import type { History, ListHistories } from "./histories.ts";
import type { PostedEvent } from "./journal.ts";
import type { JournalStore } from "./journal-store.ts";
import type { PostedStore } from "./posted-store.ts";

export type FindMissingDeps = {
  readonly list: ListHistories;
  readonly posted: Pick<PostedStore, "from">;
  readonly journal: Pick<JournalStore, "find">;
};

const PAGE_SIZE = 100;
/** Two hundred million histories of one kind. */
const PAGE_COUNT_MAX = 2_000_000;
/** Histories that are read at once. */
const SIDE_BY_SIDE = 8;

export type Days = { readonly from: LocalDate; readonly to: LocalDate };

/** The events of a book that were posted on some days and that its journal does not have, history by history. */
export const missingFrom = (deps: FindMissingDeps) =>
  async function* missing(book: Book, days: Days): AsyncGenerator<readonly PostedEvent[], void, undefined> {
    for (const kind of kindsOf(book.owner)) {
      let after: Page["next"];
      for (let page = 0; page < PAGE_COUNT_MAX; page += 1) {
        const { histories, next } = await deps.list(kind, book, {
          limit: PAGE_SIZE,
          ...(after && { after }),
        });
        yield* inChunks(deps, { book, days }, histories.filter(mayHave(days)));
        if (next === undefined) break;
        after = next;
      }
    }
  };

export type MissingFrom = ReturnType<typeof missingFrom>;

const mayHave =
  ({ from }: Days) =>
  ({ touchedAt }: History): boolean =>
    touchedAt === undefined || dateOf(touchedAt) >= from;

type Of = { readonly book: Book; readonly days: Days };

async function* inChunks(deps: FindMissingDeps, of: Of, histories: readonly History[]) {
  for (let n = 0; n < histories.length; n += SIDE_BY_SIDE) {
    const chunk = histories.slice(n, n + SIDE_BY_SIDE);
    const found = await Promise.all(chunk.map(async ({ accountId }) => missingOf(deps, of, accountId)));
    const missing = found.flat();
    if (missing.length > 0) yield missing;
  }
}

async function missingOf(
  { posted, journal }: FindMissingDeps,
  { book, days }: Of,
  accountId: string,
): Promise<readonly PostedEvent[]> {
  const name = bookName(book);
  const events = (await posted.from(accountId, startOf(days.from))).filter(
    (event) => event.book === name && dateOf(event.postedAt) <= days.to,
  );
  if (events.length === 0) return [];
  const entries = await journal.find(name, events);
  return events.filter(({ eventId }) => !entries.has(eventId));
}

export type SweepJournalDeps = { readonly missing: MissingFrom; readonly enter: EnterEvents };

/**
 * Enters what the stream did not bring, before days are sealed: it forgets after 24 hours, and it can be behind.
 * @returns how many events it entered
 */
export const sweepJournal =
  ({ missing, enter }: SweepJournalDeps) =>
  async (book: Book, days: Days): Promise<number> => {
    let count = 0;
    for await (const events of missing(book, days)) {
      await enter(events);
      count += events.length;
    }
    return count;
  };

export type SweepJournal = ReturnType<typeof sweepJournal>;
