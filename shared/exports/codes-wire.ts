import * as z from "zod";
import { LenderId } from "../kernel/ids.ts";
import { Instant } from "../kernel/time.ts";

/** A ledger account, or its first part for all below it, and the code that the general ledger has for it. */
export const AccountCodes = z
  .record(z.string().min(1).max(80), z.string().min(1).max(40))
  .refine((codes) => Object.keys(codes).length <= 200, { error: "at most 200 codes" });
export type AccountCodes = z.infer<typeof AccountCodes>;

/** What a lender has that saved no codes: every account keeps its own name. */
export const NO_CODES_VERSION = 0;

/** `PUT /v1/account-codes`: all of them at once. */
export const AccountCodesRequest = z.strictObject({
  lenderId: LenderId.exactOptional(),
  accountCodes: AccountCodes,
});
export type AccountCodesRequest = z.infer<typeof AccountCodesRequest>;

export const AccountCodesView = z.object({
  lenderId: LenderId,
  version: z.int(),
  accountCodes: z.record(z.string(), z.string()),
  /** None of what nobody saved. */
  savedBy: z.string().exactOptional(),
  savedAt: Instant.exactOptional(),
});
export type AccountCodesView = z.infer<typeof AccountCodesView>;
