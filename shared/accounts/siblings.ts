import type { Hold } from "../compliance/hold.ts";
import type { AccountId, LenderId } from "../kernel/ids.ts";
import type { Sibling } from "./check-eligibility.ts";
import type { DebtorAccounts, DebtorEntry, DebtorStore } from "./debtor-store.ts";
import { isOpen, type Account } from "./model.ts";
import type { AccountStore } from "./store.ts";

export type SiblingDeps = {
  readonly accounts: Pick<AccountStore, "findAll">;
  readonly debtors: Pick<DebtorStore, "accountsOf">;
};

/** The debtor's accounts as they are indexed, and the others of them as they stand. */
export type Family = {
  readonly known: DebtorAccounts;
  readonly siblings: readonly Sibling[];
  /** The holds that stand on them. */
  readonly holds: readonly Hold[];
};

/** Reads what the lender's other accounts of a debtor are, the account itself left out. */
export async function familyOf(
  deps: SiblingDeps,
  {
    lenderId,
    index,
    self,
  }: { readonly lenderId: LenderId; readonly index: string; readonly self?: AccountId },
): Promise<Family> {
  const known = await deps.debtors.accountsOf(lenderId, index);
  const others = known.entries.filter(({ accountId }) => accountId !== self);
  const accounts =
    others.length === 0 ? [] : await deps.accounts.findAll(others.map(({ accountId }) => accountId));
  const entries = new Map(others.map((entry) => [entry.accountId, entry]));
  return {
    known,
    siblings: accounts.map((account) => siblingOf(account, entries.get(account.accountId))),
    holds: accounts.flatMap(({ holds }) => holds),
  };
}

const siblingOf = (account: Account, entry: DebtorEntry | undefined): Sibling => ({
  accountId: account.accountId,
  lenderAccountRef: account.lenderAccountRef,
  ...(entry?.originalAccountRef !== undefined && { originalAccountRef: entry.originalAccountRef }),
  isOpen: account.lifecycle === "ELIGIBLE" || isOpen(account),
  ...(isOpen(account) && account.placement && { agencyId: account.placement.agencyId }),
});
