import type { Account } from "../accounts/model.ts";
import type { AnyReceived } from "../callbacks/outcome.ts";
import { refuse, type Refusal } from "../kernel/problems.ts";
import type { Result } from "../kernel/result.ts";
import type { Payment } from "./model.ts";

/** The payment that a reversal or a correction names, before it was heard of itself. */
export const awaitedPayment = (
  account: Account,
  { agencyId, callback, receivedAt }: AnyReceived,
  paymentRef: string,
): Payment => ({
  agencyId,
  paymentRef,
  placementId: callback.placementId,
  accountId: account.accountId,
  status: "AWAITED",
  amount: 0,
  currency: account.currency,
  reversed: 0,
  clearing: "",
  postings: [],
  waiting: [],
  effectiveAt: callback.effectiveAt,
  receivedAt,
});

export const isElsewhere = (payment: Payment, account: Account): boolean =>
  payment.accountId !== account.accountId;

export const currencyMismatch = (currency: string): Refusal => ({
  code: "currency-mismatch",
  detail: `The account is kept in ${currency}.`,
  errors: [{ pointer: "/data/amount/currency", code: "currency-mismatch", detail: `expected ${currency}` }],
});

export const wrongCurrency = (currency: string): Result<never, Refusal> => refuse(currencyMismatch(currency));
