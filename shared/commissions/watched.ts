import type { Update } from "../kernel/change.ts";
import type { AccountId, LenderId } from "../kernel/ids.ts";
import type { Currency } from "../kernel/money.ts";
import type { Instant } from "../kernel/time.ts";

type Owned = { readonly accountId: AccountId; readonly lenderId: LenderId; readonly currency: Currency };

export const watchKey = (accountId: AccountId) => ({ pk: `ACCOUNT#${accountId}`, sk: "COMMISSION" });

export const watchListOf = ({ lenderId, currency }: Omit<Owned, "accountId">): string =>
  `COMMISSION#${lenderId}#${currency}`;

/**
 * The next run looks at an account's commission: whoever says so adds to the revision, so that no run overlooks who
 * came meanwhile.
 */
export const watched = ({ accountId, lenderId, currency }: Owned, now: Instant): Update => ({
  kind: "update",
  name: "commission",
  key: watchKey(accountId),
  set: { accountId, list: watchListOf({ lenderId, currency }), at: `${now}#${accountId}` },
  add: { revision: 1 },
  when: [],
});
