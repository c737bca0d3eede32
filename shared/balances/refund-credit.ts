import type { AccountStep, Known } from "../accounts/account-step.ts";
import { refuse, type Refusal } from "../kernel/problems.ts";
import { ok, type Result } from "../kernel/result.ts";
import { dateOf } from "../kernel/time.ts";
import { balancesOf, movement } from "../ledger/balance.ts";
import { ownEvent, type By } from "../placements/holder.ts";
import { canonical, sha256 } from "../platform/canonical.ts";
import type { BalanceChange } from "./model.ts";
import { isSpent, otherCurrency, tooMuch } from "./spent.ts";
import type { RefundRequest } from "./wire.ts";

/**
 * What a debtor paid too much went back. From then on it is due again, and is paid by what had come in: when that
 * goes back as well, the debtor owes what it was given. Nothing when the very same was recorded before.
 * @returns refusals `balance-ref-reused`, `currency-mismatch`, `amount-exceeds-balance`, `invalid-request`
 */
export function refundCredit(
  { account }: Known,
  request: RefundRequest,
  by: By & { readonly standing: BalanceChange | undefined },
): Result<(AccountStep & { readonly change: BalanceChange }) | undefined, Refusal> {
  const { refundRef: ref, amount, paidBy, refundedOn, reason } = request;
  const contentHash = sha256(canonical(request));
  const spent = isSpent(by.standing, { ref, contentHash });
  if (!spent.ok) return spent;
  if (spent.value) return ok(undefined);
  if (amount.currency !== account.currency) return otherCurrency(account.currency);
  const { credit } = balancesOf(account);
  if (amount.amount > credit) return tooMuch(`${credit} minor units more than was owed came in.`);
  const clearing = clearingOf(account.holders.at(-1), paidBy);
  if (clearing === undefined) return nobodyHadIt;
  if (refundedOn > dateOf(by.now)) return notYet;
  const after = { ...account, due: { ...account.due, OTHER: (account.due.OTHER ?? 0) + amount.amount } };
  const event = ownEvent(by, {
    type: "credit.refunded",
    data: { refundRef: ref, amount, paidBy, refundedOn, ...(reason !== undefined && { reason }) },
  });
  const postings = [...movement(account, after), { account: clearing, amount: -amount.amount }];
  return ok({
    account: after,
    events: [{ ...event, postings }],
    change: { accountId: account.accountId, kind: "REFUND", ref, contentHash, at: by.now },
  });
}

const clearingOf = (agencyId: string | undefined, paidBy: RefundRequest["paidBy"]): string | undefined => {
  if (paidBy === "LENDER") return "refund-clearing";
  return agencyId && `agency-clearing/${agencyId}`;
};

const nobodyHadIt = refuse({
  code: "invalid-request",
  detail: "No agency ever had the account.",
  errors: [{ pointer: "/paidBy", code: "no-agency", detail: "no agency ever had the account" }],
});

const notYet = refuse({
  code: "invalid-request",
  detail: "Record a refund when it was paid.",
  errors: [{ pointer: "/refundedOn", code: "in-the-future", detail: "must not lie ahead" }],
});
