import type { Reach } from "../access/scope.ts";
import { Refused } from "../kernel/problems.ts";
import { dateOf, type Clock } from "../kernel/time.ts";
import { firstDayOf, monthOf } from "../kernel/months.ts";
import type { JournalStore } from "../ledger/journal-store.ts";
import type { Period } from "./model.ts";
import type { PeriodStore } from "./store.ts";
import { PeriodId } from "./wire.ts";

export type FindPeriodDeps = {
  readonly periods: Pick<PeriodStore, "find">;
  readonly journal: Pick<JournalStore, "firstDay">;
  readonly clock: Clock;
};

/** A period as a caller names it, and whose books the caller may see. */
export type Named = { readonly reach: Reach; readonly periodId: string };

/**
 * The month of a book: one since the book's first entry, and none that has not begun.
 * @throws Refused `not-found`
 */
export const findPeriod =
  (deps: FindPeriodDeps) =>
  async ({ reach, periodId }: Named): Promise<Period> => {
    const id = PeriodId.safeParse(periodId);
    const period = id.success ? await deps.periods.find(id.data) : undefined;
    if (period === undefined || (reach.lenderId !== undefined && period.owner !== reach.lenderId))
      throw notThere();
    const first = await deps.journal.firstDay(period);
    const hasBegun = firstDayOf(period.month) <= dateOf(deps.clock.now());
    if (first === undefined || period.month < monthOf(first) || !hasBegun) throw notThere();
    return period;
  };

export type FindPeriod = ReturnType<typeof findPeriod>;

const notThere = (): Refused =>
  new Refused({ code: "not-found", detail: "Nothing with this id belongs to you." });
