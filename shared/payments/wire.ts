import * as z from "zod";
import { AgencyRef, text } from "../callbacks/fields.ts";
import { PositiveMoney } from "../kernel/money.ts";
import { LocalDate } from "../kernel/time.ts";

export const PaymentMethod = z.enum([
  "CARD",
  "ACH",
  "DIRECT_DEBIT",
  "BANK_TRANSFER",
  "CHEQUE",
  "CASH",
  "WALLET",
  "OTHER",
]);

export const ReversalReason = z.enum([
  "NSF",
  "CHARGEBACK",
  "UNAUTHORISED",
  "MISPOST",
  "DUPLICATE",
  "RECALL_OF_FUNDS",
]);

/** Who has the money. */
export const Recipient = z.enum(["AGENCY", "LENDER", "GATEWAY", "COURT", "THIRD_PARTY"]);
export type Recipient = z.infer<typeof Recipient>;

export const paymentData = () =>
  z.object({
    paymentRef: AgencyRef,
    amount: PositiveMoney,
    method: PaymentMethod.default("OTHER"),
    recipient: Recipient.default("AGENCY"),
    clearedOn: LocalDate.exactOptional(),
    instalmentRef: AgencyRef.exactOptional(),
  });

export const reversalData = () =>
  z.object({
    reversalRef: AgencyRef,
    originalPaymentRef: AgencyRef,
    amount: PositiveMoney,
    reason: ReversalReason,
    returnCode: text(16).exactOptional(),
  });

/** What was wrong in an earlier report of a payment, and what is right; what is not named stands. */
export const correctionData = () =>
  z
    .object({
      paymentRef: AgencyRef,
      /** The event that said it wrongly. */
      supersedesEventId: text(128),
      amount: PositiveMoney.exactOptional(),
      method: PaymentMethod.exactOptional(),
      recipient: Recipient.exactOptional(),
      clearedOn: LocalDate.exactOptional(),
      text: text(500).exactOptional(),
    })
    .refine(
      ({ amount, method, recipient, clearedOn }) => [amount, method, recipient, clearedOn].some(Boolean),
      {
        error: "a correction names what is right: amount, method, recipient or clearedOn",
      },
    );
