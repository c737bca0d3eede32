import * as z from "zod";
import type { Create, Update } from "../kernel/change.ts";
import type { Posting } from "../kernel/event.ts";
import { Refused } from "../kernel/problems.ts";
import { Instant, LocalDate } from "../kernel/time.ts";
import type { Page, Reader } from "../platform/dynamo.ts";
import { bookName, type Book } from "./book.ts";
import { bookedAt, JournalEntry, journalShards, shardOf, turnoversOf, type Turnover } from "./journal.ts";

type Booked = Pick<JournalEntry, "postedAt" | "enteredAt">;

const dayOf = (entry: Booked): string => bookedAt(entry).slice(0, 10);

const journalKey = (book: string, date: string, shard: number): string => `JOURNAL#${book}#${date}#${shard}`;

const rollupKey = (book: string, shard: number): string => `ROLLUP#${book}#${shard}`;

/** By what an entry is found. */
type EntryPlace = Pick<JournalEntry, "accountId" | "eventId"> & Booked;

const entryPlace = (entry: Pick<EntryPlace, "eventId"> & Booked): string =>
  `${bookedAt(entry)}#${entry.eventId}`;

const keyOf = (book: string, entry: EntryPlace) => ({
  pk: journalKey(book, dayOf(entry), shardOf(entry.accountId)),
  sk: entryPlace(entry),
});

/** That an event came after its day was sealed, and when it was entered: it is so once, whoever brings it again. */
const lateKey = (book: string, eventId: string) => ({ pk: `LATE#${book}#${eventId}`, sk: "LATE" });

const Late = z.object({ eventId: z.string(), enteredAt: Instant });

/** Where a page of a day goes on: behind this entry, in every shard. */
const DayPosition = z.strictObject({ entry: z.string().min(1).max(200) });

function placeIn(position: Readonly<Record<string, unknown>>): string {
  const parsed = DayPosition.safeParse(position);
  if (parsed.success) return parsed.data.entry;
  throw new Refused({ code: "invalid-cursor", detail: "Use a nextCursor of this very list, unchanged." });
}

export type RollupQuery = { readonly book: Book; readonly upTo: LocalDate; readonly shard: number };

export type RollupsOfDay = { readonly book: Book; readonly date: LocalDate; readonly shard: number };

export type DayPaging = { readonly limit: number; readonly after?: Readonly<Record<string, unknown>> };

export type DayPage = {
  readonly items: readonly JournalEntry[];
  readonly next?: Readonly<Record<string, string>>;
};

/** What went through one ledger account on one day, as far as one shard knows. */
const Rollup = z.object({
  date: LocalDate,
  account: z.string(),
  debit: z.int().default(0),
  credit: z.int().default(0),
});

const journalChanges = {
  /** Entering an event twice meets its first entry. */
  entered: (book: string, entry: JournalEntry): readonly Create[] => {
    const { eventId, enteredAt } = entry;
    const own = { kind: "create", name: eventId, item: { ...keyOf(book, entry), ...entry } } as const;
    if (enteredAt === undefined) return [own];
    return [own, { kind: "create", name: eventId, item: { ...lateKey(book, eventId), eventId, enteredAt } }];
  },
  /** What these entries of one book add to its daily sums: one change for each account and day. */
  addedUp: (book: string, entries: readonly JournalEntry[]): readonly Update[] => {
    const days = Map.groupBy(entries, (entry) => `${shardOf(entry.accountId)}#${dayOf(entry)}`);
    return [...days.values()].flatMap((ofDay) => {
      const [first] = ofDay;
      if (first === undefined) return [];
      const postings: readonly Posting[] = ofDay.flatMap((entry) => entry.postings);
      return [...turnoversOf(postings)].map(([account, sum]) =>
        added({ pk: rollupKey(book, shardOf(first.accountId)), date: dayOf(first), account }, sum),
      );
    });
  },
};

