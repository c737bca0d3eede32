import * as z from "zod";
import { AgencyRef, text } from "../callbacks/fields.ts";
import { PositiveMoney } from "../kernel/money.ts";
import { LocalDate } from "../kernel/time.ts";

const charge = () => ({
  amount: PositiveMoney,
  /** Under which permission of the lender or the court it was charged. */
  authorisationRef: AgencyRef,
  incurredOn: LocalDate.exactOptional(),
  text: text(500).exactOptional(),
});

/** What the agency spent for the lender; the debtor does not owe it. */
export const costData = () =>
  z.object({
    ...charge(),
    costRef: AgencyRef,
    type: z.enum(["COURT", "ENFORCEMENT", "LEGAL", "TRACING", "POSTAGE", "OTHER"]),
  });

/** What the debtor owes more: the agency's own fee, or a court's costs. */
export const feeData = () =>
  z.object({
    ...charge(),
    feeRef: AgencyRef,
    type: z.enum(["AGENCY_FEE", "COURT_COST"]),
  });
