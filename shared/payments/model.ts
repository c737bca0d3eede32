import * as z from "zod";
import { AgencyId, PlacementId } from "../kernel/ids.ts";
import { Currency } from "../kernel/money.ts";
import { Instant, LocalDate } from "../kernel/time.ts";
import { PaymentMethod, Recipient } from "./wire.ts";

/** A reversal that came before the payment it reverses. */
export const WaitingReversal = z.object({
  reversalRef: z.string(),
  amount: z.int(),
  reason: z.string(),
  effectiveAt: Instant,
});
export type WaitingReversal = z.infer<typeof WaitingReversal>;

/** A correction of a payment, whether applied or waiting for the payment that it corrects. */
export const Correction = z.object({
  sourceEventId: z.string(),
  effectiveAt: Instant,
  amount: z.int().exactOptional(),
  recipient: Recipient.exactOptional(),
  method: PaymentMethod.exactOptional(),
  clearedOn: LocalDate.exactOptional(),
});
export type Correction = z.infer<typeof Correction>;

/** What a correction can say of a payment. */
export const Correctable = Correction.omit({ sourceEventId: true, effectiveAt: true });
export type Correctable = z.infer<typeof Correctable>;

/**
 * A payment as a permanent fact, known for ever by its reporter and reference. AWAITED means that only a
 * reversal of it was heard of so far; SUSPENSE that no account could be found that the agency held.
 */
export const Payment = z.object({
  agencyId: AgencyId,
  paymentRef: z.string(),
  placementId: PlacementId,
  /** The account, or the suspense record, whose events carry the postings. */
  accountId: z.string(),
  status: z.enum(["POSTED", "AWAITED", "SUSPENSE"]),
  amount: z.int(),
  currency: Currency,
  reversed: z.int(),
  /** The ledger account that was debited; a reversal credits the same one. */
  clearing: z.string(),
  /** What the payment did to the debtor's side of the books. */
  postings: z.array(z.object({ account: z.string(), amount: z.int() })),
  waiting: z.array(WaitingReversal),
  /** What was reported at first, once a correction said otherwise. */
  reportedAmount: z.int().exactOptional(),
  /** As of when each corrected member is. */
  correctedAsOf: z.partialRecord(Correctable.keyof(), Instant).exactOptional(),
  /** Corrections that came before the payment. */
  corrections: z.array(Correction).exactOptional(),
  /** Of money that was in suspense: the placement that its agency named first. */
  reportedPlacementId: PlacementId.exactOptional(),
  effectiveAt: Instant,
  receivedAt: Instant,
});
export type Payment = z.infer<typeof Payment>;

/** The identity of a reversal: a reference is spent once. */
export const Reversal = z.object({
  agencyId: AgencyId,
  reversalRef: z.string(),
  originalPaymentRef: z.string(),
  amount: z.int(),
  currency: Currency,
});
export type Reversal = z.infer<typeof Reversal>;

/** Money whose account is unknown: an account of its own, so that its history is numbered and chained too. */
export const Suspense = z.object({
  accountId: z.string(),
  agencyId: AgencyId,
  placementId: PlacementId,
  paymentRef: z.string(),
  currency: Currency,
  held: z.int(),
  version: z.int(),
  sequence: z.int(),
  head: z.string(),
  /** What became of what was left of it, and why. */
  settled: z
    .object({
      as: z.enum(["ATTRIBUTED", "RETURNED"]),
      by: z.string(),
      at: Instant,
      explanation: z.string(),
      placementId: PlacementId.exactOptional(),
    })
    .exactOptional(),
});
export type Suspense = z.infer<typeof Suspense>;

/** Do both reports speak of the same money? */
export const isSamePayment = (
  known: Pick<Payment, "amount" | "currency" | "placementId" | "reportedAmount" | "reportedPlacementId">,
  reported: Pick<Payment, "amount" | "currency" | "placementId">,
): boolean =>
  [known.amount, known.reportedAmount].includes(reported.amount) &&
  known.currency === reported.currency &&
  [known.placementId, known.reportedPlacementId].includes(reported.placementId);

export const isSameReversal = (known: Reversal, reported: Reversal): boolean =>
  known.originalPaymentRef === reported.originalPaymentRef &&
  known.amount === reported.amount &&
  known.currency === reported.currency;
