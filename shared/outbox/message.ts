import * as z from "zod";

/** What a queue carries: which event to act on. Its content stays in the table. */
export const EventMessage = z.object({
  accountId: z.string(),
  sequence: z.int().min(1),
  eventId: z.string(),
  type: z.string(),
});
export type EventMessage = z.infer<typeof EventMessage>;

/** An event as the outbox finds it: in the stream or, when the stream lost it, in the index. */
export const RoutedEvent = EventMessage.extend({
  pk: z.string(),
  sk: z.string(),
  routes: z.enum(["deliveries", "disputes", "placements"]),
  group: z.string(),
  /** Whom it is for, where it is for an agency. */
  data: z.object({ agencyId: z.string().exactOptional() }),
});
export type RoutedEvent = z.infer<typeof RoutedEvent>;
