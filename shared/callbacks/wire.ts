import * as z from "zod";
import { DisputeId, PlacementId } from "../kernel/ids.ts";
import { NonNegativeMoney, PositiveMoney, Sum } from "../kernel/money.ts";
import { HoldTypeByHand } from "../compliance/wire.ts";
import { Instant, LocalDate } from "../kernel/time.ts";
import { ObjectionCode } from "../placements/wire.ts";

const text = (max: number) => z.string().min(1).max(max);

/** An agency's own reference: unique within the agency, for ever. */
const AgencyRef = text(64).regex(/^[\x21-\x7E]+$/u, { error: "visible ASCII only" });

const declineCodes = [
  "JURISDICTION",
  "CASE_TYPE",
  "CAPACITY",
  "DATA_INSUFFICIENT",
  "CONFLICT",
  "ALREADY_IN_COURT",
] as const;

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

export const disputeTypes = [
  "NOT_MINE",
  "IDENTITY_THEFT",
  "DEBT_NOT_EXIST",
  "AMOUNT_WRONG",
  "ALREADY_PAID",
  "SETTLED_EARLIER",
  "FEES_INTEREST",
  "SERVICE_GOODS",
  "TIME_BARRED",
  "INSOLVENCY",
  "DECEASED_ESTATE",
  "NO_DOCUMENTS",
  "CREDIT_REPORT",
  "HARASSMENT",
  "OTHER",
] as const;

export const DisputeType = z.enum(disputeTypes);

/** An agreement with the debtor to pay, by the agency's own reference. */
const arrangement = z.object({
  arrangementRef: AgencyRef,
  total: PositiveMoney.exactOptional(),
  instalments: z.int().min(1).max(600).exactOptional(),
  firstDueOn: LocalDate.exactOptional(),
  text: text(1000).exactOptional(),
});

/** What each event type carries in `data`. Members that are not named here are ignored. */
export const eventData = {
  "placement.acknowledged": z.object({
    balance: NonNegativeMoney,
    agencyCaseRef: AgencyRef.exactOptional(),
  }),
  "placement.declined": z.object({ code: z.enum(declineCodes), text: text(1000).exactOptional() }),
  "placement.info_requested": z.object({
    code: text(64),
    text: text(1000).exactOptional(),
    fields: z.array(text(100)).max(50).default([]),
  }),
  "payment.received": z.object({
    paymentRef: AgencyRef,
    amount: PositiveMoney,
    method: z
      .enum(["CARD", "ACH", "DIRECT_DEBIT", "BANK_TRANSFER", "CHEQUE", "CASH", "WALLET", "OTHER"])
      .default("OTHER"),
    recipient: z.enum(["AGENCY", "LENDER", "GATEWAY", "COURT", "THIRD_PARTY"]).default("AGENCY"),
    clearedOn: LocalDate.exactOptional(),
    instalmentRef: AgencyRef.exactOptional(),
  }),
  "payment.reversed": z.object({
    reversalRef: AgencyRef,
    originalPaymentRef: AgencyRef,
    amount: PositiveMoney,
    reason: z.enum(["NSF", "CHARGEBACK", "UNAUTHORISED", "MISPOST", "DUPLICATE", "RECALL_OF_FUNDS"]),
    returnCode: text(16).exactOptional(),
  }),
  "dispute.raised": z.object({
    type: DisputeType,
    channel: z.enum(["PHONE", "LETTER", "EMAIL", "PORTAL", "CHAT", "OTHER"]).default("OTHER"),
    raisedAt: Instant.exactOptional(),
    inWriting: z.boolean().default(false),
    narrative: z.string().max(20_000).default(""),
    evidence: z.array(text(200)).max(20).default([]),
  }),
  "dispute.evidence_added": z.object({ disputeId: DisputeId, text: text(4000) }),
  "dispute.withdrawn": z.object({ disputeId: DisputeId, text: text(1000).exactOptional() }),
  "placement.closed": z.object({
    code: z.enum(closeCodes),
    finalBalance: NonNegativeMoney,
    text: text(1000).exactOptional(),
  }),
  "hold.acknowledged": z.object({ holdId: text(64), appliedAt: Instant }),
  "hold.applied": z.object({
    type: HoldTypeByHand,
    appliedAt: Instant,
    reason: text(500).exactOptional(),
  }),
  "hold.released": z.object({ holdId: text(64) }),
  "recall.acknowledged": z.object({ recallId: text(64) }),
  "recall.objected": z.object({
    recallId: text(64),
    reason: ObjectionCode,
    text: text(1000).exactOptional(),
  }),
  "data.deleted": z.object({
    attestation: text(200),
    scope: z.enum(["ALL", "CONTACT_DATA", "DOCUMENTS"]).default("ALL"),
    method: text(200).exactOptional(),
    deletedAt: Instant,
  }),
  "arrangement.proposed": arrangement,
  "arrangement.activated": arrangement,
  "arrangement.broken": arrangement,
  "arrangement.completed": arrangement,
  "arrangement.cancelled": arrangement,
  "contact.attempted": z.object({
    attemptRef: AgencyRef,
    channel: z.enum(["VOICE", "VOICE_BOT", "SMS", "EMAIL", "LETTER", "VISIT", "IM", "PUSH"]),
    startedAt: Instant,
    outcome: z.enum([
      "RIGHT_PARTY",
      "WRONG_PARTY",
      "THIRD_PARTY",
      "NO_ANSWER",
      "BUSY",
      "NOT_CONNECTED",
      "VOICEMAIL",
      "DELIVERED",
      "BOUNCED",
      "REFUSED",
    ]),
    durationSeconds: z.int().min(0).max(86_400).exactOptional(),
  }),
} as const;

