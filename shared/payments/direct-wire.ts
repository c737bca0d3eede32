import * as z from "zod";
import { PositiveMoney } from "../kernel/money.ts";
import { Instant, LocalDate } from "../kernel/time.ts";
import { PaymentMethod, ReversalReason } from "./wire.ts";

/** A lender's own reference of money: unique within the lender, for ever, and a part of a path. */
export const LenderPaymentRef = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[\x21-\x7E]+$/u, { error: "visible ASCII only" })
  .regex(/^[^/?#%]+$/u, { error: "without / ? # %" });

const note = z.string().min(1).max(500).exactOptional();

/** `POST /v1/accounts/{accountId}/payments`: the debtor paid the lender. */
export const DirectPaymentRequest = z.strictObject({
  paymentRef: LenderPaymentRef,
  amount: PositiveMoney,
  method: PaymentMethod.default("OTHER"),
  effectiveAt: Instant,
  clearedOn: LocalDate.exactOptional(),
  note,
});
export type DirectPaymentRequest = z.infer<typeof DirectPaymentRequest>;

/** `POST /v1/accounts/{accountId}/payments/{paymentRef}/reversal`: all of it, or a part, went back. */
export const DirectReversalRequest = z.strictObject({
  reversalRef: LenderPaymentRef,
  amount: PositiveMoney,
  reason: ReversalReason,
  effectiveAt: Instant,
  note,
});
export type DirectReversalRequest = z.infer<typeof DirectReversalRequest>;
