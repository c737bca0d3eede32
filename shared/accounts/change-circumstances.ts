import type { EventDraft } from "../kernel/event.ts";
import type { AccountId, LenderId } from "../kernel/ids.ts";
import { Refused } from "../kernel/problems.ts";
import type { Clock } from "../kernel/time.ts";
import { canonical } from "../platform/canonical.ts";
import { again, attempts, onConflict } from "../platform/retry.ts";
import type { Write } from "../platform/write.ts";
import { circumstancesAfter, differences } from "./circumstances.ts";
import { withHistory } from "./history.ts";
import { isOpen, withAttention, type Account } from "./model.ts";
import type { AccountStore } from "./store.ts";
import type { Circumstances, CircumstancesChange } from "./wire.ts";

export type ChangeCircumstancesDeps = {
  readonly accounts: Pick<
    AccountStore,
    "find" | "changed" | "step" | "latestScreening" | "circumstances" | "circumstancesChanged"
  >;
  readonly write: Write;
  readonly clock: Clock;
};

export type ChangeCircumstances = {
  readonly lenderId: LenderId;
  readonly accountId: AccountId;
  readonly change: CircumstancesChange;
};

/**
 * Records what the lender learned of the debtor. An account that nobody has is screened again at once by the
 * event; one that an agency has gets a mark for a person. A change that changes nothing writes nothing.
 * @throws Refused `not-found`
 */
export const changeCircumstances =
  (deps: ChangeCircumstancesDeps) =>
  async ({ lenderId, accountId, change }: ChangeCircumstances): Promise<void> =>
    attempts(async () => {
      const [account, former] = await Promise.all([deps.accounts.find(accountId), known(deps, accountId)]);
      if (account?.lenderId !== lenderId || former === undefined)
        throw new Refused({ code: "not-found", detail: "Nothing with this id belongs to you." });
      const current = circumstancesAfter(former, change);
      if (canonical(former) === canonical(current)) return undefined;
      const now = deps.clock.now();
      const event = changed(account, { former, current }, now);
      const after = withHistory(marked(account), [event], now);
      const outcome = await deps.write({
        identity: [deps.accounts.step(accountId, `circumstances#${account.version}`, now)],
        state: [
          deps.accounts.changed(account, after.account, now),
          deps.accounts.circumstancesChanged(accountId, current, now),
        ],
        events: after.events,
      });
      return outcome.ok ? undefined : again;
    }, onConflict);

async function known(
  deps: ChangeCircumstancesDeps,
  accountId: AccountId,
): Promise<Circumstances | undefined> {
  const [circumstances, screening] = await Promise.all([
    deps.accounts.circumstances(accountId),
    deps.accounts.latestScreening(accountId),
  ]);
  return circumstances ?? screening?.facts.circumstances;
}

const marked = (account: Account): Account =>
  isOpen(account) ? { ...account, attention: [...withAttention(account, "CIRCUMSTANCES_CHANGED")] } : account;

const isScreenedAgain = ({ lifecycle }: Account): boolean =>
  lifecycle === "REJECTED" || lifecycle === "ELIGIBLE";

const changed = (
  account: Account,
  values: { readonly former: Circumstances; readonly current: Circumstances },
  now: EventDraft["receivedAt"],
): EventDraft => ({
  type: "account.circumstances_changed",
  actor: { kind: "LENDER", id: account.lenderId },
  effectiveAt: now,
  receivedAt: now,
  data: differences(values),
  ...(isScreenedAgain(account) && { route: { queue: "placements", group: account.accountId } }),
});
