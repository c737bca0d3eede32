import type { BankAccountStore } from "../bank-accounts/store.ts";
import type { LenderId } from "../kernel/ids.ts";
import type { Currency } from "../kernel/money.ts";
import type { BankLine } from "../reconciliation/model.ts";
import type { openBankLineStore } from "./open-line-store.ts";

export type BankSourceDeps = {
  readonly bankAccounts: Pick<BankAccountStore, "all">;
  readonly bankLines: Pick<ReturnType<typeof openBankLineStore>, "openLines" | "named">;
};

type Book = { readonly lenderId: LenderId; readonly currency: Currency };

const PAGE_SIZE = 200;
/** Two million lines of one book that nothing was matched with. */
const PAGE_COUNT_MAX = 10_000;

/** What reconciliation reads of a lender's banks. */
export const bankSource = ({ bankAccounts, bankLines }: BankSourceDeps) => ({
  /** Every booked line that nothing was matched with, by value date. */
  open: async ({ lenderId, currency }: Book): Promise<readonly BankLine[]> => {
    const found: BankLine[] = [];
    let after: Readonly<Record<string, string>> | undefined;
    for (let page = 0; page < PAGE_COUNT_MAX; page += 1) {
      const { items, next } = await bankLines.openLines(lenderId, currency, {
        limit: PAGE_SIZE,
        ...(after && { after }),
      });
      for (const line of items) found.push(line);
      if (next === undefined) return found;
      after = next;
    }
    throw new Error(`${lenderId} has more than ${PAGE_SIZE * PAGE_COUNT_MAX} open lines at its banks`);
  },
  named: bankLines.named,
  isBanked: async ({ lenderId, currency }: Book): Promise<boolean> =>
    (await bankAccounts.all(lenderId)).some((account) => account.currency === currency),
});
