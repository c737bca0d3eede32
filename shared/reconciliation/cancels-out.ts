import type { Ledgered } from "./desk.ts";
import type { Item } from "./item.ts";
import type { Expectation } from "./model.ts";
import { correctionsOf, isReport, originalOf, reversalsOf } from "./reversals.ts";

/**
 * A payment that was taken back before it was remitted need not be on any advice, and nor need the reversal; nor what
 * a payment was corrected by, where that was taken back or corrected again. What the agency has is told from what it
 * has not.
 */
export function cancelsOut(
  ledgered: Ledgered,
  left: Item<Expectation>,
  pending: (item: Item<Expectation>) => boolean,
): boolean {
  const isCounted = (item: Item<Expectation>): boolean => pending(item) && item.isAgencys === left.isAgencys;
  const payment = paymentOf(ledgered, left);
  if (payment === undefined) return false;
  const paid = [payment, ...correctionsOf(ledgered, payment)].filter(isCounted);
  const back = reversalsOf(ledgered, payment).filter(isReport).filter(isCounted);
  return paid.length > 0 && [...paid, ...back].reduce((rest, { amount }) => rest + amount, 0) === 0;
}

function paymentOf(ledgered: Ledgered, left: Item<Expectation>): Item<Expectation> | undefined {
  const { originalPaymentRef, paymentRef, kind, corrects } = left.fact;
  if (corrects === undefined && kind === "PAYMENT") return left;
  return originalOf(ledgered, { originalPaymentRef: originalPaymentRef ?? paymentRef });
}
