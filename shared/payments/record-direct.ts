import type { Known } from "../accounts/account-step.ts";
import type { Decided } from "../accounts/change-account.ts";
import { refuse, type Refusal } from "../kernel/problems.ts";
import { ok, type Result } from "../kernel/result.ts";
import { receiveDirectPayment, type Recording } from "./direct-payment.ts";
import { reverseDirectPayment } from "./direct-reversal.ts";
import type { DirectPaymentStore } from "./direct-store.ts";
import type { DirectPaymentRequest, DirectReversalRequest } from "./direct-wire.ts";

type Decision = Promise<Result<Decided | undefined, Refusal>>;

type RecordDirectDeps = {
  readonly directPayments: Pick<
    DirectPaymentStore,
    "find" | "findReversal" | "received" | "takenBack" | "reversed"
  >;
};

/**
 * What a lender records of money that it got itself, as commands on its account. The same request again under the
 * same reference stands already, whatever its idempotency key; another one under it is refused.
 */
export const recordDirect = ({ directPayments }: RecordDirectDeps) => ({
  /** @returns refusals `payment-ref-reused`, `currency-mismatch`, `invalid-request` */
  payment: async (known: Known, request: DirectPaymentRequest, by: Recording): Decision => {
    const standing = await directPayments.find(known.account.lenderId, request.paymentRef);
    if (standing !== undefined) return repeated(standing, by);
    const decision = receiveDirectPayment(known, request, by);
    if (!decision.ok) return decision;
    const { step, payment } = decision.value;
    return ok({ ...step, spent: [directPayments.received(payment)] });
  },
  /** @returns refusals `not-found`, `payment-ref-reused`, `currency-mismatch`, `amount-exceeds-balance`, `invalid-request` */
  reversal: async (
    known: Known,
    { paymentRef, request }: { readonly paymentRef: string; readonly request: DirectReversalRequest },
    by: Recording,
  ): Decision => {
    const { lenderId, accountId } = known.account;
    const [payment, standing] = await Promise.all([
      directPayments.find(lenderId, paymentRef),
      directPayments.findReversal(lenderId, request.reversalRef),
    ]);
    if (payment?.accountId !== accountId)
      return refuse({ code: "not-found", detail: "You recorded no such payment on this account." });
    if (standing !== undefined) return repeated(standing, by);
    const decision = reverseDirectPayment(known, { payment, request }, by);
    if (!decision.ok) return decision;
    const { step, reversal, payment: after } = decision.value;
    const spent = [directPayments.reversed(reversal)];
    return ok({ ...step, spent, records: [directPayments.takenBack(payment, after)] });
  },
});

export type RecordDirect = ReturnType<typeof recordDirect>;

const repeated = (
  { requestHash }: { readonly requestHash: string },
  by: Recording,
): Result<undefined, Refusal> =>
  requestHash === by.requestHash
    ? ok(undefined)
    : refuse({
        code: "payment-ref-reused",
        detail: "The reference stands for something else. Nothing was changed.",
      });
