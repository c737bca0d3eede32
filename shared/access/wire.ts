import * as z from "zod";
import { AgencyId, LenderId } from "../kernel/ids.ts";

/** Who a key speaks for. */
export const Principal = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("LENDER"), lenderId: LenderId }),
  z.strictObject({ kind: z.literal("AGENCY"), agencyId: AgencyId }),
  z.strictObject({ kind: z.literal("FINANCE") }),
  z.strictObject({ kind: z.literal("ADMIN") }),
]);
export type Principal = z.infer<typeof Principal>;

/** `POST /v1/keys` */
export const CreateKeyRequest = z.strictObject({ principal: Principal, label: z.string().min(1).max(100) });
export type CreateKeyRequest = z.infer<typeof CreateKeyRequest>;

/** The answer shows the key once; only its hash is kept. */
export const CreatedKey = z.object({
  keyId: z.string(),
  apiKey: z.string(),
  principal: Principal,
  label: z.string(),
});
export type CreatedKey = z.infer<typeof CreatedKey>;
