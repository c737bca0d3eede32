import { withinReach, type Reach } from "../access/scope.ts";
import type { Account } from "../accounts/model.ts";
import type { AccountStore } from "../accounts/store.ts";
import type { AccountId } from "../kernel/ids.ts";
import { Refused } from "../kernel/problems.ts";
import type { Page } from "../platform/dynamo.ts";
import { StatementEvent, statementLines } from "./statement-lines.ts";
import type { StatementView } from "./wire.ts";

export type StatementDeps = { readonly accounts: Pick<AccountStore, "find" | "events"> };

const PAGE_SIZE = 200;
/** An account with more events than this has its events listed page by page instead. */
const PAGE_COUNT_MAX = 25;

/**
 * Every movement of an account, oldest first, with what was owed after each.
 * @throws Refused `not-found`, `limit-reached`
 */
export const accountStatement =
  (deps: StatementDeps) =>
  async (reach: Reach, accountId: AccountId): Promise<StatementView> => {
    const account = withinReach(reach, await deps.accounts.find(accountId));
    const lines = statementLines(await posted(deps, account));
    const { outstanding = 0, disputed = 0, creditBalance = 0 } = lines.at(-1) ?? {};
    const { lenderId, lenderAccountRef, currency } = account;
    return { accountId, lenderId, lenderAccountRef, currency, lines, outstanding, disputed, creditBalance };
  };

export type AccountStatement = ReturnType<typeof accountStatement>;

async function posted({ accounts }: StatementDeps, account: Account): Promise<readonly StatementEvent[]> {
  const found: StatementEvent[] = [];
  let after: Page["next"];
  for (let page = 0; page < PAGE_COUNT_MAX; page += 1) {
    const { items, next } = await accounts.events(account.accountId, PAGE_SIZE, after);
    found.push(...items.map((item) => StatementEvent.parse(item)));
    if (next === undefined) return found.filter(({ postings }) => postings.length > 0);
    after = next;
  }
  throw new Refused({
    code: "limit-reached",
    detail: `The account has more than ${PAGE_SIZE * PAGE_COUNT_MAX} events: read its list of events.`,
  });
}
