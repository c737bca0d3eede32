import * as z from "zod";
import { AccountId, AgencyId, LenderId, PlacementId } from "../kernel/ids.ts";
import { Currency } from "../kernel/money.ts";
import { Instant } from "../kernel/time.ts";

/** The agency that had the account when the lender was paid, and by which event of ours it was told. */
export const Told = z.object({
  placementId: PlacementId,
  agencyId: AgencyId,
  eventId: z.string(),
  acknowledgeBy: Instant,
});
export type Told = z.infer<typeof Told>;

/** A payment that the lender got itself, as a permanent fact: known for ever by the lender's reference. */
export const DirectPayment = z.object({
  lenderId: LenderId,
  accountId: AccountId,
  paymentRef: z.string(),
  /** Of the request that recorded it: only the very same one is its repeat. */
  requestHash: z.string(),
  amount: z.int(),
  currency: Currency,
  reversed: z.int(),
  clearing: z.string(),
  postings: z.array(z.object({ account: z.string(), amount: z.int() })),
  effectiveAt: Instant,
  receivedAt: Instant,
  /** Absent where nobody had the account: then nobody need acknowledge it. */
  told: Told.exactOptional(),
  acknowledgedAt: Instant.exactOptional(),
});
export type DirectPayment = z.infer<typeof DirectPayment>;

/** The identity of a reversal by the lender: a reference is spent once. */
export const DirectReversal = z.object({
  lenderId: LenderId,
  accountId: AccountId,
  reversalRef: z.string(),
  originalPaymentRef: z.string(),
  requestHash: z.string(),
  amount: z.int(),
  currency: Currency,
});
export type DirectReversal = z.infer<typeof DirectReversal>;
