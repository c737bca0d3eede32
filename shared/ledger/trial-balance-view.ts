import type { Instant } from "../kernel/time.ts";
import { utc } from "../kernel/time.ts";
import type { Book } from "./book.ts";
import type { Turnovers } from "./journal.ts";
import type { TrialBalanceView } from "./wire.ts";

/** A book as answered: each account with its balance, and both sides' sums. */
export function trialBalanceView({ owner, currency }: Book, asOf: Instant, of: Turnovers): TrialBalanceView {
  const accounts = [...of].map(([account, { debit, credit }]) => ({
    account,
    debit,
    credit,
    balance: debit - credit,
  }));
  const sum = (side: "debit" | "credit"): number => accounts.reduce((total, one) => total + one[side], 0);
  return { owner, currency, asOf: utc(asOf), accounts, debit: sum("debit"), credit: sum("credit") };
}
