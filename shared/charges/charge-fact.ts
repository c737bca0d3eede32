import type { Account } from "../accounts/model.ts";
import type { Received } from "../callbacks/outcome.ts";
import type { Charge } from "./model.ts";

type Charging = Received<"cost.incurred"> | Received<"fee.added">;

export function chargeFact(account: Account, { agencyId, callback, receivedAt }: Charging): Charge {
  const { data, placementId, effectiveAt } = callback;
  return {
    agencyId,
    kind: "costRef" in data ? "COST" : "FEE",
    chargeRef: "costRef" in data ? data.costRef : data.feeRef,
    accountId: account.accountId,
    placementId,
    type: data.type,
    amount: data.amount.amount,
    currency: data.amount.currency,
    ...(data.authorisationRef !== undefined && { authorisationRef: data.authorisationRef }),
    effectiveAt,
    receivedAt,
  };
}
