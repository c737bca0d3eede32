import type { Account } from "../accounts/model.ts";
import type { AccountStore } from "../accounts/store.ts";
import type { GatewayEvent } from "../kernel/event.ts";
import type { LenderId } from "../kernel/ids.ts";
import { plusSeconds, type Clock, type Instant } from "../kernel/time.ts";
import type { Page } from "../platform/dynamo.ts";
import { bookOf } from "./book.ts";
import { checkHistory, type Difference } from "./check-history.ts";
import type { JournalStore } from "./journal-store.ts";
import { JOURNAL_LAG_SECONDS, journalDifference, SIDE_BY_SIDE, type Verification } from "./verification.ts";

export type VerifyBooksDeps = {
  readonly accounts: Pick<AccountStore, "ids" | "findAll">;
  readonly histories: {
    /** Everything up to an event, in order. */
    readonly upTo: (accountId: string, sequence: number) => Promise<readonly GatewayEvent[]>;
  };
  readonly journal: Pick<JournalStore, "find">;
  readonly clock: Clock;
};

/** Verifies a page of a lender's accounts: history against account, history against journal. */
export const verifyBooks =
  (deps: VerifyBooksDeps) =>
  async (lenderId: LenderId, limit: number, after?: Page["next"]): Promise<Verification> => {
    const { ids, next } = await deps.accounts.ids(lenderId, limit, after);
    const accounts = await deps.accounts.findAll(ids);
    const due = plusSeconds(deps.clock.now(), -JOURNAL_LAG_SECONDS);
    const checked: Checked[] = [];
    for (let from = 0; from < accounts.length; from += SIDE_BY_SIDE)
      checked.push(
        ...(await Promise.all(
          accounts.slice(from, from + SIDE_BY_SIDE).map(async (one) => check(deps, one, due)),
        )),
      );
    return {
      checked: accounts.length,
      events: checked.reduce((sum, { events }) => sum + events, 0),
      differences: checked.flatMap(({ difference }) => difference ?? []),
      ...(next && { next }),
    };
  };

export type VerifyBooks = ReturnType<typeof verifyBooks>;

type Checked = { readonly events: number; readonly difference?: Difference | undefined };

async function check(deps: VerifyBooksDeps, account: Account, due: Instant): Promise<Checked> {
  // What was recorded since the account was read is not looked at: the account explains what came before.
  const history = await deps.histories.upTo(account.accountId, account.sequence);
  const difference = checkHistory(account, history) ?? (await inJournal(deps, account, { history, due }));
  return { events: history.length, difference };
}

async function inJournal(
  { journal }: VerifyBooksDeps,
  { lenderId, currency }: Account,
  { history, due }: { readonly history: readonly GatewayEvent[]; readonly due: Instant },
): Promise<Difference | undefined> {
  const posted = history.filter(({ postings, postedAt }) => postings.length > 0 && postedAt <= due);
  return journalDifference(posted, await journal.find(bookOf({ lenderId, currency }), posted));
}
