import { isOpen, withAttention, type Account } from "../accounts/model.ts";
import { eventOf, type Outcome, type Received } from "../callbacks/outcome.ts";
import type { CallbackOf } from "../callbacks/wire.ts";
import { placementNumberOf } from "../kernel/ids.ts";
import type { Refusal } from "../kernel/problems.ts";
import { ok, type Result } from "../kernel/result.ts";
import { balancesOf, movement } from "../ledger/balance.ts";
import { clearingOf } from "./clearing.ts";
import { wrongCurrency } from "./found-payment.ts";
import type { Payment } from "./model.ts";
import { withWhatWaited } from "./waiting.ts";

/**
 * Posts a payment: the debtor owes less, the agency owes the lender. Money is never refused for the state the
 * account is in; what is odd about it is noted for a person. Reversals that came first are applied with it.
 * @returns refusal `currency-mismatch` for money in another currency than the account's
 */
export function receivePayment(
  account: Account,
  received: Received<"payment.received">,
  awaited?: Payment,
): Result<Outcome, Refusal> {
  const { callback } = received;
  const { amount, currency } = callback.data.amount;
  if (currency !== account.currency) return wrongCurrency(account.currency);
  const paid = { ...account, paid: account.paid + amount };
  const clearing = clearingOf(received.agencyId, callback.data.recipient);
  const postings = [{ account: clearing, amount }, ...movement(account, paid)];
  const payment = paymentFact(received, { account, clearing, postings });
  const first = eventOf(received, {
    type: "payment.received",
    data: paymentReport(callback),
    postings,
    ...(isPaidNow(account, paid) && { route: { queue: "placements", group: account.accountId } }),
  });
  return ok(withWhatWaited({ account: noted(paid, received), payment, first }, received, awaited));
}

/** The last that was owed came in: what follows is the placement-worker's. */
export const isPaidNow = (before: Account, after: Account): boolean =>
  before.lifecycle === "ACTIVE" && balancesOf(after).outstanding === 0 && balancesOf(before).outstanding > 0;

function paymentFact(
  { agencyId, callback, receivedAt }: Received<"payment.received">,
  booked: { readonly account: Account; readonly clearing: string; readonly postings: Payment["postings"] },
): Payment {
  return {
    agencyId,
    paymentRef: callback.data.paymentRef,
    placementId: callback.placementId,
    accountId: booked.account.accountId,
    status: "POSTED",
    amount: callback.data.amount.amount,
    currency: callback.data.amount.currency,
    reversed: 0,
    clearing: booked.clearing,
    postings: booked.postings,
    waiting: [],
    effectiveAt: callback.effectiveAt,
    receivedAt,
  };
}

/** What an agency says of a payment, as its event keeps it. */
export const paymentReport = ({ data }: CallbackOf<"payment.received">) => ({
  paymentRef: data.paymentRef,
  amount: data.amount,
  method: data.method,
  recipient: data.recipient,
  ...(data.clearedOn !== undefined && { clearedOn: data.clearedOn }),
});

function noted(account: Account, { agencyId, callback }: Received<"payment.received">): Account {
  const holdsIt =
    isOpen(account) &&
    account.placement?.agencyId === agencyId &&
    account.placement.number === placementNumberOf(callback.placementId);
  return holdsIt
    ? account
    : { ...account, attention: [...withAttention(account, "PAYMENT_NOT_FROM_HOLDER")] };
}
