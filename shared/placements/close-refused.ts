import type { Account } from "../accounts/model.ts";
import { eventOf, outstandingOf, type Received } from "../callbacks/outcome.ts";
import type { EventDraft } from "../kernel/event.ts";
import { money } from "../kernel/money.ts";

/** The history says that the placement stays as it is, and compliance hears of it. */
export const closeRefused = (received: Received<"placement.closed">, account: Account): EventDraft => {
  const { code, finalBalance } = received.callback.data;
  const { currency, paid, accountId } = account;
  return eventOf(received, {
    type: "placement.close_refused",
    data: { code, finalBalance, paid: money(paid, currency), ours: money(outstandingOf(account), currency) },
    route: { queue: "finance", group: accountId },
  });
};
