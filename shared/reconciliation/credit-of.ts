import type { GatewayEvent } from "../kernel/event.ts";
import type { AgencyId } from "../kernel/ids.ts";
import { dateOf } from "../kernel/time.ts";
import { balancesOf, type Owed } from "../ledger/balance.ts";
import type { Credit } from "./model.ts";

type Account = Owed &
  Pick<Credit, "lenderId" | "accountId" | "currency"> & { readonly holders: readonly AgencyId[] };

/**
 * What an account shows beyond what was owed, since when, and which agency had it last. Nothing where nothing was
 * overpaid, or where no agency ever had the account.
 */
export function creditOf(account: Account, history: readonly GatewayEvent[]): Credit | undefined {
  const { credit: amount } = balancesOf(account);
  const agencyId = account.holders.at(-1);
  const since = sinceWhen(history);
  if (amount <= 0 || agencyId === undefined || since === undefined) return undefined;
  const { lenderId, accountId, currency } = account;
  return { lenderId, agencyId, accountId, currency, amount, since: dateOf(since.effectiveAt) };
}

/** The event that left something over where nothing was. A credit balance is what the lender owes: it is negative. */
function sinceWhen(history: readonly GatewayEvent[]): GatewayEvent | undefined {
  let [balance, since]: [number, GatewayEvent | undefined] = [0, undefined];
  for (const event of history) {
    const before = balance;
    for (const { account, amount } of event.postings) if (account === "credit-balance") balance += amount;
    if (balance >= 0) since = undefined;
    else if (before >= 0) since = event;
  }
  return since;
}
