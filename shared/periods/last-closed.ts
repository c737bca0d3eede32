import { monthOf, monthsAfter, type Month } from "../kernel/months.ts";
import { dateOf, type Clock, type Instant } from "../kernel/time.ts";
import type { Book } from "../ledger/book.ts";
import type { JournalStore } from "../ledger/journal-store.ts";
import { periodIdOf } from "./model.ts";
import type { PeriodStore } from "./store.ts";

export type LastClosedDeps = {
  readonly periods: Pick<PeriodStore, "findAll">;
  readonly journal: Pick<JournalStore, "firstDay">;
  readonly clock: Clock;
};

/** Months that are read at once: mostly the last one, or the one before, is closed. */
const MONTHS_AT_A_TIME = 12;

/** The latest month of a book that is closed, and when it was: months are closed one after the other. */
export const lastClosed =
  ({ periods, journal, clock }: LastClosedDeps) =>
  async (book: Book): Promise<{ readonly month: Month; readonly at: Instant } | undefined> => {
    const first = await journal.firstDay(book);
    if (first === undefined) return undefined;
    for (
      let latest = monthOf(dateOf(clock.now()));
      latest >= monthOf(first);
      latest = monthsAfter(latest, -MONTHS_AT_A_TIME)
    ) {
      const ids = Array.from({ length: MONTHS_AT_A_TIME }, (_, n) =>
        periodIdOf(book, monthsAfter(latest, -n)),
      );
      const found = await periods.findAll(ids);
      for (const id of ids) {
        const period = found.get(id);
        if (period?.closed !== undefined) return { month: period.month, at: period.closed.at };
      }
    }
    return undefined;
  };
