import * as z from "zod";
import type { Create, Item, Replace } from "../kernel/change.ts";
import { compiledWhenHot } from "../kernel/compiled-when-hot.ts";
import { AccountId, type LenderId } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";
import { receiptExpiry } from "../platform/time-to-live.ts";
import type { Page, Reader } from "../platform/dynamo.ts";
import { eventView } from "./event-view.ts";
import { Account } from "./model.ts";

export const accountKey = (accountId: string) => ({ pk: `ACCOUNT#${accountId}`, sk: "ACCOUNT" });

const lenderList = (lenderId: LenderId): string => `ACCOUNTS#${lenderId}`;

const referenceKey = (lenderId: LenderId, lenderAccountRef: string) => ({
  pk: `REF#${lenderId}#${lenderAccountRef}`,
  sk: "REF",
});

const Referring = z.object({ accountId: AccountId });

const isAccountKey = z.object({ pk: z.string().startsWith("ACCOUNT#acc_") });

/** What a transaction writes of an account. */
const accountItems = {
  created: (account: Account): Create => ({ kind: "create", name: "account", item: accountItem(account) }),
  /** A new version of an account; written only if nobody moved it meanwhile. */
  changed: (before: Account, after: Account, now: Instant): Replace => ({
    kind: "replace",
    name: "account",
    item: accountItem({ ...after, version: before.version + 1, updatedAt: now }),
    when: [{ attribute: "version", is: "=", value: before.version }],
  }),
  /** That a step was taken: taking it again meets this mark. */
  step: (accountId: AccountId, name: string, now: Instant): Create => ({
    kind: "create",
    name: "step",
    item: { pk: accountKey(accountId).pk, sk: `STEP#${name}`, takenAt: now, expiresAt: receiptExpiry(now) },
  }),
  reference: (account: Account): Create => ({
    kind: "create",
    name: "reference",
    item: {
      ...referenceKey(account.lenderId, account.lenderAccountRef),
      accountId: account.accountId,
    },
  }),
};

const stored = compiledWhenHot(Account);

/** Accounts and their histories; all that the callback function needs, and no more schemas than that takes. */
export const accountStateStore = (reader: Reader) => ({
  find: async (accountId: AccountId): Promise<Account | undefined> => {
    const item = await reader.get(accountKey(accountId));
    return item === undefined ? undefined : stored().parse(item);
  },
  findAll: async (accountIds: readonly string[]): Promise<readonly Account[]> => {
    const items = await reader.getAll(accountIds.map(accountKey));
    return items.map((item) => Account.parse(item));
  },
  /** The account that a lender has under a reference of its own. */
  idOfReference: async (lenderId: LenderId, lenderAccountRef: string): Promise<AccountId | undefined> => {
    const item = await reader.get(referenceKey(lenderId, lenderAccountRef));
    return item === undefined ? undefined : Referring.parse(item).accountId;
  },
  ids: async (lenderId: LenderId, limit: number, after?: Page["next"]) => {
    const page = await reader.page({
      pk: lenderList(lenderId),
      index: "byList",
      limit,
      ...(after && { after }),
    });
    const ids = page.items.map((item) =>
      AccountId.parse(isAccountKey.parse(item).pk.slice("ACCOUNT#".length)),
    );
    return { ids, ...(page.next && { next: page.next }) };
  },
  /** A page of an account's history as everybody sees it. */
  events: async (accountId: AccountId, limit: number, after?: Page["next"]) => {
    const { pk } = accountKey(accountId);
    const page = await reader.page({ pk, prefix: "EVENT#", limit, ...(after && { after }) });
    return { items: page.items.map(eventView), ...(page.next && { next: page.next }) };
  },
  ...accountItems,
});

export type AccountStateStore = ReturnType<typeof accountStateStore>;

/** What is spread first is copied fast, and only that: an account is large, and written with each callback. */
const accountItem = (account: Account): Item => ({
  ...account,
  pk: `ACCOUNT#${account.accountId}`,
  sk: "ACCOUNT",
  list: lenderList(account.lenderId),
  at: account.createdAt,
});
