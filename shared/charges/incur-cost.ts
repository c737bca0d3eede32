import { isOpen, withAttention, type Account } from "../accounts/model.ts";
import { eventOf, type Outcome, type Received } from "../callbacks/outcome.ts";
import type { Posting } from "../kernel/event.ts";
import { costIdOf, type AgencyId, type CostId } from "../kernel/ids.ts";
import type { Refusal } from "../kernel/problems.ts";
import { ok, type Result } from "../kernel/result.ts";
import { wrongCurrency } from "../payments/found-payment.ts";
import { chargeFact } from "./charge-fact.ts";
import type { Cost } from "./cost.ts";

/**
 * Records what the agency spent: the lender owes it, the debtor does not. What names no permission is owed by nobody
 * before the lender authorises it. A cost is money and never refused for the state that the account is in; one of an
 * ended placement is noted for a person.
 * @returns refusal `currency-mismatch`
 */
export function incurCost(account: Account, received: Received<"cost.incurred">): Result<Outcome, Refusal> {
  const { agencyId, callback } = received;
  const { amount, currency } = callback.data.amount;
  if (currency !== account.currency) return wrongCurrency(account.currency);
  const holdsIt = isOpen(account) && account.placement?.agencyId === agencyId;
  const incurred = {
    account: holdsIt ? account : { ...account, attention: [...withAttention(account, "COST_AFTER_END")] },
    charge: chargeFact(account, received),
  };
  const event = eventOf(received, { type: "cost.incurred", data: { ...callback.data } });
  if (callback.data.authorisationRef !== undefined)
    return ok({ ...incurred, events: [{ ...event, postings: owedFor(agencyId, amount) }] });
  const costId = costIdOf(account.accountId, account.sequence + 1);
  return ok({
    ...incurred,
    events: [{ ...event, data: { ...event.data, costId } }],
    cost: costOf(account, received, costId),
    answer: { costId, reason: "cost-not-authorised" },
  });
}

/** What the lender owes an agency for what it spent. */
export const owedFor = (agencyId: AgencyId, amount: number): readonly Posting[] => [
  { account: "cost-expense", amount },
  { account: `agency-payable/${agencyId}`, amount: -amount },
];

function costOf(
  { accountId, lenderId }: Account,
  { agencyId, callback, receivedAt }: Received<"cost.incurred">,
  costId: CostId,
): Cost {
  const { data, placementId, effectiveAt } = callback;
  const { costRef, type, text, incurredOn, amount } = data;
  return {
    costId,
    accountId,
    lenderId,
    placementId,
    agencyId,
    costRef,
    type,
    amount: amount.amount,
    currency: amount.currency,
    ...(text !== undefined && { text }),
    ...(incurredOn !== undefined && { incurredOn }),
    state: "PENDING",
    effectiveAt,
    receivedAt,
  };
}
