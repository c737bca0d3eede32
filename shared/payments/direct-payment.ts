import type { AccountStep, Known } from "../accounts/account-step.ts";
import { isOpen, type Account } from "../accounts/model.ts";
import { balanceView } from "../accounts/view.ts";
import { eventIdOf } from "../kernel/ids.ts";
import { refuse, type Refusal } from "../kernel/problems.ts";
import { ok, type Result } from "../kernel/result.ts";
import { plusHours, utc, type Instant } from "../kernel/time.ts";
import { movement } from "../ledger/balance.ts";
import { awaitClearing } from "../placements/balance-zero.ts";
import { currentHolder, holderEvent, ownEvent, type By, type Holder } from "../placements/holder.ts";
import { directClearing } from "./clearing.ts";
import type { DirectPayment, Told } from "./direct-model.ts";
import type { DirectPaymentRequest } from "./direct-wire.ts";
import { isPaidNow } from "./receive-payment.ts";

/** Who says it, when, and the hash of the request. */
export type Recording = By & { readonly requestHash: string };

export type DirectReceipt = { readonly step: AccountStep; readonly payment: DirectPayment };

/**
 * The debtor paid the lender: the same postings as an agency's payment, cleared by the lender. Who has the account is
 * told in the same transaction and has a clock to say that it knows. Money is never refused for the state of the
 * account; a debt that is paid by it is closed as any other.
 * @returns refusals `currency-mismatch`, `invalid-request`
 */
export function receiveDirectPayment(
  known: Known,
  request: DirectPaymentRequest,
  by: Recording,
): Result<DirectReceipt, Refusal> {
  const { account } = known;
  const { amount, currency } = request.amount;
  if (currency !== account.currency) return refuse(currencyDiffers(account));
  if (isAhead(request.effectiveAt, by.now)) return refuse(liesAhead);
  const paid = { ...account, paid: account.paid + amount };
  const postings = [{ account: directClearing, amount }, ...movement(account, paid)];
  const told = toldOf(known, by);
  const { requestHash, now } = by;
  const payment: DirectPayment = {
    lenderId: account.lenderId,
    accountId: account.accountId,
    paymentRef: request.paymentRef,
    requestHash,
    amount,
    currency,
    reversed: 0,
    clearing: directClearing,
    postings,
    effectiveAt: request.effectiveAt,
    receivedAt: now,
    ...(told && { told }),
  };
  return ok({
    payment,
    step: stepOf({ ...known, account: paid }, { before: account, request, payment }, by),
  });
}

type Received = {
  readonly before: Account;
  readonly request: DirectPaymentRequest;
  readonly payment: DirectPayment;
};

function stepOf(known: Known, { before, request, payment }: Received, by: By): AccountStep {
  const { account } = known;
  const { told, paymentRef, postings } = payment;
  const { effectiveAt, note, ...said } = request;
  const event = toldEvent(by, told, {
    type: "payment.direct_received",
    data: {
      ...said,
      ...(note !== undefined && { note }),
      balance: balanceView(account),
      ...(told && { acknowledgeBy: told.acknowledgeBy }),
    },
  });
  const ending = isPaidNow(before, account) ? awaitClearing(known, by) : undefined;
  return {
    account,
    events: [{ ...event, effectiveAt, postings }, ...(ending?.events ?? [])],
    clocksStarted: [...(told ? [clockOf(account, paymentRef, told)] : []), ...(ending?.clocksStarted ?? [])],
  };
}

const clockOf = ({ accountId }: Account, ref: string, { acknowledgeBy, placementId }: Told) => ({
  accountId,
  kind: "DIRECT_PAYMENT" as const,
  ref,
  dueAt: acknowledgeBy,
  placementId,
});

function toldOf({ account, placement }: Known, { now }: By): Told | undefined {
  const holder = holderOf(account);
  if (holder === undefined || placement === undefined) return undefined;
  return {
    ...holder,
    eventId: eventIdOf(account.accountId, account.sequence + 1),
    acknowledgeBy: plusHours(now, placement.terms.directPaymentAcknowledgeHours),
  };
}

/** Who has the account, and must hear what the lender got of its debtor. */
export const holderOf = (account: Account): Holder | undefined =>
  isOpen(account) ? currentHolder(account) : undefined;

type Draft = Parameters<typeof holderEvent>[2];

/** An event of the lender's own, for the agency that must hear of it where there is one. */
export const toldEvent = (by: By, holder: Holder | undefined, draft: Draft) =>
  holder === undefined
    ? ownEvent(by, draft)
    : holderEvent(by, { placementId: holder.placementId, agencyId: holder.agencyId }, draft);

/** A date of a zone ahead of ours may still be tomorrow. */
const AHEAD_HOURS_MAX = 24;

export const isAhead = (effectiveAt: Instant, now: Instant): boolean =>
  utc(effectiveAt) > plusHours(now, AHEAD_HOURS_MAX);

export const liesAhead: Refusal = {
  code: "invalid-request",
  detail: "Money that did not move yet cannot be recorded.",
  errors: [{ pointer: "/effectiveAt", code: "in-the-future", detail: "must not lie ahead" }],
};

export const currencyDiffers = ({ currency }: Pick<Account, "currency">): Refusal => ({
  code: "currency-mismatch",
  detail: `The account is kept in ${currency}.`,
  errors: [{ pointer: "/amount/currency", code: "currency-mismatch", detail: `expected ${currency}` }],
});
