import * as z from "zod";
import { CallbackAnswer } from "./wire.ts";

/** The most events that one batch takes; more go as a file. */
export const EVENT_COUNT_MAX = 100;

/** `POST /v1/agencies/{agencyId}/event-batches`: events as they would be sent one by one. */
export const EventBatchRequest = z.strictObject({ events: z.array(z.unknown()).min(1).max(EVENT_COUNT_MAX) });
export type EventBatchRequest = z.infer<typeof EventBatchRequest>;

/** What became of one event: the receipt of one that was taken, or the problem that it would have been answered with. */
export const EventResult = z.object({
  index: z.int(),
  eventId: z.string().exactOptional(),
  status: z.int(),
  replayed: z.boolean().exactOptional(),
  receipt: CallbackAnswer.exactOptional(),
  problem: z
    .looseObject({
      type: z.string(),
      title: z.string(),
      status: z.int(),
      code: z.string(),
      detail: z.string(),
    })
    .exactOptional(),
});
export type EventResult = z.infer<typeof EventResult>;

export const EventBatchAnswer = z.object({ items: z.array(EventResult) });
