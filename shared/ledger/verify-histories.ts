import type { GatewayEvent } from "../kernel/event.ts";
import { Instant, plusSeconds, type Clock } from "../kernel/time.ts";
import type { Page } from "../platform/dynamo.ts";
import type { Book } from "./book.ts";
import { checkChain, type Difference } from "./check-history.ts";
import type { History, ListHistories } from "./histories.ts";
import type { HistoryKind } from "./history-kinds.ts";
import type { JournalStore } from "./journal-store.ts";
import type { PostedStore } from "./posted-store.ts";
import { JOURNAL_LAG_SECONDS, journalDifference, SIDE_BY_SIDE, type Verification } from "./verification.ts";

export type VerifyHistoriesDeps = {
  readonly list: ListHistories;
  readonly histories: {
    /** Everything up to an event, in order. */
    readonly upTo: (accountId: string, sequence: number) => Promise<readonly GatewayEvent[]>;
  };
  readonly posted: Pick<PostedStore, "from">;
  readonly journal: Pick<JournalStore, "find">;
  readonly clock: Clock;
};

type Paging = { readonly limit: number; readonly after?: Page["next"] };

/** Verifies a page of a book's histories of one kind: chain, postings, the end that its record tells, journal. */
export const verifyHistories =
  (deps: VerifyHistoriesDeps) =>
  async (kind: HistoryKind, book: Book, paging: Paging): Promise<Verification> => {
    const { histories, next } = await deps.list(kind, book, paging);
    const checked: Checked[] = [];
    for (let n = 0; n < histories.length; n += SIDE_BY_SIDE)
      checked.push(
        ...(await Promise.all(histories.slice(n, n + SIDE_BY_SIDE).map(async (one) => check(deps, one)))),
      );
    return {
      checked: histories.length,
      events: checked.reduce((sum, { events }) => sum + events, 0),
      differences: checked.flatMap(({ difference }) => difference ?? []),
      ...(next && { next }),
    };
  };

export type VerifyHistories = ReturnType<typeof verifyHistories>;

type Checked = { readonly events: number; readonly difference?: Difference | undefined };

/** As many as the number of an event counts: a file's history grows with every entry that a person settles. */
const EVENT_COUNT_MAX = 99_999_999;

const BEGINNING = Instant.parse("0002-01-01T00:00:00.000Z");

async function check(deps: VerifyHistoriesDeps, { accountId, end }: History): Promise<Checked> {
  const history = await deps.histories.upTo(accountId, end?.sequence ?? EVENT_COUNT_MAX);
  const difference =
    checkChain(accountId, history, end) ?? (await inJournals(deps, accountId, history.length));
  return { events: history.length, difference };
}

/** Each event in the journal of the book that it names. */
async function inJournals(
  { posted, journal, clock }: VerifyHistoriesDeps,
  accountId: string,
  upTo: number,
): Promise<Difference | undefined> {
  const due = plusSeconds(clock.now(), -JOURNAL_LAG_SECONDS);
  const events = (await posted.from(accountId, BEGINNING))
    .filter(({ sequence, postedAt }) => sequence <= upTo && postedAt <= due)
    .toReversed();
  for (const [book, ofBook] of Map.groupBy(events, (event) => event.book)) {
    const difference = journalDifference(ofBook, await journal.find(book, ofBook));
    if (difference !== undefined) return difference;
  }
  return undefined;
}
