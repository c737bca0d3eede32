import { money } from "../kernel/money.ts";
import type { Settlement } from "./model.ts";
import type { SettlementView } from "./wire.ts";

export const settlementView = ({
  accountId: _account,
  revision: _revision,
  paidBefore,
  offer,
  currency,
  ...settlement
}: Settlement): SettlementView => ({
  ...settlement,
  ...(offer !== undefined && { offer: money(offer, currency) }),
  paidBefore: money(paidBefore, currency),
});
