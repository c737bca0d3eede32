import * as z from "zod";
import { PositiveMoney } from "../kernel/money.ts";
import { LocalDate } from "../kernel/time.ts";

/** The lender's own reference of what it does to a balance: given once for an account. */
const OwnRef = z
  .string()
  .max(64)
  .regex(/^[\x21-\x7E]+$/u, { error: "visible ASCII without spaces" });

/** `POST /v1/accounts/{accountId}/refunds`: what the debtor paid too much went back. */
export const RefundRequest = z.strictObject({
  refundRef: OwnRef,
  amount: PositiveMoney,
  /** Whose money it was: the lender's, or what the agency that had the account last still had. */
  paidBy: z.enum(["LENDER", "AGENCY"]).default("LENDER"),
  refundedOn: LocalDate,
  reason: z.string().min(1).max(500).exactOptional(),
});
export type RefundRequest = z.infer<typeof RefundRequest>;

/** `POST /v1/accounts/{accountId}/write-offs`: what of a debt is given up. */
export const WriteOffRequest = z.strictObject({
  writeOffRef: OwnRef,
  /** All that is owed, when left out. */
  amount: PositiveMoney.exactOptional(),
  code: z.enum([
    "UNECONOMICAL",
    "UNTRACEABLE",
    "DECEASED",
    "INSOLVENT",
    "TIME_BARRED",
    "FRAUD",
    "SMALL_BALANCE",
    "OTHER",
  ]),
  reason: z.string().min(1).max(500),
});
export type WriteOffRequest = z.infer<typeof WriteOffRequest>;
