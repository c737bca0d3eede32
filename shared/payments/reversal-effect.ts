import { withAttention, type Account } from "../accounts/model.ts";
import { eventOf, outstandingOf, type AnyReceived } from "../callbacks/outcome.ts";
import type { Posting } from "../kernel/event.ts";
import { movement } from "../ledger/balance.ts";
import { isReceivable } from "../ledger/receivables.ts";
import type { Payment, WaitingReversal } from "./model.ts";

/** As much of a payment as taking it back needs, whoever reported it. */
type Reversible = Pick<Payment, "amount" | "reversed" | "clearing" | "postings">;

export type ReversalEffect<Paid extends Reversible> = {
  readonly account: Account;
  readonly payment: Paid;
  readonly postings: readonly Posting[];
};

/**
 * Takes a payment, or a part of it, back. A whole reversal posts the exact negative of what the payment
 * posted; what later payments filled in the meantime is moved between the components in the same entry, and what a
 * dispute set apart since between their accounts, so that the balances are what they would be had the money never come.
 * @returns undefined when more would be reversed than is left of the payment
 */
export function reverseOn<Paid extends Reversible>(
  account: Account,
  payment: Paid,
  amount: number,
): ReversalEffect<Paid> | undefined {
  if (amount > payment.amount - payment.reversed) return undefined;
  const after = { ...account, paid: account.paid - amount };
  const postings =
    amount === payment.amount
      ? [...negated(payment.postings), ...rest(payment.postings, movement(account, after))]
      : [{ account: payment.clearing, amount: -amount }, ...movement(account, after)];
  const reopened = account.lifecycle === "CLOSED" && outstandingOf(after) > 0;
  return {
    account: reopened ? { ...after, attention: [...withAttention(after, "REOPEN_REQUIRED")] } : after,
    payment: { ...payment, reversed: payment.reversed + amount },
    postings,
  };
}

export const reversalEvent = (
  received: AnyReceived,
  payment: Payment,
  reversal: Omit<WaitingReversal, "effectiveAt"> & {
    readonly effectiveAt?: WaitingReversal["effectiveAt"];
    readonly postings: readonly Posting[];
  },
) =>
  eventOf(received, {
    type: "payment.reversed",
    ...(reversal.effectiveAt !== undefined && { effectiveAt: reversal.effectiveAt }),
    data: {
      reversalRef: reversal.reversalRef,
      originalPaymentRef: payment.paymentRef,
      amount: { amount: reversal.amount, currency: payment.currency },
      reason: reversal.reason,
    },
    postings: reversal.postings,
  });

const negated = (postings: readonly Posting[]): readonly Posting[] =>
  postings.map((leg) => ({ account: leg.account, amount: 0 - leg.amount }));

/** What the exact negative leaves to do to reach the wanted movement. */
function rest(original: readonly Posting[], wanted: readonly Posting[]): readonly Posting[] {
  const open = new Map<string, number>();
  for (const leg of wanted) open.set(leg.account, (open.get(leg.account) ?? 0) + leg.amount);
  for (const leg of original)
    if (isDebtorSide(leg.account)) open.set(leg.account, (open.get(leg.account) ?? 0) + leg.amount);
  return [...open].filter(([, amount]) => amount !== 0).map(([account, amount]) => ({ account, amount }));
}

const isDebtorSide = (account: string): boolean =>
  isReceivable(account) || account === "credit-balance" || account === "write-offs";
