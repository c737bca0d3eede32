import * as z from "zod";

/** What is answered even when it is late: a dispute, a report, the attestation of a deletion, a direct payment. */
export const OverdueKind = z.enum(["LENDER_ANSWER", "REPORT_REVIEW", "DELETION", "DIRECT_PAYMENT"]);
export type OverdueKind = z.infer<typeof OverdueKind>;

/** Something that somebody should have answered by now. */
export const OverdueClockView = z.object({
  kind: z.string(),
  accountId: z.string(),
  /** The dispute, the report, the placement, or the lender's reference of the payment. */
  about: z.string(),
  dueAt: z.string(),
});
export type OverdueClockView = z.infer<typeof OverdueClockView>;
