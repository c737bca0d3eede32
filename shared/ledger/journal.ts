import * as z from "zod";
import type { Posting } from "../kernel/event.ts";
import { Instant } from "../kernel/time.ts";

/** What an entry is about, where its event names one. */
const references = ["paymentRef", "reversalRef", "remittanceRef", "costRef", "feeRef"] as const;

/**
 * An entry of a book's journal: the postings of one event, in the order of posting. It is a copy; the event is
 * the record. `reference` is the agency's or bank's own, where the event names one.
 */
export const JournalEntry = z.object({
  eventId: z.string(),
  /** The account, suspense record, remittance or match whose history the event belongs to. */
  accountId: z.string(),
  sequence: z.int(),
  type: z.string(),
  effectiveAt: Instant,
  postedAt: Instant,
  /** When it was entered, of one that came after its day was sealed: it is in the books of this day. */
  enteredAt: Instant.exactOptional(),
  reference: z.string().exactOptional(),
  postings: z.array(z.object({ account: z.string(), amount: z.int() })),
  hash: z.string(),
});
export type JournalEntry = z.infer<typeof JournalEntry>;

/** An event that has postings, as its item carries it: with the name of the book that they go into. */
export const PostedEvent = JournalEntry.omit({ reference: true, enteredAt: true }).extend({
  book: z.string(),
  data: z.record(z.string(), z.unknown()),
});
export type PostedEvent = z.infer<typeof PostedEvent>;

export function journalEntryOf({ book: _book, data, ...event }: PostedEvent): JournalEntry {
  const reference = references.map((name) => data[name]).find((value) => typeof value === "string");
  return { ...event, ...(reference !== undefined && { reference }) };
}

/** When an entry counts in the books: as a rule when its event was posted. */
export const bookedAt = ({ postedAt, enteredAt }: Pick<JournalEntry, "postedAt" | "enteredAt">): Instant =>
  enteredAt ?? postedAt;

/** A day of a book is written by so many partitions, so that no busy day of a lender is one of them. */
const SHARD_COUNT = 4;

export const journalShards: readonly number[] = Array.from({ length: SHARD_COUNT }, (_, shard) => shard);

/** A history is always in the same shard: its entries stay in their order there. */
export const shardOf = (accountId: string): number =>
  accountId.charCodeAt(accountId.length - 1) % SHARD_COUNT;

/** What went in and out of one ledger account, in minor units; neither is ever negative. */
export type Turnover = { readonly debit: number; readonly credit: number };

export type Turnovers = ReadonlyMap<string, Turnover>;

/** Adds postings up by ledger account. */
export function turnoversOf(postings: Iterable<Posting>): Turnovers {
  const sums = new Map<string, Turnover>();
  for (const { account, amount } of postings) {
    const { debit, credit } = sums.get(account) ?? { debit: 0, credit: 0 };
    sums.set(account, { debit: debit + Math.max(amount, 0), credit: credit + Math.max(-amount, 0) });
  }
  return sums;
}

/** The sum of several turnovers, by ledger account in the order of their names. */
export function addedUp(all: Iterable<readonly [string, Turnover]>): Turnovers {
  const sums = new Map<string, Turnover>();
  for (const [account, { debit, credit }] of all) {
    const before = sums.get(account) ?? { debit: 0, credit: 0 };
    sums.set(account, { debit: before.debit + debit, credit: before.credit + credit });
  }
  return new Map([...sums].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
