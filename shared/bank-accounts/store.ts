import type { Item } from "../kernel/change.ts";
import type { LenderId } from "../kernel/ids.ts";
import type { Reader } from "../platform/dynamo.ts";
import { BANK_ACCOUNT_COUNT_MAX, BankAccount } from "./model.ts";
import type { BankAccountRef } from "./wire.ts";

const accountKey = ({ lenderId, bankAccountRef }: Pick<BankAccount, "lenderId" | "bankAccountRef">) => ({
  pk: `BANKACCOUNTS#${lenderId}`,
  sk: `BANKACCOUNT#${bankAccountRef}`,
});

/** Outside the lender's own partition: placing reads that one whole, and needs none of these. */
export const bankAccountStore = (reader: Pick<Reader, "get" | "page">) => ({
  find: async (lenderId: LenderId, bankAccountRef: BankAccountRef): Promise<BankAccount | undefined> => {
    const item = await reader.get(accountKey({ lenderId, bankAccountRef }));
    return item === undefined ? undefined : BankAccount.parse(item);
  },
  /** All of a lender's, by their names. */
  all: async (lenderId: LenderId): Promise<readonly BankAccount[]> => {
    const { items } = await reader.page({ pk: `BANKACCOUNTS#${lenderId}`, limit: BANK_ACCOUNT_COUNT_MAX });
    return items.map((item) => BankAccount.parse(item));
  },
  item: (account: BankAccount): Item => ({ ...accountKey(account), ...account }),
});

export type BankAccountStore = ReturnType<typeof bankAccountStore>;
