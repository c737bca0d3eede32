import { lastDayOf } from "../kernel/months.ts";
import { Refused } from "../kernel/problems.ts";
import { plusDays, plusMilliseconds, startOf } from "../kernel/time.ts";
import type { TrialBalanceView } from "../ledger/wire.ts";
import type { Period } from "./model.ts";
import type { PeriodStore } from "./store.ts";

export type ReadBalanceDeps = { readonly periods: Pick<PeriodStore, "balanceOf"> };

/**
 * The trial balance of a month, as it was when its figures were worked out.
 * @throws Refused `not-found` before that
 */
export const readBalance =
  ({ periods }: ReadBalanceDeps) =>
  async ({ periodId, owner, currency, month, prepared }: Period): Promise<TrialBalanceView> => {
    if (prepared === undefined)
      throw new Refused({ code: "not-found", detail: "What the month came to was not worked out yet." });
    const { balanceHash, debit, credit } = prepared;
    const accounts = await periods.balanceOf(periodId, balanceHash);
    const asOf = plusMilliseconds(plusDays(startOf(lastDayOf(month)), 1), -1);
    return { owner, currency, asOf, accounts: [...accounts], debit, credit };
  };

export type ReadBalance = ReturnType<typeof readBalance>;
