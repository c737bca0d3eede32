import * as z from "zod";
import { textOf } from "../exports/journal-rows.ts";
import { Currency } from "../kernel/money.ts";
import { LocalDate } from "../kernel/time.ts";
import { canonical, sha256 } from "../platform/canonical.ts";
import { BookOwner, type Book } from "./book.ts";
import type { JournalEntry } from "./journal.ts";

const Hash = z.string().regex(/^[0-9a-f]{64}$/u);

/** What a day of a book came to. Seals are chained: who changes an old day changes every seal since. */
export const Seal = z.object({
  owner: BookOwner,
  currency: Currency,
  date: LocalDate,
  entries: z.int(),
  debit: z.int(),
  credit: z.int(),
  /** Of the day's entries in their order, each with the hash of all before it. */
  entriesHash: Hash,
  /** The hash of the seal of the day before. */
  previous: Hash,
  hash: Hash,
});
export type Seal = z.infer<typeof Seal>;

/** Where every chain begins. */
export const nothingBefore = "0".repeat(64);

/** A day as far as its entries were read. */
export const DaySum = z.object({ entries: z.int(), debit: z.int(), credit: z.int(), hash: Hash });
export type DaySum = z.infer<typeof DaySum>;

export const emptyDay: DaySum = { entries: 0, debit: 0, credit: 0, hash: nothingBefore };

/** The text of an entry is what an export without account codes has of it. */
const lineOf = ({ currency }: Book, entry: JournalEntry): string =>
  textOf({ format: "JSONL", codes: {}, currency }, [entry]);

export function withEntries(book: Book, sum: DaySum, entries: readonly JournalEntry[]): DaySum {
  let { entries: count, debit, credit, hash } = sum;
  for (const entry of entries) {
    count += 1;
    hash = sha256(`${hash}\n${lineOf(book, entry)}`);
    for (const { amount } of entry.postings) {
      debit += Math.max(amount, 0);
      credit += Math.max(-amount, 0);
    }
  }
  return { entries: count, debit, credit, hash };
}

export function sealOf(
  { owner, currency }: Book,
  date: LocalDate,
  day: DaySum & { readonly previous: string },
): Seal {
  const { entries, debit, credit, hash: entriesHash, previous } = day;
  const said = { owner, currency, date, entries, debit, credit, entriesHash, previous };
  return { ...said, hash: sealHashOf(said) };
}

/** `hash` of a seal: SHA-256 over its canonical form without `hash`. */
export const sealHashOf = (said: Omit<Seal, "hash">): string => sha256(canonical(said));

export const sealKey = ({ owner, currency, date }: Pick<Seal, "owner" | "currency" | "date">): string =>
  `seals/${owner}/${currency}/${date}.json`;

/** What stands in the bucket. */
export const sealText = (seal: Seal): string => `${canonical(seal)}\n`;