export type EventType = keyof typeof eventData;

/**
 * What every callback carries around its `data`. `eventId` is unique within the agency and equals the
 * `webhook-id` header; `effectiveAt` is when it happened, `reportedAt` when the agency knew.
 */
export const Envelope = z.object({
  specVersion: z.literal("1.0").default("1.0"),
  eventId: text(128).regex(/^[\x21-\x7E]+$/u, { error: "visible ASCII only" }),
  eventType: text(64),
  schemaVersion: z.int().min(1).default(1),
  placementId: PlacementId,
  agencyCaseRef: AgencyRef.exactOptional(),
  sequence: z.int().min(0).exactOptional(),
  effectiveAt: Instant,
  reportedAt: Instant.exactOptional(),
  correlationId: text(128).exactOptional(),
  data: z.record(z.string(), z.unknown()),
});
export type Envelope = z.infer<typeof Envelope>;

const callbackOf = <const T extends EventType>(eventType: T) =>
  Envelope.extend({ eventType: z.literal(eventType), data: eventData[eventType] });

/** A callback of a known type, told apart by `eventType`. */
export const Callback = z.discriminatedUnion("eventType", [
  callbackOf("placement.acknowledged"),
  callbackOf("placement.declined"),
  callbackOf("placement.info_requested"),
  callbackOf("payment.received"),
  callbackOf("payment.reversed"),
  callbackOf("dispute.raised"),
  callbackOf("dispute.evidence_added"),
  callbackOf("dispute.withdrawn"),
  callbackOf("placement.closed"),
  callbackOf("hold.acknowledged"),
  callbackOf("contact.attempted"),
  callbackOf("hold.applied"),
  callbackOf("hold.released"),
  callbackOf("recall.acknowledged"),
  callbackOf("recall.objected"),
  callbackOf("data.deleted"),
  callbackOf("arrangement.proposed"),
  callbackOf("arrangement.activated"),
  callbackOf("arrangement.broken"),
  callbackOf("arrangement.completed"),
  callbackOf("arrangement.cancelled"),
]);
export type Callback = z.infer<typeof Callback>;

/** The callback of one type. */
export type CallbackOf<T extends EventType> = { readonly [C in Callback as C["eventType"]]: C }[T];

/** The answer to a callback. A repeat gets the very same answer with `Idempotent-Replayed: true`. */
export const CallbackAnswer = z.object({
  receiptId: z.string(),
  eventId: z.string(),
  disposition: z.enum(["ACCEPTED", "DUPLICATE", "QUARANTINED"]),
  reason: z.string().exactOptional(),
  lifecycle: z.string().exactOptional(),
  outstanding: Sum.exactOptional(),
  disputeId: z.string().exactOptional(),
  holdId: z.string().exactOptional(),
});
export type CallbackAnswer = z.infer<typeof CallbackAnswer>;
