import * as z from "zod";

/** `POST /v1/accounts/{accountId}/information`: the lender's answer to what an agency asked. */
export const ProvideInformationRequest = z.strictObject({ text: z.string().min(1).max(2000) });
