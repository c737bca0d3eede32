import type { BankAccount } from "../bank-accounts/model.ts";
import type { BankFile, KnownAccount, Settings } from "./model.ts";

/**
 * How a file is read: as its account says, where one was named.
 * @returns undefined for CSV of an account that has no map (any more)
 */
export function settingsOf({ format }: BankFile, account: BankAccount | undefined): Settings | undefined {
  if (format === "CSV") {
    if (account?.csv === undefined) return undefined;
    return { csv: { ...account.csv, bankAccount: account.number, currency: account.currency } };
  }
  return {
    ...(format !== undefined && { format }),
    ...(account?.encoding !== undefined && { encoding: account.encoding }),
  };
}

/** What statements are held against, and lines are marked with. */
export const knownAccount = ({ bankAccountRef, number, currency, agencyId }: BankAccount): KnownAccount => ({
  bankAccountRef,
  number,
  currency,
  ...(agencyId !== undefined && { agencyId }),
});

/** The account that a statement says it is of. */
export const accountOf = (accounts: readonly KnownAccount[], bankAccount: string): KnownAccount | undefined =>
  accounts.find(({ number }) => number === bankAccount.toUpperCase());
