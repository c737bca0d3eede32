import type { AccountStep, Known } from "../accounts/account-step.ts";
import { withAttention } from "../accounts/model.ts";
import type { Clock } from "../clocks/model.ts";
import { currentHolder, ownEvent, type By } from "../placements/holder.ts";

/**
 * The agency did not say that it knows of a payment to the lender: it may go on collecting what is paid, and a person
 * must ask it. Undefined when another agency has the account by now, or nobody.
 */
export function directPaymentUnacknowledged(
  { ref, dueAt, placementId }: Clock,
  { account }: Known,
  by: By,
): AccountStep | undefined {
  const holder = currentHolder(account);
  if (holder === undefined || holder.placementId !== placementId) return undefined;
  return {
    account: { ...account, attention: [...withAttention(account, "DIRECT_PAYMENT_NOT_ACKNOWLEDGED")] },
    events: [
      ownEvent(by, {
        type: "payment.direct_unacknowledged",
        data: { ...holder, paymentRef: ref, dueAt },
      }),
    ],
  };
}
