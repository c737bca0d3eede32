import * as z from "zod";
import { CallbackAnswer } from "../callbacks/wire.ts";
import { AgencyId } from "../kernel/ids.ts";

/** `POST /v1/quarantined-events/{receiptId}/rejection` */
export const RejectionRequest = z.strictObject({ reason: z.string().min(1).max(500) });
export type RejectionRequest = z.infer<typeof RejectionRequest>;

/** Which of the events that wait, or were sent away. */
export const QuarantineQuery = z.object({
  agencyId: AgencyId.exactOptional(),
  reason: z.string().min(1).max(64).exactOptional(),
  state: z.enum(["OPEN", "REJECTED"]).default("OPEN"),
});
export type QuarantineQuery = z.infer<typeof QuarantineQuery>;

export const QuarantinedEventState = z.enum(["OPEN", "RELEASED", "REJECTED"]);

/** An event that waited for a person, why, and what became of it. */
export const QuarantinedEventView = z.object({
  receiptId: z.string(),
  agencyId: z.string(),
  eventId: z.string(),
  receivedAt: z.string(),
  state: QuarantinedEventState,
  reason: z.string(),
  pointer: z.string().exactOptional(),
  value: z.string().exactOptional(),
  /** What the agency is answered now. */
  receipt: CallbackAnswer,
  decidedAt: z.string().exactOptional(),
  /** The key that released or rejected it. */
  decidedBy: z.string().exactOptional(),
  rejectionReason: z.string().exactOptional(),
});
export type QuarantinedEventView = z.infer<typeof QuarantinedEventView>;

/** The same with the event's whole text, as the agency sent it. */
export const QuarantinedEventDetail = QuarantinedEventView.extend({ text: z.string() });
export type QuarantinedEventDetail = z.infer<typeof QuarantinedEventDetail>;

export const QuarantinedEventPage = z.object({
  items: z.array(QuarantinedEventView),
  nextCursor: z.string().exactOptional(),
});
