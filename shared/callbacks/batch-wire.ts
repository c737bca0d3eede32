import * as z from "zod";

/** The most events that one batch takes; more go as a file. */
export const EVENT_COUNT_MAX = 100;

/** `POST /v1/agencies/{agencyId}/event-batches`: events as they would be sent one by one. */
export const EventBatchRequest = z.strictObject({ events: z.array(z.unknown()).min(1).max(EVENT_COUNT_MAX) });
export type EventBatchRequest = z.infer<typeof EventBatchRequest>;
