import type { BankAccountStore } from "../bank-accounts/store.ts";
import type { BankAccountRef } from "../bank-accounts/wire.ts";
import { chainEnds, type ChainEnds } from "../bank-files/chain-ends.ts";
import type { BankChainStore } from "../bank-files/chain-store.ts";
import { bankLedgerAccount } from "../bank-files/loaded.ts";
import type { Instant } from "../kernel/time.ts";
import type { Book } from "../ledger/book.ts";
import type { TrialBalance } from "../ledger/trial-balance.ts";

/** A bank account as its statements have it, and as the books do. */
export type BankPosition = {
  readonly bankAccountRef: BankAccountRef;
  /** Undefined where its statements do not tell. */
  readonly ends: ChainEnds | undefined;
  /** What its lines came to in the books: they begin with its first statement. */
  readonly booked: number;
};

export type BankPositionsDeps = {
  readonly bankAccounts: Pick<BankAccountStore, "all">;
  readonly bankChain: Pick<BankChainStore, "first" | "last">;
  readonly trialBalance: TrialBalance;
};

/** A book's accounts at banks that send statements with balances. Accounts of others have nothing to be held against. */
export const bankPositions =
  ({ bankAccounts, bankChain, trialBalance }: BankPositionsDeps) =>
  async (book: Book, now: Instant): Promise<readonly BankPosition[]> => {
    const { owner, currency } = book;
    if (owner === "unassigned") return [];
    const accounts = (await bankAccounts.all(owner)).filter((one) => one.currency === currency);
    if (accounts.length === 0) return [];
    const sums = await trialBalance(book, now);
    const positions = await Promise.all(
      accounts.map(async ({ lenderId, bankAccountRef }): Promise<readonly BankPosition[]> => {
        const of = { lenderId, bankAccountRef };
        const [first, last] = await Promise.all([bankChain.first(of), bankChain.last(of)]);
        if (first.length === 0) return [];
        const { debit, credit } = sums.get(bankLedgerAccount(bankAccountRef)) ?? { debit: 0, credit: 0 };
        return [{ bankAccountRef, ends: chainEnds({ first, last }), booked: debit - credit }];
      }),
    );
    return positions.flat();
  };

export type BankPositions = ReturnType<typeof bankPositions>;
