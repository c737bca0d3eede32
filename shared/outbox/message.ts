import * as z from "zod";
import { LenderId } from "../kernel/ids.ts";

/** What a queue carries: which event to act on. Its content stays in the table. */
export const EventMessage = z.object({
  accountId: z.string(),
  sequence: z.int().min(1),
  eventId: z.string(),
  type: z.string(),
  /** Of events that go to an agency: whose they are, so that its worker need not read the event to know. */
  placementId: z.string().exactOptional(),
  agencyId: z.string().exactOptional(),
});
export type EventMessage = z.infer<typeof EventMessage>;

/** An event as the outbox finds it: in the stream or, when the stream lost it, in the index. */
export const RoutedEvent = EventMessage.extend({
  pk: z.string(),
  sk: z.string(),
  /** `lender` for one that goes to its lender alone. */
  routes: z.enum(["deliveries", "disputes", "placements", "finance", "lender"]),
  group: z.string(),
  /** Of events that their lender is told of. */
  lenderId: LenderId.exactOptional(),
  data: z
    .looseObject({ placementId: z.string().exactOptional(), agencyId: z.string().exactOptional() })
    .exactOptional(),
});
export type RoutedEvent = z.infer<typeof RoutedEvent>;
