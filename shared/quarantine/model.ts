import * as z from "zod";
import { Receipt } from "../callbacks/model.ts";
import { Instant } from "../kernel/time.ts";
import { QuarantinedEventState, type QuarantinedEventDetail, type QuarantinedEventView } from "./wire.ts";

/** The receipt of an event that waits, or waited, for a person. */
export const QuarantinedEvent = Receipt.extend({
  raw: z.string(),
  state: QuarantinedEventState,
  why: z.object({
    reason: z.string(),
    pointer: z.string().exactOptional(),
    value: z.string().exactOptional(),
  }),
  decidedAt: Instant.exactOptional(),
  decidedBy: z.string().exactOptional(),
  rejectionReason: z.string().exactOptional(),
});
export type QuarantinedEvent = z.infer<typeof QuarantinedEvent>;

/** Who decides about an event, and when. */
export type Decision = { readonly decidedBy: string; readonly decidedAt: Instant };

export const viewOf = ({ why, ...event }: QuarantinedEvent): QuarantinedEventView => ({
  receiptId: event.answer.receiptId,
  agencyId: event.agencyId,
  eventId: event.eventId,
  receivedAt: event.receivedAt,
  state: event.state,
  ...why,
  receipt: event.answer,
  ...(event.decidedAt !== undefined && { decidedAt: event.decidedAt }),
  ...(event.decidedBy !== undefined && { decidedBy: event.decidedBy }),
  ...(event.rejectionReason !== undefined && { rejectionReason: event.rejectionReason }),
});

export const detailOf = (event: QuarantinedEvent): QuarantinedEventDetail => ({
  ...viewOf(event),
  text: event.raw,
});
