import * as z from "zod";
import { AgencyRef, text } from "../callbacks/fields.ts";
import { Money, PositiveMoney } from "../kernel/money.ts";
import { LocalDate } from "../kernel/time.ts";

const charge = <Ref extends z.ZodType>(authorisationRef: Ref) => ({
  amount: PositiveMoney,
  /** Under which permission of the lender or the court it was charged. */
  authorisationRef,
  incurredOn: LocalDate.exactOptional(),
  text: text(500).exactOptional(),
});

/** What the agency spent for the lender; the debtor does not owe it. Without permission the lender decides first. */
export const costData = () =>
  z.object({
    ...charge(AgencyRef.exactOptional()),
    costRef: AgencyRef,
    type: z.enum(["COURT", "ENFORCEMENT", "LEGAL", "TRACING", "POSTAGE", "OTHER"]),
  });

/** What the debtor owes more: the agency's own fee, or a court's costs. */
export const feeData = () =>
  z.object({
    ...charge(AgencyRef),
    feeRef: AgencyRef,
    type: z.enum(["AGENCY_FEE", "COURT_COST"]),
  });

/** `POST /v1/costs/{costId}/decision`: the lender's word on what an agency spent without its permission. */
export const DecideCostRequest = z.strictObject({
  decision: z.enum(["AUTHORISED", "REJECTED"]),
  reason: z.string().min(1).max(500),
});
export type DecideCostRequest = z.infer<typeof DecideCostRequest>;

/** A cost that nobody had authorised, and what the lender decided. */
export const CostView = z.object({
  costId: z.string(),
  accountId: z.string(),
  placementId: z.string(),
  agencyId: z.string(),
  /** The agency's own reference. */
  costRef: z.string(),
  type: z.string(),
  amount: Money,
  text: z.string().exactOptional(),
  incurredOn: z.string().exactOptional(),
  state: z.string(),
  effectiveAt: z.string(),
  receivedAt: z.string(),
  reason: z.string().exactOptional(),
  decidedAt: z.string().exactOptional(),
});
export type CostView = z.infer<typeof CostView>;
