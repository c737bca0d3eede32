import * as z from "zod";
import { AccountId } from "../kernel/ids.ts";
import { Instant } from "../kernel/time.ts";

/** What the lender did to a balance itself, known for ever by its own reference. */
export const BalanceChange = z.object({
  accountId: AccountId,
  kind: z.enum(["REFUND", "WRITE_OFF"]),
  ref: z.string(),
  /** SHA-256 of what was asked for: the same reference stands for nothing else. */
  contentHash: z.string(),
  at: Instant,
});
export type BalanceChange = z.infer<typeof BalanceChange>;
