import * as z from "zod";
import { AccountId, LenderId, PlacementId } from "../kernel/ids.ts";
import { Instant } from "../kernel/time.ts";

/**
 * A moment at which somebody must have answered. ACKNOWLEDGEMENT: the agency on an offer; `ref` is the
 * placement. HOLD_ACKNOWLEDGEMENT: the agency on a hold; `ref` is the hold. LENDER_ANSWER: the lender on a
 * dispute; `ref` is the dispute. PLACEMENT_RETRY: nobody had capacity; `ref` is the account. HOLD_RECALL: the
 * agency on an escalated hold. HOLD_EXPIRY: nobody, the hold is for a time. RECALL: the notice of a recall. CLEARING:
 * a paid account's payments, until none can be reversed; `ref` is the placement. DELETION: the agency's word that it
 * deleted the debtor's data; `ref` is the placement. FINALIZATION: all that can still happen to an ended account.
 * RESCREEN: time will have cured what the account was rejected for; `ref` is the account. REPORT_REVIEW: the lender
 * on what was reported of the debtor; `ref` is the report. INFORMATION: the lender on what an agency asked before it
 * takes an offer; `ref` is the placement. DIRECT_PAYMENT: the agency on a payment that the lender got; `ref` is the
 * lender's reference of it.
 */
export const Clock = z.object({
  accountId: AccountId,
  kind: z.enum([
    "ACKNOWLEDGEMENT",
    "HOLD_ACKNOWLEDGEMENT",
    "LENDER_ANSWER",
    "PLACEMENT_RETRY",
    "HOLD_RECALL",
    "HOLD_EXPIRY",
    "RECALL",
    "CLEARING",
    "DELETION",
    "FINALIZATION",
    "RESCREEN",
    "REPORT_REVIEW",
    "INFORMATION",
    "DIRECT_PAYMENT",
  ]),
  ref: z.string(),
  dueAt: Instant,
  /** Of a hold's clock: whose list of unacknowledged holds it stands on while it runs. */
  lenderId: LenderId.exactOptional(),
  /** Of a direct payment's clock: the placement whose agency was told of it. */
  placementId: PlacementId.exactOptional(),
});
export type Clock = z.infer<typeof Clock>;
