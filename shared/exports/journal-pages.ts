import { daysAfter, type LocalDate } from "../kernel/time.ts";
import type { JournalEntry } from "../ledger/journal.ts";
import type { JournalStore } from "../ledger/journal-store.ts";
import { textOf } from "./journal-rows.ts";
import type { Export } from "./model.ts";
import type { ExportPage } from "./write-export.ts";

export type JournalPagesDeps = { readonly journal: Pick<JournalStore, "firstDay" | "ofDay"> };

/** Entries that are held at once. */
const PAGE_SIZE = 200;

/** The journal day by day, one page of it at a time. */
export async function* journalPages(
  deps: JournalPagesDeps,
  one: Export,
): AsyncGenerator<ExportPage, void, undefined> {
  for await (const entries of pagesOf(deps, one)) {
    const totals = { debit: 0, credit: 0 };
    for (const { postings } of entries)
      for (const { amount } of postings) totals[amount > 0 ? "debit" : "credit"] += Math.abs(amount);
    yield { text: textOf(one, entries), entries: entries.length, ...totals };
  }
}

async function* pagesOf(
  { journal }: JournalPagesDeps,
  { owner, currency, from, to }: Export,
): AsyncGenerator<readonly JournalEntry[], void, undefined> {
  const first = await journal.firstDay({ owner, currency });
  if (first === undefined) return;
  // Days may be asked for from long before the book: each would be a read, and a run has a quarter of an hour.
  let date: LocalDate | undefined = first > from ? first : from;
  for (; date !== undefined && date <= to; date = daysAfter(date, 1)) {
    let after: Readonly<Record<string, unknown>> | undefined;
    do {
      const page = await journal.ofDay({ owner, currency }, date, {
        limit: PAGE_SIZE,
        ...(after && { after }),
      });
      yield page.items;
      after = page.next;
    } while (after !== undefined);
  }
}
