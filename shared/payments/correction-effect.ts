import type { Account } from "../accounts/model.ts";
import type { CallbackOf } from "../callbacks/wire.ts";
import type { Posting } from "../kernel/event.ts";
import { utc } from "../kernel/time.ts";
import { movement } from "../ledger/balance.ts";
import { clearingOf } from "./clearing.ts";
import type { Correctable, Correction, Payment } from "./model.ts";

export type CorrectionEffect = {
  readonly account: Account;
  readonly paymentBefore: Payment;
  readonly payment: Payment;
  readonly postings: readonly Posting[];
};

export const correctionOf = ({
  eventId,
  effectiveAt,
  data,
}: CallbackOf<"payment.corrected">): Correction => ({
  sourceEventId: eventId,
  effectiveAt: utc(effectiveAt),
  ...(data.amount !== undefined && { amount: data.amount.amount }),
  ...(data.recipient !== undefined && { recipient: data.recipient }),
  ...(data.method !== undefined && { method: data.method }),
  ...(data.clearedOn !== undefined && { clearedOn: data.clearedOn }),
});

/**
 * What a correction does to a payment and its account. Each member is taken where it is not older than the one
 * that stands, so that corrections may come in any order; the very same payment comes back when none is.
 * @returns undefined when less would be left than was taken back
 */
export function corrected(
  account: Account,
  payment: Payment,
  { sourceEventId: _source, effectiveAt, ...said }: Correction,
): CorrectionEffect | undefined {
  const asOf: Readonly<Record<string, string>> = payment.correctedAsOf ?? {};
  const newer = Object.keys(said).filter((name) => effectiveAt >= (asOf[name] ?? ""));
  if (newer.length === 0) return { account, paymentBefore: payment, payment, postings: [] };
  const right = newerOf(said, newer);
  const amount = right.amount ?? payment.amount;
  if (amount < payment.reversed) return undefined;
  const clearing = right.recipient ? clearingOf(payment.agencyId, right.recipient) : payment.clearing;
  const after = { ...account, paid: account.paid + amount - payment.amount };
  const postings = [...cleared(payment, { amount, clearing }), ...movement(account, after)];
  return {
    account: after,
    paymentBefore: payment,
    postings,
    payment: {
      ...payment,
      amount,
      clearing,
      reportedAmount: payment.reportedAmount ?? payment.amount,
      postings: summed([...payment.postings, ...postings]),
      correctedAsOf: {
        ...payment.correctedAsOf,
        ...Object.fromEntries(newer.map((name) => [name, effectiveAt])),
      },
    },
  };
}

const newerOf = (said: Correctable, newer: readonly string[]): Correctable =>
  Object.fromEntries(Object.entries(said).filter(([name]) => newer.includes(name)));

/** What is left of the payment goes from the account that cleared it to the one that does. */
const cleared = (
  before: Payment,
  { amount, clearing }: Pick<Payment, "amount" | "clearing">,
): readonly Posting[] =>
  summed([
    { account: before.clearing, amount: before.reversed - before.amount },
    { account: clearing, amount: amount - before.reversed },
  ]);

function summed(legs: readonly Posting[]): Posting[] {
  const sums = new Map<string, number>();
  for (const { account, amount } of legs) sums.set(account, (sums.get(account) ?? 0) + amount);
  return [...sums].filter(([, amount]) => amount !== 0).map(([account, amount]) => ({ account, amount }));
}
