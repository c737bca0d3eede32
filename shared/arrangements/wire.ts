import * as z from "zod";
import { AgencyRef, text } from "../callbacks/fields.ts";
import { PositiveMoney } from "../kernel/money.ts";
import { LocalDate } from "../kernel/time.ts";

/** What the debtor agreed to. */
export const ArrangementTerms = z.object({
  total: PositiveMoney.exactOptional(),
  instalments: z.int().min(1).max(600).exactOptional(),
  frequency: z.enum(["ONCE", "WEEKLY", "FORTNIGHTLY", "MONTHLY", "OTHER"]).exactOptional(),
  firstDueOn: LocalDate.exactOptional(),
  graceDays: z.int().min(0).max(90).exactOptional(),
});
export type ArrangementTerms = z.infer<typeof ArrangementTerms>;

/** An agreement with the debtor to pay, by the agency's own reference. */
export const arrangementData = () =>
  ArrangementTerms.extend({
    arrangementRef: AgencyRef,
    text: text(1000).exactOptional(),
  });

/** An instalment that did not come, its days of grace included. */
export const missedInstalmentData = () =>
  z.object({
    arrangementRef: AgencyRef,
    instalmentRef: AgencyRef,
    dueOn: LocalDate,
    amount: PositiveMoney.exactOptional(),
  });

/** An agreement as the lender sees it. */
export const ArrangementView = z.object({
  placementId: z.string(),
  agencyId: z.string(),
  arrangementRef: z.string(),
  state: z.string(),
  stateAsOf: z.string().exactOptional(),
  terms: ArrangementTerms,
  missed: z.array(z.string()),
});
export type ArrangementView = z.infer<typeof ArrangementView>;
