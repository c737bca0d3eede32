import * as z from "zod";
import { EventView } from "../accounts/event-wire.ts";
import { lenderEventTypes } from "../kernel/lender-events.ts";

/** What a lender is told of an event: the event as its own list of events shows it, and nothing besides. */
export const lenderOutboundData = EventView.extend({ type: z.enum(lenderEventTypes) });

/**
 * What the gateway posts to a lender: Standard Webhooks headers (`webhook-id` is the `eventId`) around this body.
 * The same event always has the same id, however often it is sent.
 */
export const LenderBody = z.object({
  specVersion: z.literal("1.0"),
  eventId: z.string(),
  eventType: z.enum(lenderEventTypes),
  accountId: z.string(),
  occurredAt: z.string(),
  data: lenderOutboundData,
});
