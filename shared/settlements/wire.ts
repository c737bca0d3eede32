import * as z from "zod";
import { AgencyRef, text } from "../callbacks/fields.ts";
import { Money, PositiveMoney } from "../kernel/money.ts";
import { LocalDate } from "../kernel/time.ts";

/** What the debtor offers to pay so that the rest is waived. */
export const settlementOfferData = () =>
  z.object({
    settlementRef: AgencyRef,
    offer: PositiveMoney,
    expiresOn: LocalDate,
    text: text(1000).exactOptional(),
  });

export const settlementDeclinedData = () =>
  z.object({
    settlementRef: AgencyRef,
    text: text(1000).exactOptional(),
  });

/** `POST /v1/accounts/{accountId}/settlement-decisions`: the lender's answer to an offer that the agency passed on. */
export const DecideSettlementRequest = z.strictObject({
  settlementRef: AgencyRef,
  decision: z.enum(["APPROVED", "DECLINED"]),
  reason: z.string().min(1).max(500).exactOptional(),
});
export type DecideSettlementRequest = z.infer<typeof DecideSettlementRequest>;

/** An offer as the lender sees it. */
export const SettlementView = z.object({
  placementId: z.string(),
  agencyId: z.string(),
  settlementRef: z.string(),
  state: z.string(),
  stateAsOf: z.string().exactOptional(),
  offer: Money.exactOptional(),
  expiresOn: z.string().exactOptional(),
  paidBefore: Money,
  decidedBy: z.string().exactOptional(),
});
export type SettlementView = z.infer<typeof SettlementView>;
