import * as z from "zod";
import { LegalStage } from "../commissions/legal-stage.ts";
import { PlacementId } from "../kernel/ids.ts";
import { Money, PositiveMoney } from "../kernel/money.ts";
import { Instant } from "../kernel/time.ts";

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

/** Reasons for a recall that the agency may object to. */
export const negotiableRecallCodes = [
  "END_OF_TERM",
  "STRATEGY",
  "POOR_PERFORMANCE",
  "DEBT_SALE",
  "LITIGATION",
] as const;

/** Reasons for a recall that is final at once: nobody may go on working the account. */
export const mandatoryRecallCodes = [
  "PLACED_IN_ERROR",
  "PAID_DIRECT",
  "DISPUTE_UPHELD",
  "FRAUD",
  "DECEASED",
  "INSOLVENT",
  "MORATORIUM",
  "COMPLAINT",
  "REGULATOR",
  "LICENCE_LOST",
  "HOLD_NOT_ACKNOWLEDGED",
] as const;

export const RecallCode = z.enum([...negotiableRecallCodes, ...mandatoryRecallCodes]);
export type RecallCode = z.infer<typeof RecallCode>;

const mandatory: ReadonlySet<string> = new Set(mandatoryRecallCodes);

export const isMandatory = (code: RecallCode): boolean => mandatory.has(code);

/** Why an agency wants to keep an account a while longer. */
export const ObjectionCode = z.enum([
  "PROMISE_TO_PAY",
  "POST_DATED_PAYMENT",
  "RECENT_PAYMENT",
  "ACTIVE_PLAN",
  "PAYMENT_IN_TRANSIT",
  "LEGAL_STEP_PENDING",
]);
export type ObjectionCode = z.infer<typeof ObjectionCode>;

/** What happened to a debt before it was offered to its next agency: never at whom. */
export const AccountHistory = z.object({
  /** Net, in all. */
  paid: Money,
  dispute: z.string(),
  arrangement: z.string(),
  lastEndedOn: z.string().exactOptional(),
  lastEndCode: z.string().exactOptional(),
});
export type AccountHistory = z.infer<typeof AccountHistory>;

/** Why an agency ends its work. */
const closeCodes = [
  "PAID_IN_FULL",
  "SETTLED_IN_FULL",
  "PARTIALLY_PAID_EXHAUSTED",
  "EXHAUSTED",
  "UNTRACEABLE",
  "DECEASED",
  "INSOLVENT",
  "TIME_BARRED",
  "UNECONOMICAL",
  "DISPUTE_UPHELD",
  "DISPUTE_UNRESOLVED",
  "CREDITOR_UNRESPONSIVE",
  "SETTLEMENT_REFUSED",
  "VULNERABLE",
  "INCARCERATED",
  "CEASE_REQUEST",
  "FRAUD_ID_THEFT",
  "OTHER",
] as const;

export const CloseCode = z.enum(closeCodes);
export type CloseCode = z.infer<typeof CloseCode>;

const givenUp: ReadonlySet<CloseCode> = new Set([
  "PARTIALLY_PAID_EXHAUSTED",
  "EXHAUSTED",
  "UNTRACEABLE",
  "DECEASED",
  "INSOLVENT",
  "TIME_BARRED",
  "UNECONOMICAL",
]);

/** Whether a close code says of what is still owed that nobody will collect it. */
export const isGivenUp = (code: CloseCode): boolean => givenUp.has(code);

/**
 * `POST /v1/accounts/{accountId}/recall`. A negotiable recall runs for the contract's notice, unless `final`
 * ends it now. `force` recalls in spite of the guards.
 */
export const RecallRequest = z.strictObject({
  code: RecallCode,
  final: z.boolean().default(false),
  force: z.boolean().default(false),
});
export type RecallRequest = z.infer<typeof RecallRequest>;

/** `POST /v1/accounts/{accountId}/reopening` and `…/return` */
export const ReasonRequest = z.strictObject({ reason: z.string().min(1).max(500) });
export type ReasonRequest = z.infer<typeof ReasonRequest>;

/** `POST /v1/accounts/{accountId}/legal-stage` */
export const StageRequest = z.strictObject({
  placementId: PlacementId,
  legalStage: LegalStage,
  /** When the stage began: the very moment that is corrected, where it is. */
  effectiveAt: Instant,
  reason: z.string().min(1).max(500),
});
export type StageRequest = z.infer<typeof StageRequest>;

/** `POST /v1/accounts/{accountId}/recall/cancellation` and `…/screening` have nothing to say. */
export const NothingRequest = z.strictObject({});

/**
 * How the agency's money comes: all of it, with its fee invoiced, or what is left once it has kept its fee.
 */
export const RemittanceMode = z.enum(["GROSS", "NET"]);
export type RemittanceMode = z.infer<typeof RemittanceMode>;

/** How often an agency remits: what each advice is about. */
const RemittanceSchedule = z.enum(["DAILY", "WEEKLY", "MONTHLY"]);

/** The terms of a contract that go on to hold for a placement, whatever the contract becomes. */
export const PlacementTerms = z.object({
  /** Days between a negotiable recall's notice and its end. */
  recallNoticeDays: z.int().min(0).max(90).default(7),
  /** By how many days each objection puts a recall off; a reason that is missing is none. */
  objectionDays: z.partialRecord(ObjectionCode, z.int().min(1).max(90)).default({
    PROMISE_TO_PAY: 14,
    POST_DATED_PAYMENT: 14,
    RECENT_PAYMENT: 7,
    ACTIVE_PLAN: 30,
    PAYMENT_IN_TRANSIT: 7,
    LEGAL_STEP_PENDING: 30,
  }),
  /** Days after the end in which a payment is still the agency's. */
  tailDays: z.int().min(0).max(365).default(30),
  /** Days after the end within which the agency attests that it deleted the debtor's data. */
  deletionDays: z.int().min(1).max(365).default(30),
  /** Days in which a payment may still be reversed. */
  reversalReserveDays: z.int().min(0).max(400).default(60),
  /** Hours that the agency has to confirm that it knows of a payment to the lender. */
  directPaymentAcknowledgeHours: z.int().min(1).max(720).default(48),
  /** The most that the agency may add to the debt as fees of its own; nothing where there is none. */
  agencyFeeMax: PositiveMoney.exactOptional(),
  /** The least part of what is owed, in percent, for which the agency may settle without asking. */
  settlementPercentMin: z.int().min(1).max(100).exactOptional(),
  /** Whether an account that was closed as paid goes back to its agency when a payment is reversed. */
  reinstateOnReversal: z.boolean().default(false),
  remittanceMode: RemittanceMode.default("GROSS"),
  /** Whether the agency advises what it remits; otherwise its payments are expected at the bank themselves. */
  sendsAdvices: z.boolean().default(true),
  /** Whether its advices list what the lender got itself as well, for the commission on it. */
  advisesDirectPayments: z.boolean().default(false),
  /** When the agency remits what it collected, and how many days after that the money is due. */
  remittanceSchedule: RemittanceSchedule.default("MONTHLY"),
  remittanceDueDays: z.int().min(0).max(90).default(15),
  /** Banking days within which collected money is on the agency's trust account; absent where none is asked. */
  trustDepositDays: z.int().min(0).max(30).exactOptional(),
});
export type PlacementTerms = z.infer<typeof PlacementTerms>;
