import type { AccountStep, Known } from "../accounts/account-step.ts";
import { lifecycleTransitions, type Account } from "../accounts/model.ts";
import { money } from "../kernel/money.ts";
import { refuse, type Refusal } from "../kernel/problems.ts";
import { ok, type Result } from "../kernel/result.ts";
import { allowedEvents } from "../kernel/transitions.ts";
import { balancesOf, fillOrder, movement } from "../ledger/balance.ts";
import type { ByComponent, Component } from "../ledger/model.ts";
import { ownEvent, type By } from "../placements/holder.ts";
import { canonical, sha256 } from "../platform/canonical.ts";
import type { BalanceChange } from "./model.ts";
import { isSpent, otherCurrency, tooMuch } from "./spent.ts";
import type { WriteOffRequest } from "./wire.ts";

/** Nobody works these, and nobody is about to. */
const still: ReadonlySet<Account["lifecycle"]> = new Set(["REJECTED", "CLOSED", "RECALLED", "FINALIZED"]);

/**
 * Gives up what is still owed, or a part of it, in the order in which a payment would have filled it. The debt is no
 * agency's then. What is paid all the same makes good what was written off. Nothing when the very same was recorded.
 * @returns refusals `balance-ref-reused`, `invalid-transition`, `currency-mismatch`, `amount-exceeds-balance`
 */
export function writeOff(
  { account }: Known,
  request: WriteOffRequest,
  by: By & { readonly standing: BalanceChange | undefined },
): Result<(AccountStep & { readonly change: BalanceChange }) | undefined, Refusal> {
  const { writeOffRef: ref, code, reason } = request;
  const contentHash = sha256(canonical(request));
  const spent = isSpent(by.standing, { ref, contentHash });
  if (!spent.ok) return spent;
  if (spent.value) return ok(undefined);
  if (!still.has(account.lifecycle)) return worked(account);
  const { outstanding } = balancesOf(account);
  const amount = request.amount ?? money(outstanding, account.currency);
  if (amount.currency !== account.currency) return otherCurrency(account.currency);
  if (amount.amount > outstanding || outstanding === 0)
    return tooMuch(`${outstanding} minor units are owed.`);
  const lowered = { ...account, due: without(account, amount.amount) };
  const after = { ...lowered, writtenOff: (account.writtenOff ?? 0) + amount.amount };
  const event = ownEvent(by, {
    type: "balance.written_off",
    data: { writeOffRef: ref, amount, code, reason },
  });
  const postings = [...movement(account, lowered), { account: "write-offs", amount: amount.amount }];
  return ok({
    account: after,
    events: [{ ...event, postings }],
    change: { accountId: account.accountId, kind: "WRITE_OFF", ref, contentHash, at: by.now },
  });
}

/** What is due without so much of what is open. */
function without(account: Account, amount: number): ByComponent {
  const open = balancesOf(account).components;
  const due: Partial<Record<Component, number>> = { ...account.due };
  let left = amount;
  for (const name of fillOrder(account)) {
    const given = Math.min(open[name] ?? 0, left);
    left -= given;
    if (given > 0) due[name] = (due[name] ?? 0) - given;
  }
  return due;
}

const worked = ({ lifecycle }: Account): Result<never, Refusal> =>
  refuse({
    code: "invalid-transition",
    detail: `An account that is ${lifecycle} is an agency's, or about to be: take it back first.`,
    extra: { from: lifecycle, event: "write-off", allowed: allowedEvents(lifecycleTransitions, lifecycle) },
  });
