import * as z from "zod";
import { AccountId } from "../kernel/ids.ts";
import { Instant } from "../kernel/time.ts";

/**
 * A moment at which somebody must have answered. ACKNOWLEDGEMENT: the agency on an offer; `ref` is the
 * placement. HOLD_ACKNOWLEDGEMENT: the agency on a hold; `ref` is the hold. LENDER_ANSWER: the lender on a
 * dispute; `ref` is the dispute. PLACEMENT_RETRY: nobody had capacity; `ref` is the account. RESCREEN: time will
 * have cured what the account was rejected for; `ref` is the account.
 */
export const Clock = z.object({
  accountId: AccountId,
  kind: z.enum(["ACKNOWLEDGEMENT", "HOLD_ACKNOWLEDGEMENT", "LENDER_ANSWER", "PLACEMENT_RETRY", "RESCREEN"]),
  ref: z.string(),
  dueAt: Instant,
});
export type Clock = z.infer<typeof Clock>;
