import * as z from "zod";

/** `POST /v1/accounts/{accountId}/information`: the lender's answer to what an agency asked. */
export const ProvideInformationRequest = z.strictObject({ text: z.string().min(1).max(2000) });

/** Why this agency: one line per contract that was looked at. */
export const AllocationLine = z.object({
  agencyId: z.string(),
  outcome: z.enum(["CHOSEN", "OUTRANKED", "EXCLUDED"]),
  reasons: z.array(z.string()),
  shortfall: z.number().exactOptional(),
});
export type AllocationLine = z.infer<typeof AllocationLine>;
