import type { AccountStore } from "../accounts/store.ts";
import type { GatewayEvent } from "../kernel/event.ts";
import { AccountId } from "../kernel/ids.ts";
import { daysAfter, type Clock, type LocalDate } from "../kernel/time.ts";
import type { Book } from "../ledger/book.ts";
import type { JournalEntry } from "../ledger/journal.ts";
import type { JournalStore } from "../ledger/journal-store.ts";
import type { PlacementStore } from "../placements/store.ts";
import type { Page } from "../platform/dynamo.ts";
import { again, attempts, onConflict } from "../platform/retry.ts";
import type { WriteBeside } from "../platform/write.ts";
import type { Collecting } from "./collect-since.ts";
import { creditOf } from "./credit-of.ts";
import type { CreditStore } from "./credit-store.ts";
import type { CommissionWatchStore } from "./commission-watch-store.ts";
import type { ExpectationStore } from "./expectation-store.ts";
import { foldPayments } from "./fold-payments.ts";
import { refolded } from "./refold.ts";

export type CollectDeps = {
  readonly accounts: Pick<AccountStore, "find">;
  readonly placements: Pick<PlacementStore, "all">;
  readonly histories: {
    readonly upTo: (accountId: string, sequence: number) => Promise<readonly GatewayEvent[]>;
  };
  readonly journal: Pick<JournalStore, "ofDay">;
  readonly expectations: Pick<ExpectationStore, "marks" | "ofAccount" | "folded" | "marked">;
  readonly credits: Pick<CreditStore, "credited">;
  readonly commissions: Pick<CommissionWatchStore, "page" | "watched">;
  readonly writeBeside: WriteBeside;
  readonly clock: Clock;
};

const PAGE_SIZE = 200;
/** Accounts that are folded at once. */
const SIDE_BY_SIDE = 8;
/** A transaction has room for a hundred changes, one of which is the mark. */
const CHANGE_COUNT_MAX = 90;

const isPayment = /^payment\.(received|corrected|reversed|direct_received|direct_reversed)$/u;

/** What changes what is expected of an account, or what it shows beyond what was owed. */
const isFolded = ({ type, postings }: JournalEntry): boolean =>
  isPayment.test(type) || postings.some(({ account }) => account === "credit-balance");

/**
 * Brings the expectations of a book up to what its journal says from a day on: every account with payments since, or
 * with more or less paid than was owed, is folded again, and so is every account that a dispute put on the list of
 * those whose commission is looked at. An account that was folded up to the same event is left out, so that doing it
 * twice does nothing.
 * @returns how many accounts were folded; undefined where time was up first
 */
export const collectExpectations =
  (deps: CollectDeps) =>
  async (book: Book, { from, to, isTimeUp }: Collecting): Promise<number | undefined> => {
    let count = 0;
    for (
      let date: LocalDate | undefined = from;
      date !== undefined && date <= to;
      date = daysAfter(date, 1)
    ) {
      let after: Readonly<Record<string, unknown>> | undefined;
      do {
        if (isTimeUp()) return undefined;
        const page = await deps.journal.ofDay(book, date, { limit: PAGE_SIZE, ...(after && { after }) });
        const latest = latestOf(page.items.filter(isFolded));
        count += await foldAll(deps, latest);
        after = page.next;
      } while (after !== undefined);
    }
    return count + (await foldWatched(deps, book));
  };

function latestOf(entries: readonly { readonly accountId: string; readonly sequence: number }[]) {
  const latest = new Map<AccountId, number>();
  for (const { accountId, sequence } of entries) {
    const id = AccountId.safeParse(accountId);
    if (id.success) latest.set(id.data, Math.max(sequence, latest.get(id.data) ?? 0));
  }
  return latest;
}

/** How a dispute ended moves no money, so that the journal does not say it. */
async function foldWatched(deps: CollectDeps, { owner, currency }: Book): Promise<number> {
  if (owner === "unassigned") return 0;
  let count = 0;
  let after: Page["next"];
  do {
    const page = await deps.commissions.page({ lenderId: owner, currency }, SIDE_BY_SIDE, after);
    const accounts = await Promise.all(
      page.items.map(async ({ accountId }) => deps.accounts.find(accountId)),
    );
    count += await foldAll(deps, latestOf(accounts.filter((account) => account !== undefined)));
    after = page.next;
  } while (after !== undefined);
  return count;
}

async function foldAll(deps: CollectDeps, latest: ReadonlyMap<AccountId, number>): Promise<number> {
  const marks = await deps.expectations.marks([...latest.keys()]);
  const open = [...latest].filter(([accountId, sequence]) => (marks.get(accountId) ?? 0) < sequence);
  for (let n = 0; n < open.length; n += SIDE_BY_SIDE)
    await Promise.all(open.slice(n, n + SIDE_BY_SIDE).map(async ([accountId]) => fold(deps, accountId)));
  return open.length;
}

async function fold(deps: CollectDeps, accountId: AccountId): Promise<void> {
  await attempts(async () => {
    const account = await deps.accounts.find(accountId);
    if (account === undefined) return true;
    const [placements, history, stored] = await Promise.all([
      deps.placements.all(accountId),
      deps.histories.upTo(accountId, account.sequence),
      deps.expectations.ofAccount(accountId),
    ]);
    const changed = refolded(stored, foldPayments(account, placements, history));
    // Before what it is about: whoever is killed in between leaves an account that is looked at for nothing.
    if (changed.some(({ after }) => after.matchedAs !== undefined))
      await deps.writeBeside([deps.commissions.watched(account, deps.clock.now())]);
    const changes = changed.map(({ before, after }) => deps.expectations.folded(before, after));
    for (let n = 0; n < changes.length; n += CHANGE_COUNT_MAX) {
      const outcome = await deps.writeBeside(changes.slice(n, n + CHANGE_COUNT_MAX));
      if (!outcome.ok) return again;
    }
    // Whoever is slower finds a later mark, which says as much.
    await deps.writeBeside([
      deps.expectations.marked(accountId, account.sequence),
      deps.credits.credited(accountId, account.sequence, creditOf(account, history)),
    ]);
    return true;
  }, onConflict);
}
