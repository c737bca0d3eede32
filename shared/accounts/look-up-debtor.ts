import type { LenderId } from "../kernel/ids.ts";
import type { DebtorStore } from "./debtor-store.ts";
import type { Account } from "./model.ts";
import type { AccountStore } from "./store.ts";
import type { Identifier } from "./wire.ts";

export type LookUpDebtorDeps = {
  readonly accounts: Pick<AccountStore, "findAll">;
  readonly debtors: Pick<DebtorStore, "indexOf" | "accountsOf">;
};

/** A lender's accounts of one debtor, oldest first. An identifier that no account carries finds none. */
export const lookUpDebtor =
  (deps: LookUpDebtorDeps) =>
  async (lenderId: LenderId, identifier: Identifier): Promise<readonly Account[]> => {
    const index = await deps.debtors.indexOf(lenderId, identifier);
    const { entries } = await deps.debtors.accountsOf(lenderId, index);
    if (entries.length === 0) return [];
    const accounts = await deps.accounts.findAll(entries.map(({ accountId }) => accountId));
    return accounts.toSorted((a, b) => (a.accountId < b.accountId ? -1 : 1));
  };

export type LookUpDebtor = ReturnType<typeof lookUpDebtor>;
