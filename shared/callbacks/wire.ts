import * as z from "zod";
import { PlacementId } from "../kernel/ids.ts";
import { madeWhenAsked } from "../kernel/made-when-asked.ts";
import { Sum } from "../kernel/money.ts";
import { Instant } from "../kernel/time.ts";
import { BalanceView } from "../ledger/balance-wire.ts";
import { eventData } from "./event-data.ts";
import { AgencyRef, text } from "./fields.ts";

export type AnyEventType = keyof typeof eventData;

/** What is about an account; an advice is about the money of many, a snapshot about all that an agency holds. */
export type EventType = Exclude<AnyEventType, "remittance.advised" | "reconciliation.snapshot">;

/** Whose fact it is: the agency's own, or one that the lender or the gateway told it and that it reports back. */
export const Origin = z.enum(["AGENCY", "LENDER", "GATEWAY"]);
export type Origin = z.infer<typeof Origin>;

/**
 * What every callback carries around its `data`. `eventId` is unique within the agency and equals the
 * `webhook-id` header; `effectiveAt` is when it happened, `reportedAt` when the agency knew. `correlationId` of an
 * echo is the `eventId` of ours that it reports back.
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
  origin: Origin.default("AGENCY"),
  correlationId: text(128).exactOptional(),
  data: z.record(z.string(), z.unknown()),
});
export type Envelope = z.infer<typeof Envelope>;

const callbackOf = <const T extends EventType>(eventType: T) =>
  Envelope.extend({ eventType: z.literal(eventType), data: eventData[eventType] });

/** Its lines name placements, the envelope none. */
const ofNone = () => Envelope.omit({ placementId: true });

/** The schema of each event type. */
export const callbacks = madeWhenAsked({
  "placement.acknowledged": () => callbackOf("placement.acknowledged"),
  "placement.declined": () => callbackOf("placement.declined"),
  "placement.info_requested": () => callbackOf("placement.info_requested"),
  "payment.received": () => callbackOf("payment.received"),
  "payment.reversed": () => callbackOf("payment.reversed"),
  "payment.corrected": () => callbackOf("payment.corrected"),
  "cost.incurred": () => callbackOf("cost.incurred"),
  "fee.added": () => callbackOf("fee.added"),
  "settlement.requested": () => callbackOf("settlement.requested"),
  "settlement.approved": () => callbackOf("settlement.approved"),
  "settlement.declined": () => callbackOf("settlement.declined"),
  "dispute.raised": () => callbackOf("dispute.raised"),
  "dispute.evidence_added": () => callbackOf("dispute.evidence_added"),
  "dispute.withdrawn": () => callbackOf("dispute.withdrawn"),
  "placement.closed": () => callbackOf("placement.closed"),
  "placement.stage_changed": () => callbackOf("placement.stage_changed"),
  "hold.acknowledged": () => callbackOf("hold.acknowledged"),
  "contact.attempted": () => callbackOf("contact.attempted"),
  "hold.applied": () => callbackOf("hold.applied"),
  "hold.released": () => callbackOf("hold.released"),
  "recall.acknowledged": () => callbackOf("recall.acknowledged"),
  "recall.objected": () => callbackOf("recall.objected"),
  "data.deleted": () => callbackOf("data.deleted"),
  "arrangement.proposed": () => callbackOf("arrangement.proposed"),
  "arrangement.activated": () => callbackOf("arrangement.activated"),
  "arrangement.amended": () => callbackOf("arrangement.amended"),
  "arrangement.instalment_missed": () => callbackOf("arrangement.instalment_missed"),
  "arrangement.broken": () => callbackOf("arrangement.broken"),
  "arrangement.completed": () => callbackOf("arrangement.completed"),
  "arrangement.cancelled": () => callbackOf("arrangement.cancelled"),
  "complaint.raised": () => callbackOf("complaint.raised"),
  "debtor.deceased": () => callbackOf("debtor.deceased"),
  "debtor.insolvent": () => callbackOf("debtor.insolvent"),
  "debtor.vulnerable": () => callbackOf("debtor.vulnerable"),
  "debtor.represented": () => callbackOf("debtor.represented"),
  "debtor.cease_requested": () => callbackOf("debtor.cease_requested"),
  "debtor.moratorium": () => callbackOf("debtor.moratorium"),
  "debtor.id_theft": () => callbackOf("debtor.id_theft"),
  "debtor.moved": () => callbackOf("debtor.moved"),
  /** An advice of a remittance. */
  "remittance.advised": () =>
    ofNone().extend({ eventType: z.literal("remittance.advised"), data: eventData["remittance.advised"] }),
  /** A part of an agency's inventory. */
  "reconciliation.snapshot": () =>
    ofNone().extend({
      eventType: z.literal("reconciliation.snapshot"),
      data: eventData["reconciliation.snapshot"],
    }),
});

/** Whatever an agency may report, told apart by `eventType`. */
export type AnyCallback = z.infer<(typeof callbacks)[AnyEventType]>;

/** What is about an account. */
export type Callback = z.infer<(typeof callbacks)[EventType]>;

export type AdviceCallback = z.infer<(typeof callbacks)["remittance.advised"]>;

export type SnapshotCallback = z.infer<(typeof callbacks)["reconciliation.snapshot"]>;

/** The callback of one type. */
export type CallbackOf<T extends EventType> = { readonly [C in Callback as C["eventType"]]: C }[T];

export const isEventType = (value: unknown): value is AnyEventType =>
  typeof value === "string" && Object.hasOwn(callbacks, value);

/** The answer to a callback. A repeat gets the very same answer with `Idempotent-Replayed: true`. */
export const CallbackAnswer = z.object({
  receiptId: z.string(),
  eventId: z.string(),
  disposition: z.enum(["ACCEPTED", "DUPLICATE", "QUARANTINED"]),
  reason: z.string().exactOptional(),
  lifecycle: z.string().exactOptional(),
  outstanding: Sum.exactOptional(),
  balance: BalanceView.exactOptional(),
  disputeId: z.string().exactOptional(),
  holdId: z.string().exactOptional(),
  reportId: z.string().exactOptional(),
  costId: z.string().exactOptional(),
  remittanceId: z.string().exactOptional(),
  snapshotId: z.string().exactOptional(),
});
export type CallbackAnswer = z.infer<typeof CallbackAnswer>;
