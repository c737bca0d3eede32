import type { AccountStep, Known } from "../accounts/account-step.ts";
import { balanceView } from "../accounts/view.ts";
import { refuse, type Refusal } from "../kernel/problems.ts";
import { ok, type Result } from "../kernel/result.ts";
import { balancesOf } from "../ledger/balance.ts";
import type { DirectPayment, DirectReversal } from "./direct-model.ts";
import {
  currencyDiffers,
  holderOf,
  isAhead,
  liesAhead,
  toldEvent,
  type Recording,
} from "./direct-payment.ts";
import type { DirectReversalRequest } from "./direct-wire.ts";
import { reverseOn } from "./reversal-effect.ts";

export type DirectReturn = {
  readonly step: AccountStep;
  readonly payment: DirectPayment;
  readonly reversal: DirectReversal;
};

/**
 * What the lender got went back, all of it or a part. Who has the account is told; of one that was closed as paid,
 * the contract says whether its agency goes on.
 * @returns refusals `currency-mismatch`, `amount-exceeds-balance`, `invalid-request`
 */
export function reverseDirectPayment(
  { account }: Known,
  { payment, request }: { readonly payment: DirectPayment; readonly request: DirectReversalRequest },
  by: Recording,
): Result<DirectReturn, Refusal> {
  const { amount, currency } = request.amount;
  if (currency !== payment.currency) return refuse(currencyDiffers(payment));
  if (isAhead(request.effectiveAt, by.now)) return refuse(liesAhead);
  const effect = reverseOn(account, payment, amount);
  if (effect === undefined) return refuse(exceeds(payment));
  const { effectiveAt, note, ...said } = request;
  const event = toldEvent(by, holderOf(account), {
    type: "payment.direct_reversed",
    data: {
      ...said,
      originalPaymentRef: payment.paymentRef,
      ...(note !== undefined && { note }),
      balance: balanceView(effect.account),
    },
  });
  const reopens = account.lifecycle === "CLOSED" && balancesOf(effect.account).outstanding > 0;
  const { accountId, lenderId } = payment;
  return ok({
    payment: effect.payment,
    reversal: {
      lenderId,
      accountId,
      reversalRef: request.reversalRef,
      originalPaymentRef: payment.paymentRef,
      requestHash: by.requestHash,
      amount,
      currency,
    },
    step: {
      account: effect.account,
      events: [
        {
          ...event,
          effectiveAt,
          postings: effect.postings,
          ...(reopens && { route: { queue: "placements", group: accountId } }),
        },
      ],
      clocksStopped: isNothingLeft(effect.payment)
        ? [{ kind: "DIRECT_PAYMENT", ref: payment.paymentRef }]
        : [],
    },
  });
}

/** Nobody need acknowledge a payment that went back whole. */
const isNothingLeft = ({ amount, reversed, told, acknowledgedAt }: DirectPayment): boolean =>
  told !== undefined && acknowledgedAt === undefined && reversed === amount;

const exceeds = ({ amount, reversed }: DirectPayment): Refusal => ({
  code: "amount-exceeds-balance",
  detail: `${amount - reversed} is left of the payment.`,
  errors: [{ pointer: "/amount/amount", code: "amount-exceeds-balance", detail: "more than is left" }],
});
