import * as z from "zod";
import { CallbackAnswer } from "./wire.ts";

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
