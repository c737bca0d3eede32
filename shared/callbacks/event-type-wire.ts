import * as z from "zod";

/** One event type that agencies report, as much as a program needs to know of it. */
export const EventTypeView = z.object({
  eventType: z.string(),
  schemaVersion: z.int(),
  summary: z.string(),
  does: z.string(),
  /** The members that `data` must have. */
  requires: z.array(z.string()),
  /** JSON Schema 2020-12 of the whole callback. */
  schema: z.record(z.string(), z.unknown()),
  example: z.record(z.string(), z.unknown()),
});
export type EventTypeView = z.infer<typeof EventTypeView>;

export const EventTypeList = z.object({ items: z.array(EventTypeView) });
