import * as z from "zod";
import { Month, monthOf, monthsAfter } from "../kernel/months.ts";
import { Refused } from "../kernel/problems.ts";
import { dateOf, type Clock } from "../kernel/time.ts";
import type { Book } from "../ledger/book.ts";
import type { JournalStore } from "../ledger/journal-store.ts";
import { openPeriod, periodIdOf, type Period } from "./model.ts";
import type { PeriodStore } from "./store.ts";

export type ListPeriodsDeps = {
  readonly periods: Pick<PeriodStore, "findAll">;
  readonly journal: Pick<JournalStore, "firstDay">;
  readonly clock: Clock;
};

const Position = z.strictObject({ month: Month });

type Paging = { readonly limit: number; readonly after?: Readonly<Record<string, unknown>> };

/**
 * A page of a book's months, the latest first: from the one that runs back to that of its first entry.
 * @throws Refused `invalid-cursor`
 */
export const listPeriods =
  (deps: ListPeriodsDeps) =>
  async (book: Book, { limit, after }: Paging) => {
    const first = await deps.journal.firstDay(book);
    if (first === undefined) return { items: [] };
    const latest = after === undefined ? monthOf(dateOf(deps.clock.now())) : monthIn(after);
    const months: Month[] = [];
    for (
      let month = latest;
      month >= monthOf(first) && months.length <= limit;
      month = monthsAfter(month, -1)
    )
      months.push(month);
    const ids = months.slice(0, limit).map((month) => periodIdOf(book, month));
    const stored = await deps.periods.findAll(ids);
    const items = ids.flatMap((id): readonly Period[] => {
      const period = stored.get(id) ?? openPeriod(id);
      return period === undefined ? [] : [period];
    });
    const next = months[limit];
    return { items, ...(next !== undefined && { next: { month: next } }) };
  };

export type ListPeriods = ReturnType<typeof listPeriods>;

function monthIn(after: Readonly<Record<string, unknown>>): Month {
  const position = Position.safeParse(after);
  if (position.success) return position.data.month;
  throw new Refused({ code: "invalid-cursor", detail: "Use a nextCursor of this very list, unchanged." });
}