/** The journal of a book, and the daily sums of it. */
export const journalStore = (reader: Pick<Reader, "page" | "getAll">) => ({
  ...journalChanges,
  /** The entries that a book has of these events, by event. */
  find: async (book: string, events: readonly EntryPlace[]): Promise<ReadonlyMap<string, JournalEntry>> => {
    const found = await entriesAt(reader, book, events);
    const missing = events.filter(({ eventId }) => !found.has(eventId));
    if (missing.length === 0) return found;
    const marks = await reader.getAll(missing.map(({ eventId }) => lateKey(book, eventId)));
    const late = new Map(marks.map((mark) => Late.parse(mark)).map((mark) => [mark.eventId, mark]));
    const moved = missing.flatMap((event) => {
      const mark = late.get(event.eventId);
      return mark === undefined ? [] : [{ ...event, enteredAt: mark.enteredAt }];
    });
    return new Map([...found, ...(await entriesAt(reader, book, moved))]);
  },
  /** A page of a day's entries in the order of posting: the shards' next entries, merged. */
  ofDay: async (book: Book, date: LocalDate, { limit, after }: DayPaging): Promise<DayPage> => {
    const from = after === undefined ? undefined : placeIn(after);
    const shards = await Promise.all(
      journalShards.map(async (shard) => {
        const pk = journalKey(bookName(book), date, shard);
        return reader.page({ pk, limit, ...(from !== undefined && { after: { pk, sk: from } }) });
      }),
    );
    const found = shards
      .flatMap(({ items }) => items.map((item) => JournalEntry.parse(item)))
      .toSorted((a, b) => (entryPlace(a) < entryPlace(b) ? -1 : 1));
    const items = found.slice(0, limit);
    const last = items.at(-1);
    const isMore = found.length > limit || shards.some(({ next }) => next !== undefined);
    return { items, ...(isMore && last !== undefined && { next: { entry: entryPlace(last) } }) };
  },
  /** The first day on which anything was posted into a book. */
  firstDay: async (book: Book): Promise<LocalDate | undefined> => {
    const firsts = await Promise.all(
      journalShards.map(async (shard) => reader.page({ pk: rollupKey(bookName(book), shard), limit: 1 })),
    );
    const days = firsts.flatMap(({ items }) => items.map((item) => Rollup.parse(item).date));
    return days.toSorted()[0];
  },
  /** A page of a shard's daily sums up to a date, included. */
  rollupsOf: async ({ book, upTo, shard }: RollupQuery, after?: Page["next"]) => {
    const pk = rollupKey(bookName(book), shard);
    const page = await reader.page({ pk, upTo: `${upTo}#~`, limit: 1_000, ...(after && { after }) });
    return { items: page.items.map((item) => Rollup.parse(item)), ...(page.next && { next: page.next }) };
  },
  /** A page of a shard's daily sums of one day. */
  rollupsOfDay: async ({ book, date, shard }: RollupsOfDay, after?: Page["next"]) => {
    const pk = rollupKey(bookName(book), shard);
    const page = await reader.page({ pk, prefix: `${date}#`, limit: 1_000, ...(after && { after }) });
    return { items: page.items.map((item) => Rollup.parse(item)), ...(page.next && { next: page.next }) };
  },
});

export type JournalStore = ReturnType<typeof journalStore>;

async function entriesAt(
  reader: Pick<Reader, "getAll">,
  book: string,
  events: readonly EntryPlace[],
): Promise<ReadonlyMap<string, JournalEntry>> {
  const found = await reader.getAll(events.map((event) => keyOf(book, event)));
  return new Map(found.map((item) => JournalEntry.parse(item)).map((entry) => [entry.eventId, entry]));
}

type Place = { readonly pk: string; readonly date: string; readonly account: string };

const added = ({ pk, date, account }: Place, { debit, credit }: Turnover): Update => ({
  kind: "update",
  name: "rollup",
  key: { pk, sk: `${date}#${account}` },
  set: { date, account },
  add: { ...(debit > 0 && { debit }), ...(credit > 0 && { credit }) },
  when: [],
});
