import * as z from "zod";
import { PlacementId } from "../kernel/ids.ts";
import { Sum } from "../kernel/money.ts";
import { Instant } from "../kernel/time.ts";
import { BalanceView } from "../ledger/wire.ts";
import { eventData } from "./event-data.ts";
import { AgencyRef, text } from "./fields.ts";

export type AnyEventType = keyof typeof eventData;

/** What is about an account; an advice is about the money of many, a snapshot about all that an agency holds. */
export type EventType = Exclude<AnyEventType, "remittance.advised" | "reconciliation.snapshot">;

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
  callbackOf("payment.corrected"),
  callbackOf("cost.incurred"),
  callbackOf("fee.added"),
  callbackOf("settlement.requested"),
  callbackOf("settlement.approved"),
  callbackOf("settlement.declined"),
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
  callbackOf("arrangement.amended"),
  callbackOf("arrangement.instalment_missed"),
  callbackOf("arrangement.broken"),
  callbackOf("arrangement.completed"),
  callbackOf("arrangement.cancelled"),
  callbackOf("complaint.raised"),
  callbackOf("debtor.deceased"),
  callbackOf("debtor.insolvent"),
  callbackOf("debtor.vulnerable"),
  callbackOf("debtor.represented"),
  callbackOf("debtor.cease_requested"),
  callbackOf("debtor.moratorium"),
  callbackOf("debtor.id_theft"),
  callbackOf("debtor.moved"),
]);
export type Callback = z.infer<typeof Callback>;

/** An advice of a remittance: its lines name placements, the envelope none. */
export const AdviceCallback = Envelope.omit({ placementId: true }).extend({
  eventType: z.literal("remittance.advised"),
  data: eventData["remittance.advised"],
});
export type AdviceCallback = z.infer<typeof AdviceCallback>;

/** A part of an agency's inventory: its lines name placements, the envelope none. */
export const SnapshotCallback = Envelope.omit({ placementId: true }).extend({
  eventType: z.literal("reconciliation.snapshot"),
  data: eventData["reconciliation.snapshot"],
});
export type SnapshotCallback = z.infer<typeof SnapshotCallback>;

/** Whatever an agency may report. */
export const AnyCallback = z.discriminatedUnion("eventType", [
  ...Callback.options,
  AdviceCallback,
  SnapshotCallback,
]);
export type AnyCallback = z.infer<typeof AnyCallback>;

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
  balance: BalanceView.exactOptional(),
  disputeId: z.string().exactOptional(),
  holdId: z.string().exactOptional(),
  reportId: z.string().exactOptional(),
  remittanceId: z.string().exactOptional(),
  snapshotId: z.string().exactOptional(),
});
export type CallbackAnswer = z.infer<typeof CallbackAnswer>;
