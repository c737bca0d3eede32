import * as z from "zod";

export const emulatorCommandSchema = z.object({
  id: z.number(),
  command: z.enum(["states", "reset", "stop"]),
  queues: z.array(z.string()).default([]),
});

const queuedMessage = z.object({
  messageId: z.string(),
  body: z.string(),
  messageGroupId: z.string().optional(),
});

/** What lies in a queue, seen without receiving it. */
const queueState = z.object({
  ready: z.array(queuedMessage),
  delayed: z.number(),
  /** Received and not yet visible again, by the handle of the latest receipt. */
  inFlight: z.array(z.string()),
  /** FIFO groups with a message in flight: what is ready behind it must wait. */
  blockedGroups: z.array(z.string()),
});

export const emulatorReplySchema = z.object({
  id: z.number(),
  port: z.number().optional(),
  states: z.array(queueState).optional(),
});

export type QueuedMessage = z.infer<typeof queuedMessage>;
export type QueueState = z.infer<typeof queueState>;
export type EmulatorReply = z.infer<typeof emulatorReplySchema>;
