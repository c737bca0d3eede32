import type { AccountStep, Known } from "../accounts/account-step.ts";
import type { Contract } from "../contracts/model.ts";
import { plusDays } from "../kernel/time.ts";
import { balancesOf } from "../ledger/balance.ts";
import { end } from "./end.ts";
import { currentHolder, holderEvent, ownEvent, type By } from "./holder.ts";
import { reopened } from "./reopen.ts";

/** Nothing is owed any more: the account is closed as paid once no payment can be reversed. */
export function awaitClearing({ account, placement }: Known, by: By): AccountStep | undefined {
  if (account.lifecycle !== "ACTIVE" || placement === undefined) return undefined;
  if (balancesOf(account).outstanding > 0) return undefined;
  const { accountId } = account;
  const dueAt = plusDays(by.now, placement.terms.reversalReserveDays);
  return {
    account,
    events: [ownEvent(by, { type: "account.paid_provisionally", data: { clearsAt: dueAt } })],
    clocksStarted: [{ accountId, kind: "CLEARING", ref: placement.placementId, dueAt }],
  };
}

/** The money stayed: the account is closed as paid and its agency told. */
export function closeAsPaid({ account, placement }: Known, by: By): AccountStep | undefined {
  const holder = currentHolder(account);
  if (account.lifecycle !== "ACTIVE" || placement === undefined || holder === undefined) return undefined;
  if (balancesOf(account).outstanding > 0) return undefined;
  const code = "PAID_IN_FULL";
  const ending = end(
    { account: { ...account, closeCode: code }, placement },
    { state: "CLOSED", at: by.now, code },
  );
  const { tailUntil, deleteBy } = ending.placement.ended ?? {};
  return {
    ...ending,
    events: [holderEvent(by, holder, { type: "placement.closed", data: { code, tailUntil, deleteBy } })],
    clocksStopped: account.recall ? [{ kind: "RECALL", ref: account.recall.recallId }] : [],
  };
}

/** A payment of a closed account went back: where the contract says so, its agency goes on. */
export function reinstate(
  { account, placement }: Known,
  contract: Contract | undefined,
  by: By,
): AccountStep | undefined {
  if (account.lifecycle !== "CLOSED" || placement === undefined || contract === undefined) return undefined;
  if (placement.endCode !== "PAID_IN_FULL" || placement.deletedAt !== undefined) return undefined;
  if (!placement.terms.reinstateOnReversal || balancesOf(account).outstanding === 0) return undefined;
  const step = reopened({ account, placement }, contract, { ...by, reason: "PAYMENT_REVERSED" });
  const attention = account.attention.filter((code) => code !== "REOPEN_REQUIRED");
  return { ...step, account: { ...step.account, attention } };
}
