import { withinReach, type Reach } from "../access/scope.ts";
import type { AccountStore } from "../accounts/store.ts";
import type { GatewayEvent } from "../kernel/event.ts";
import type { AccountId } from "../kernel/ids.ts";
import { Refused } from "../kernel/problems.ts";
import { dateOf, type Clock } from "../kernel/time.ts";
import type { PlacementStore } from "../placements/store.ts";
import { paymentsOf } from "./payments-of.ts";
import type { PaymentView } from "./view-wire.ts";

export type ListPaymentsDeps = {
  readonly accounts: Pick<AccountStore, "find">;
  readonly placements: Pick<PlacementStore, "all">;
  readonly histories: {
    readonly upTo: (accountId: string, sequence: number) => Promise<readonly GatewayEvent[]>;
  };
  readonly clock: Clock;
};

/** An account with more events than this has its events listed page by page instead. */
const EVENT_COUNT_MAX = 5_000;

/**
 * Every payment of an account, as it stands today.
 * @throws Refused `not-found`, `limit-reached`
 */
export const listPayments =
  (deps: ListPaymentsDeps) =>
  async (reach: Reach, accountId: AccountId): Promise<readonly PaymentView[]> => {
    const account = withinReach(reach, await deps.accounts.find(accountId));
    if (account.sequence > EVENT_COUNT_MAX)
      throw new Refused({
        code: "limit-reached",
        detail: `The account has more than ${EVENT_COUNT_MAX} events: read its list of events.`,
      });
    const [placements, history] = await Promise.all([
      deps.placements.all(accountId),
      deps.histories.upTo(accountId, account.sequence),
    ]);
    return paymentsOf(account, { placements, history }, dateOf(deps.clock.now()));
  };

export type ListPayments = ReturnType<typeof listPayments>;
