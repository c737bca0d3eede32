import type { GatewayEvent } from "../kernel/event.ts";
import type { Currency } from "../kernel/money.ts";
import { dateOf } from "../kernel/time.ts";
import type { Placement } from "../placements/model.ts";
import type { Expectation } from "./model.ts";
import { trustDepositOf } from "./trust-deposit.ts";

type Context = {
  readonly account: { readonly currency: Currency; readonly region?: string };
  readonly placements: readonly Placement[];
};

type Paid = {
  readonly recipient: string;
  readonly placementId: string;
  readonly event: Pick<GatewayEvent, "effectiveAt">;
};

/** Until when a payment is to be on a trust account: only what the agency itself collected goes there. */
export function depositOf(
  { account, placements }: Context,
  { recipient, placementId, event }: Paid,
): Pick<Expectation, "depositDueOn" | "depositRule"> {
  if (recipient !== "AGENCY") return {};
  const placement = placements.find((one) => one.placementId === placementId);
  const deposit = trustDepositOf({
    on: dateOf(event.effectiveAt),
    currency: account.currency,
    region: account.region,
    agreedDays: placement?.terms.trustDepositDays,
  });
  return deposit === undefined ? {} : { depositDueOn: deposit.dueOn, depositRule: deposit.rule };
}
