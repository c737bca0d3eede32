import { dateOf, daysAfter, type Instant, type LocalDate } from "../kernel/time.ts";
import type { Page } from "../platform/dynamo.ts";
import type { Book } from "./book.ts";
import {
  addedUp,
  bookedAt,
  journalShards,
  turnoversOf,
  type JournalEntry,
  type Turnover,
  type Turnovers,
} from "./journal.ts";
import type { JournalStore } from "./journal-store.ts";

export type TrialBalanceDeps = { readonly journal: Pick<JournalStore, "rollupsOf" | "ofDay"> };

const PAGE_SIZE = 500;
/** Two hundred years of daily sums of a hundred accounts, or ten million entries of a day. */
const PAGE_COUNT_MAX = 20_000;

/**
 * Every ledger account of a book as it stood at a moment: the sums of the days before, and what was posted of
 * that day by then.
 */
export const trialBalance =
  (deps: TrialBalanceDeps) =>
  async (book: Book, asOf: Instant): Promise<Turnovers> => {
    const today = dateOf(asOf);
    const before = daysAfter(today, -1);
    const days = await Promise.all(
      before === undefined
        ? []
        : journalShards.map(async (shard) => daysUpTo(deps, { book, shard, date: before })),
    );
    return addedUp([...days.flat(), ...(await ofDay(deps, { book, date: today }, asOf))]);
  };

export type TrialBalance = ReturnType<typeof trialBalance>;

type Day = { readonly book: Book; readonly date: LocalDate };
type Shard = Day & { readonly shard: number };

async function daysUpTo({ journal }: TrialBalanceDeps, { book, shard, date }: Shard) {
  const sums: [string, Turnover][] = [];
  await eachPage(async (after) => {
    const { items, next } = await journal.rollupsOf({ book, upTo: date, shard }, after);
    for (const { account, ...turnover } of items) sums.push([account, turnover]);
    return next;
  });
  return [...addedUp(sums)];
}

async function ofDay({ journal }: TrialBalanceDeps, { book, date }: Day, asOf: Instant) {
  const sums: (readonly [string, Turnover])[] = [];
  await eachPage(async (after) => {
    const { items, next } = await journal.ofDay(book, date, { limit: PAGE_SIZE, ...(after && { after }) });
    const posted = items.filter((entry: JournalEntry) => bookedAt(entry) <= asOf);
    sums.push(...turnoversOf(posted.flatMap(({ postings }) => postings)));
    return posted.length < items.length ? undefined : next;
  });
  return [...addedUp(sums)];
}

async function eachPage(read: (after: Page["next"]) => Promise<Page["next"]>): Promise<void> {
  let after: Page["next"];
  for (let page = 0; page < PAGE_COUNT_MAX; page += 1) {
    after = await read(after);
    if (after === undefined) return;
  }
  throw new Error(`a book has more than ${PAGE_COUNT_MAX} pages in one shard`);
}
