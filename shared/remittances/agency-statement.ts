import { eventIdOf } from "../kernel/ids.ts";
import { Refused } from "../kernel/problems.ts";
import { daysAfter } from "../kernel/time.ts";
import type { Book } from "../ledger/book.ts";
import { addedUp, bookedAt, journalShards, type Turnover } from "../ledger/journal.ts";
import { bookName } from "../ledger/book.ts";
import type { JournalStore } from "../ledger/journal-store.ts";
import type { Page } from "../platform/dynamo.ts";
import type { Remittance } from "./model.ts";
import type { Relation } from "./relation.ts";
import type { StatementPeriod } from "./statement-period.ts";
import { statementSums, type Movement } from "./statement-sums.ts";
import type { RemittanceReads } from "./read-store.ts";
import type { AgencyStatementView } from "./wire.ts";

export type AgencyStatementDeps = {
  readonly journal: Pick<JournalStore, "rollupsOf" | "find">;
  readonly remittances: Pick<RemittanceReads, "page">;
};

const PAGE_SIZE = 100;
/** A hundred thousand advices of an agency, or twenty million daily sums of a shard. */
const PAGE_COUNT_MAX = { remittances: 1_000, sums: 20_000 };

/**
 * How a lender and an agency stood over a period, out of the daily sums of the lender's book. Of the running period,
 * what was posted in the last seconds may be missing, the advices as well as their money.
 * @throws Refused `limit-reached`
 */
export const agencyStatement =
  (deps: AgencyStatementDeps) =>
  async (relation: Relation, period: StatementPeriod): Promise<AgencyStatementView> => {
    const book = { owner: relation.lenderId, currency: relation.currency };
    const { within, before } = await posted(deps, relation, period);
    const [clearing, inTransit] = await movements(deps, { book, period }, [
      `agency-clearing/${relation.agencyId}`,
      `in-transit/${relation.agencyId}`,
    ]);
    return statementSums(relation, period, {
      clearing,
      inTransit,
      remittances: within,
      carriedBefore: before?.carriedForward ?? 0,
    });
  };

export type AgencyStatement = ReturnType<typeof agencyStatement>;

const FIRST_EVENT = 1;

const entryOf = ({ remittanceId, advisedAt }: Remittance) => ({
  accountId: remittanceId,
  eventId: eventIdOf(remittanceId, FIRST_EVENT),
  postedAt: advisedAt,
});

type Found = { readonly within: readonly Remittance[]; readonly before: Remittance | undefined };

/**
 * The advices whose money is in the books of a period, the oldest first, and the last one before it. One that was
 * entered after its day was sealed is in the books of the day on which it was entered.
 */
async function posted(
  deps: AgencyStatementDeps,
  relation: Relation,
  period: StatementPeriod,
): Promise<Found> {
  const { recent, older } = await advices(deps, relation, period);
  const book = bookName({ owner: relation.lenderId, currency: relation.currency });
  const entered = await deps.journal.find(book, recent.map(entryOf));
  const dayOf = (one: Remittance): string | undefined => {
    const entry = entered.get(entryOf(one).eventId);
    return entry && bookedAt(entry).slice(0, 10);
  };
  const days = recent.map((one) => ({ one, day: dayOf(one) }));
  const earlier = days.filter(({ day }) => day !== undefined && day < period.from);
  return {
    within: days.filter(({ day }) => isWithin(day, period)).map(({ one }) => one),
    before: earlier.at(-1)?.one ?? older,
  };
}

const isWithin = (day: string | undefined, { from, to }: StatementPeriod): boolean =>
  day !== undefined && day >= from && day <= to;

/** Histories are swept before a day is sealed: what is late all the same is so by days, and is looked for so far back. */
const LATE_DAYS_MAX = 31;

type Advised = { readonly recent: readonly Remittance[]; readonly older: Remittance | undefined };

/** The advices of a period and of the month before it, the oldest first, and the last one before all of these. */
async function advices(
  { remittances }: AgencyStatementDeps,
  { agencyId, lenderId, currency }: Relation,
  { from, to }: StatementPeriod,
): Promise<Advised> {
  const since = daysAfter(from, -LATE_DAYS_MAX) ?? from;
  const recent: Remittance[] = [];
  let after: Page["next"];
  for (let page = 0; page < PAGE_COUNT_MAX.remittances; page += 1) {
    const { items, next } = await remittances.page(agencyId, { limit: PAGE_SIZE, after });
    for (const one of items) {
      if (one.lenderId !== lenderId || one.currency !== currency) continue;
      const day = one.advisedAt.slice(0, 10);
      if (day < since) return { recent: recent.toReversed(), older: one };
      if (day <= to) recent.push(one);
    }
    if (next === undefined) return { recent: recent.toReversed(), older: undefined };
    after = next;
  }
  throw new Refused({ code: "limit-reached", detail: "The agency has more advices than a statement reads." });
}

const nothing: Turnover = { debit: 0, credit: 0 };

type Sums = { readonly book: Book; readonly period: StatementPeriod };

/** What went through these accounts until the end of the period, and how much of it before. */
async function movements(
  deps: AgencyStatementDeps,
  { book, period }: Sums,
  accounts: readonly [string, string],
): Promise<readonly [Movement, Movement]> {
  const shards = await Promise.all(
    journalShards.map(async (shard) => daysOf(deps, { book, period, shard }, accounts)),
  );
  const days = shards.flat();
  const sums = (isWanted: (date: string) => boolean) =>
    addedUp(days.filter(({ date }) => isWanted(date)).map(({ account, sum }) => [account, sum] as const));
  const before = sums((date) => date < period.from);
  const within = sums((date) => date >= period.from);
  const of = (account: string): Movement => ({
    before: before.get(account) ?? nothing,
    within: within.get(account) ?? nothing,
  });
  return [of(accounts[0]), of(accounts[1])];
}

type Day = { readonly date: string; readonly account: string; readonly sum: Turnover };

async function daysOf(
  { journal }: AgencyStatementDeps,
  { book, period, shard }: Sums & { readonly shard: number },
  accounts: readonly string[],
): Promise<readonly Day[]> {
  const days: Day[] = [];
  let after: Page["next"];
  for (let page = 0; page < PAGE_COUNT_MAX.sums; page += 1) {
    const { items, next } = await journal.rollupsOf({ book, upTo: period.to, shard }, after);
    for (const { date, account, ...sum } of items)
      if (accounts.includes(account)) days.push({ date, account, sum });
    if (next === undefined) return days;
    after = next;
  }
  throw new Error(`a book has more than ${PAGE_COUNT_MAX.sums} pages in one shard`);
}
