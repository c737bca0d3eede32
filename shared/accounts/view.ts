import { holdReasons } from "../compliance/wire.ts";
import { money } from "../kernel/money.ts";
import { balancesOf, type Owed } from "../ledger/balance.ts";
import { components } from "../ledger/model.ts";
import type { BalanceView } from "../ledger/balance-wire.ts";
import type { Currency } from "../kernel/money.ts";
import type { Placement } from "../placements/model.ts";
import { isGivenUp } from "../placements/wire.ts";
import { withAttention, type Account } from "./model.ts";
import type { AccountView, Facets, Verdict } from "./wire.ts";

export function balanceView(owed: Owed & { readonly currency: Currency }): BalanceView {
  const { components: open, outstanding, credit } = balancesOf(owed);
  return {
    currency: owed.currency,
    outstanding: money(outstanding, owed.currency),
    creditBalance: money(credit, owed.currency),
    components: components.flatMap((component) => {
      const amount = open[component];
      return amount === undefined ? [] : [{ component, amount: money(amount, owed.currency) }];
    }),
  };
}

/** Nothing came in, a part, all, what was agreed for all, or more than all. */
export function paymentFacet(account: Account): Facets["payment"] {
  const { outstanding, credit } = balancesOf(account);
  if (credit > 0) return "CREDIT_BALANCE";
  if (outstanding === 0) return account.closeCode === "SETTLED_IN_FULL" ? "SETTLED" : "PAID";
  return account.paid > 0 ? "PARTIAL" : "NONE";
}

/** Whether what is owed can be collected, as the last agency to close it saw it; whatever came in or went back since. */
export function collectabilityFacet(account: Account): Facets["collectability"] {
  const { closeCode, paid } = account;
  const { outstanding } = balancesOf(account);
  if (closeCode === undefined || outstanding === 0 || !isGivenUp(closeCode)) return "NORMAL";
  return paid > 0 ? "PARTLY_NC" : "NC";
}

/** What a person should look at. A credit is seen in the balance: it is noted for as long as it lasts. */
export const attentionOf = (account: Account): readonly string[] =>
  balancesOf(account).credit > 0 ? withAttention(account, "CREDIT_BALANCE") : account.attention;

export const accountView = (
  account: Account,
  known: { readonly verdicts: readonly Verdict[]; readonly placements: readonly Placement[] },
): AccountView => ({
  ...accountSummary(account),
  holds: account.holds.map((hold) => ({ ...hold, reason: holdReasons[hold.type] })),
  ...(account.recall && { recall: account.recall }),
  screening: [...known.verdicts],
  placements: known.placements.map(placementView),
});

type AccountSummary = Omit<AccountView, "holds" | "recall" | "screening" | "placements">;

/** An account in a list: everything that takes no further reading. */
export const accountSummary = (account: Account): AccountSummary => ({
  accountId: account.accountId,
  lenderId: account.lenderId,
  lenderAccountRef: account.lenderAccountRef,
  product: account.product,
  lifecycle: account.lifecycle,
  balance: balanceView(account),
  ...(account.writtenOff !== undefined && { writtenOff: money(account.writtenOff, account.currency) }),
  facets: {
    recall: account.recall?.state ?? "NONE",
    dispute: account.dispute,
    arrangement: account.arrangement,
    payment: paymentFacet(account),
    collectability: collectabilityFacet(account),
  },
  attention: [...attentionOf(account)],
  createdAt: account.createdAt,
  updatedAt: account.updatedAt,
});

const placementView = (placement: Placement) => ({
  placementId: placement.placementId,
  agencyId: placement.agencyId,
  state: placement.state,
  offeredAt: placement.offeredAt,
  acknowledgeBy: placement.acknowledgeBy,
  ...(placement.endedAt !== undefined && { endedAt: placement.endedAt }),
  ...(placement.endCode !== undefined && { endCode: placement.endCode }),
  ...(placement.tailUntil !== undefined && { tailUntil: placement.tailUntil }),
  ...(placement.deleteBy !== undefined && { deleteBy: placement.deleteBy }),
  ...(placement.deletedAt !== undefined && { deletedAt: placement.deletedAt }),
  ...(placement.commission && { commissionPlan: planIn(placement.commission) }),
  allocation: placement.allocation,
});

const planIn = ({ plan: { planRef, version } }: NonNullable<Placement["commission"]>) => ({
  planRef,
  version,
});
