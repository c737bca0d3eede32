import { dateOf, daysAfter, plusSeconds, type Clock, type Instant, type LocalDate } from "../kernel/time.ts";
import type { Page, UpdateOne } from "../platform/dynamo.ts";
import type { Book } from "./book.ts";
import { entriesOf } from "./day-entries.ts";
import { entryDrift, missingDrift, rollupDrift } from "./drift.ts";
import type { DriftFound, DriftStore } from "./drift-store.ts";
import { DRIFT_COUNT_MAX, type DriftCheckId, type DriftView } from "./drift-wire.ts";
import { addedUp, journalShards, turnoversOf, type Turnover, type Turnovers } from "./journal.ts";
import type { JournalStore } from "./journal-store.ts";
import type { PostedStore } from "./posted-store.ts";
import { emptyDay, withEntries, type DaySum } from "./seal.ts";
import type { SealStore } from "./seal-store.ts";
import type { Days, MissingFrom } from "./sweep-journal.ts";

export type CheckDriftDeps = {
  readonly drift: Pick<DriftStore, "find" | "finished">;
  readonly journal: Pick<JournalStore, "ofDay" | "rollupsOfDay">;
  readonly posted: Pick<PostedStore, "findAll">;
  readonly seals: Pick<SealStore, "find">;
  readonly missing: MissingFrom;
  readonly update: UpdateOne;
  readonly clock: Clock;
};

/** The journal is entered a moment later; what is younger than this may not be there yet. */
const JOURNAL_LAG_SECONDS = 300;

/**
 * Makes a check that was asked for: the daily sums against the entries, each entry against its event, each seal
 * against its day, and the events that no entry copies. Told again after it is done, it does nothing.
 * @returns undefined when it was done before
 */
export const checkDrift =
  (deps: CheckDriftDeps) =>
  async (checkId: DriftCheckId): Promise<DriftFound | undefined> => {
    const check = await deps.drift.find(checkId);
    if (check === undefined || check.state === "DONE") return undefined;
    const found = await driftIn(deps, check, check);
    await deps.update(deps.drift.finished(check, found, deps.clock.now()));
    return found;
  };

async function driftIn(deps: CheckDriftDeps, book: Book, days: Days): Promise<DriftFound> {
  const kept: DriftView[] = [];
  let [entries, drift] = [0, 0];
  const take = (found: readonly DriftView[]): void => {
    drift += found.length;
    kept.push(...found.slice(0, DRIFT_COUNT_MAX - kept.length));
  };
  for (
    let date: LocalDate | undefined = days.from;
    date !== undefined && date <= days.to;
    date = daysAfter(date, 1)
  )
    entries += await ofDay(deps, { book, date }, take);
  const due = plusSeconds(deps.clock.now(), -JOURNAL_LAG_SECONDS);
  for await (const events of deps.missing(book, days)) take(overdue(events, due));
  return { entries, drift, differences: kept };
}

const overdue = (
  events: readonly { readonly eventId: string; readonly postedAt: Instant }[],
  due: Instant,
): readonly DriftView[] =>
  events
    .filter(({ postedAt }) => postedAt <= due)
    .map((event) => missingDrift(dateOf(event.postedAt), event));

type Day = { readonly book: Book; readonly date: LocalDate };

async function ofDay(
  deps: CheckDriftDeps,
  { book, date }: Day,
  take: (found: readonly DriftView[]) => void,
): Promise<number> {
  let day: DaySum = emptyDay;
  let sums: Turnovers = new Map();
  for await (const entries of entriesOf(deps, book, date)) {
    const events = await deps.posted.findAll(entries);
    take(entries.flatMap((entry) => entryDrift(date, entry, events.get(entry.eventId))));
    sums = addedUp([...sums, ...turnoversOf(entries.flatMap(({ postings }) => postings))]);
    day = withEntries(book, day, entries);
  }
  take(rollupDrift(date, await rolledUp(deps, { book, date }), sums));
  const seal = await deps.seals.find(book, date);
  if (seal !== undefined && (seal.entriesHash !== day.hash || seal.entries !== day.entries))
    take([{ code: "SEAL_DIFFERS", date, subject: seal.hash, detail: "the day is not what was sealed" }]);
  return day.entries;
}

/** Pages of a day's sums in one shard: ten million ledger accounts. */
const PAGE_COUNT_MAX = 10_000;

async function rolledUp({ journal }: CheckDriftDeps, { book, date }: Day): Promise<Turnovers> {
  const shards = await Promise.all(
    journalShards.map(async (shard) => {
      const sums: [string, Turnover][] = [];
      let after: Page["next"];
      for (let page = 0; page < PAGE_COUNT_MAX; page += 1) {
        const { items, next } = await journal.rollupsOfDay({ book, date, shard }, after);
        for (const { account, debit, credit } of items) sums.push([account, { debit, credit }]);
        if (next === undefined) break;
        after = next;
      }
      return sums;
    }),
  );
  return addedUp(shards.flat());
}
