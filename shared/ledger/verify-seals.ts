import * as z from "zod";
import { Refused } from "../kernel/problems.ts";
import { daysAfter, LocalDate } from "../kernel/time.ts";
import type { Page } from "../platform/dynamo.ts";
import type { Book } from "./book.ts";
import type { BookRecord, BookStore } from "./book-store.ts";
import type { Difference } from "./check-history.ts";
import type { JournalStore } from "./journal-store.ts";
import {
  DaySum,
  emptyDay,
  nothingBefore,
  sealHashOf,
  sealKey,
  sealText,
  withEntries,
  type Seal,
} from "./seal.ts";
import type { SealStore } from "./seal-store.ts";
import type { Verification } from "./verification.ts";

export type VerifySealsDeps = {
  readonly books: Pick<BookStore, "find">;
  readonly seals: Pick<SealStore, "find" | "page">;
  readonly journal: Pick<JournalStore, "ofDay" | "firstDay">;
  /** What stands in the bucket under a key. */
  readonly stored: (key: string) => Promise<string | undefined>;
};

/** Entries that are read for one page: a busy day takes several. */
const ENTRY_COUNT_MAX = 2_000;
const PAGE_SIZE = 200;

const count = z.coerce.number().int().min(0);

/** Where a page goes on: a day, and how far it was read. */
const Position = z.strictObject({
  date: LocalDate,
  entry: z.string().min(1).max(200).exactOptional(),
  entries: count.default(0),
  debit: count.default(0),
  credit: count.default(0),
  hash: DaySum.shape.hash.default(nothingBefore),
});

type Place = { readonly date: LocalDate; readonly entry?: string; readonly day: DaySum };

type Paging = { readonly limit: number; readonly after?: Page["next"] };

/**
 * Verifies a page of a book's sealed days: each seal's hash, that it follows the one before, that the bucket has it,
 * and that the day's entries still come to what was sealed.
 * @throws Refused `invalid-cursor`
 */
export const verifySeals =
  (deps: VerifySealsDeps) =>
  async (book: Book, { limit, after }: Paging): Promise<Verification> => {
    const record = await deps.books.find(book);
    let place = after === undefined ? await firstPlace(deps, book) : placeIn(after);
    const differences: Difference[] = [];
    let [checked, events] = [0, 0];
    if (record === undefined) return { checked, events, differences };
    while (place !== undefined && place.date <= record.sealedTo) {
      if (checked >= limit || events >= ENTRY_COUNT_MAX)
        return { checked, events, differences, next: positionOf(place) };
      const read = await readOn(deps, book, place);
      events += read.day.entries - place.day.entries;
      if (read.entry !== undefined) {
        place = { date: place.date, entry: read.entry, day: read.day };
        continue;
      }
      const difference = await check(deps, record, { date: place.date, day: read.day });
      if (difference !== undefined) differences.push(difference);
      checked += 1;
      const next: LocalDate | undefined = daysAfter(place.date, 1);
      place = next === undefined ? undefined : { date: next, day: emptyDay };
    }
    return { checked, events, differences };
  };

export type VerifySeals = ReturnType<typeof verifySeals>;

/**
 * What is entered before the first seal was never sealed: the first entry's day is where the chain begins. A first
 * day that the journal lost has its seal still.
 */
async function firstPlace({ journal, seals }: VerifySealsDeps, book: Book): Promise<Place | undefined> {
  const [entered, { items }] = await Promise.all([journal.firstDay(book), seals.page(book, { limit: 1 })]);
  const [date] = [entered, items[0]?.date].filter((day) => day !== undefined).toSorted();
  return date === undefined ? undefined : { date, day: emptyDay };
}

function placeIn(after: NonNullable<Page["next"]>): Place {
  const position = Position.safeParse(after);
  if (!position.success)
    throw new Refused({ code: "invalid-cursor", detail: "Use a nextCursor of this very list, unchanged." });
  const { date, entry, ...day } = position.data;
  return { date, day, ...(entry !== undefined && { entry }) };
}

function positionOf({
  date,
  entry,
  day: { entries, debit, credit, hash },
}: Place): Readonly<Record<string, string>> {
  const read = { entries: String(entries), debit: String(debit), credit: String(credit), hash };
  return { date, ...(entry !== undefined && { entry, ...read }) };
}

/** Reads a day on by one page. @returns where it goes on, if it does */
async function readOn({ journal }: VerifySealsDeps, book: Book, { date, entry, day }: Place) {
  const after = entry === undefined ? {} : { after: { entry } };
  const { items, next } = await journal.ofDay(book, date, { limit: PAGE_SIZE, ...after });
  return {
    day: withEntries(book, day, items),
    ...(next?.["entry"] !== undefined && { entry: next["entry"] }),
  };
}

async function check(
  deps: VerifySealsDeps,
  record: BookRecord,
  { date, day }: { readonly date: LocalDate; readonly day: DaySum },
): Promise<Difference | undefined> {
  const subject = `${record.owner} ${record.currency} ${date}`;
  const seal = await deps.seals.find(record, date);
  if (seal === undefined) return { subject, code: "SEAL_MISSING", detail: "the day has no seal" };
  const broken = await brokenIn(deps, record, seal);
  if (broken !== undefined) return { subject, code: "SEAL_BROKEN", detail: broken };
  if (seal.entriesHash !== day.hash || seal.entries !== day.entries)
    return {
      subject,
      code: "SEALED_DAY_DIFFERS",
      detail: `${seal.entries} entries were sealed, ${day.entries} stand there, and they do not come to the same`,
    };
  if (date > record.storedTo || (await deps.stored(sealKey(seal))) === sealText(seal)) return undefined;
  return { subject, code: "STORED_SEAL_DIFFERS", detail: "the bucket has another seal of the day, or none" };
}

/** @returns why the chain does not hold at a seal */
async function brokenIn(
  { seals }: VerifySealsDeps,
  { head, sealedTo }: BookRecord,
  { hash, ...said }: Seal,
): Promise<string | undefined> {
  if (sealHashOf(said) !== hash) return "its hash does not fit its content";
  const dayBefore = daysAfter(said.date, -1);
  const before = dayBefore === undefined ? undefined : await seals.find(said, dayBefore);
  if ((before?.hash ?? nothingBefore) !== said.previous)
    return "it does not follow the seal of the day before";
  return said.date === sealedTo && hash !== head ? "the book was sealed with another one" : undefined;
}
