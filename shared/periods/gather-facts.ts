import type { BreakStore } from "../breaks/store.ts";
import { isOpenBreak } from "../breaks/model.ts";
import { firstDayOf, lastDayOf, monthOf, monthsAfter } from "../kernel/months.ts";
import type { Clock, Instant } from "../kernel/time.ts";
import type { BookStore } from "../ledger/book-store.ts";
import type { DriftStore } from "../ledger/drift-store.ts";
import type { DriftCheckView } from "../ledger/drift-wire.ts";
import type { JournalStore } from "../ledger/journal-store.ts";
import type { Page } from "../platform/dynamo.ts";
import type { RunStore } from "../reconciliation/run-store.ts";
import { isUnmatched } from "../remittances/model.ts";
import type { RemittanceReads } from "../remittances/read-store.ts";
import type { BankPositions } from "./bank-positions.ts";
import { endOf, type BreakCounts, type ClosingFacts } from "./checklist.ts";
import { periodIdOf, type Period } from "./model.ts";
import { newest } from "./newest.ts";
import type { PeriodStore } from "./store.ts";

export type GatherFactsDeps = {
  readonly periods: Pick<PeriodStore, "find">;
  readonly books: Pick<BookStore, "find">;
  readonly journal: Pick<JournalStore, "firstDay">;
  readonly drift: Pick<DriftStore, "page">;
  readonly runs: Pick<RunStore, "page">;
  readonly breaks: Pick<BreakStore, "page">;
  readonly remittances: Pick<RemittanceReads, "page">;
  readonly bankPositions: BankPositions;
  /** Whether an event that was posted before a moment is still to be carried to its queue. */
  readonly isWaiting: (before: Instant) => Promise<boolean>;
  readonly clock: Clock;
};

const PAGE_SIZE = 200;
/** As many pages as an answer can wait for; what was not read is told. */
const PAGE_COUNT_MAX = 25;

/** Everything that the checklist of a month looks at. */
export const gatherFacts =
  (deps: GatherFactsDeps) =>
  async (period: Period): Promise<ClosingFacts> => {
    const now = deps.clock.now();
    const [previous, book, isWaiting, drift, run, breaks, advices, banks] = await Promise.all([
      previousOf(deps, period),
      deps.books.find(period),
      deps.isWaiting(endOf(period)),
      coveringCheck(deps, period),
      latestRun(deps, period),
      openBreaks(deps, period),
      openAdvices(deps, period),
      deps.bankPositions(period, now),
    ]);
    return {
      period,
      now,
      previous,
      sealedTo: book?.sealedTo ?? "",
      isWaiting,
      drift,
      run,
      breaks,
      advices,
      banks,
    };
  };

export type GatherFacts = ReturnType<typeof gatherFacts>;

async function previousOf(
  { periods, journal }: GatherFactsDeps,
  period: Period,
): Promise<ClosingFacts["previous"]> {
  const first = await journal.firstDay(period);
  if (first === undefined || monthOf(first) >= period.month) return "NONE";
  const before = await periods.find(periodIdOf(period, monthsAfter(period.month, -1)));
  return before?.state ?? "OPEN";
}

async function coveringCheck(
  { drift }: GatherFactsDeps,
  period: Period,
): Promise<DriftCheckView | undefined> {
  const [from, to] = [firstDayOf(period.month), lastDayOf(period.month)];
  return newest((after) => drift.page(period, PAGE_SIZE, after), {
    // Only days that are over are checked.
    since: endOf(period),
    isMeant: (one) => one.state === "DONE" && one.from <= from && one.to >= to,
  });
}

async function latestRun({ runs }: GatherFactsDeps, period: Period): Promise<ClosingFacts["run"]> {
  const { owner, currency } = period;
  if (owner === "unassigned") return "NOT_NEEDED";
  const book = { lenderId: owner, currency };
  return newest((after) => runs.page(book, PAGE_SIZE, after), {
    since: endOf(period),
    // One that only looked reconciled nothing.
    isMeant: ({ state, dryRun }) => state === "DONE" && !dryRun,
  });
}

async function openBreaks({ breaks }: GatherFactsDeps, { owner, currency }: Period): Promise<BreakCounts> {
  let [severe, others] = [0, 0];
  if (owner === "unassigned") return { severe, others, complete: true };
  let after: Page["next"];
  for (let page = 0; page < PAGE_COUNT_MAX; page += 1) {
    const { records, next } = await breaks.page({ lenderId: owner, list: "OPEN", limit: PAGE_SIZE, after });
    for (const one of records.filter((each) => isOpenBreak(each) && each.currency === currency)) {
      const isSevere = one.severity === "HIGH" || one.severity === "CRITICAL";
      severe += isSevere ? 1 : 0;
      others += isSevere ? 0 : 1;
    }
    if (next === undefined) return { severe, others, complete: true };
    after = next;
  }
  return { severe, others, complete: false };
}

/** Those that were advised by the end of the month and whose money was not found. */
async function openAdvices(
  { remittances }: GatherFactsDeps,
  period: Period,
): Promise<ClosingFacts["advices"]> {
  const { owner, currency } = period;
  if (owner === "unassigned") return { count: 0, complete: true };
  let count = 0;
  let after: Page["next"];
  for (let page = 0; page < PAGE_COUNT_MAX; page += 1) {
    const { items, next } = await remittances.page(owner, { limit: PAGE_SIZE, after });
    count += items.filter(
      (one) => one.currency === currency && isUnmatched(one) && one.advisedOn <= lastDayOf(period.month),
    ).length;
    if (next === undefined) return { count, complete: true };
    after = next;
  }
  return { count, complete: false };
}
