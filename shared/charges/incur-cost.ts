import { isOpen, withAttention, type Account } from "../accounts/model.ts";
import { eventOf, type Outcome, type Received } from "../callbacks/outcome.ts";
import type { Refusal } from "../kernel/problems.ts";
import { ok, type Result } from "../kernel/result.ts";
import { wrongCurrency } from "../payments/found-payment.ts";
import { chargeFact } from "./charge-fact.ts";

/**
 * Records what the agency spent: the lender owes it, the debtor does not. A cost is money and never refused for the
 * state that the account is in; one of an ended placement is noted for a person.
 * @returns refusal `currency-mismatch`
 */
export function incurCost(account: Account, received: Received<"cost.incurred">): Result<Outcome, Refusal> {
  const { agencyId, callback } = received;
  const { amount, currency } = callback.data.amount;
  if (currency !== account.currency) return wrongCurrency(account.currency);
  const holdsIt = isOpen(account) && account.placement?.agencyId === agencyId;
  return ok({
    account: holdsIt ? account : { ...account, attention: [...withAttention(account, "COST_AFTER_END")] },
    events: [
      eventOf(received, {
        type: "cost.incurred",
        data: { ...callback.data },
        postings: [
          { account: "cost-expense", amount },
          { account: `agency-payable/${agencyId}`, amount: -amount },
        ],
      }),
    ],
    charge: chargeFact(account, received),
  });
}
