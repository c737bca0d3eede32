import * as z from "zod";

/** What redriving does with a letter: back to the queue it came from, or away, because the clock makes up for it. */
export const RedriveWay = z.enum(["SENT_BACK", "CLEARED"]);
export type RedriveWay = z.infer<typeof RedriveWay>;

export const DeadLetterQueueView = z.object({ queue: z.string(), count: z.int(), redrive: RedriveWay });
export type DeadLetterQueueView = z.infer<typeof DeadLetterQueueView>;

export const DeadLetterQueueList = z.object({ items: z.array(DeadLetterQueueView) });

const id = z.string().regex(/^[\w.:-]{1,128}$/u);

/** What a letter is about: ids and numbers, whatever else its body holds. */
export const LetterFacts = z.object({
  eventId: id.exactOptional(),
  accountId: id.exactOptional(),
  sequence: z.int().exactOptional(),
  type: id.exactOptional(),
  agencyId: id.exactOptional(),
  endpointId: id.exactOptional(),
  batchId: id.exactOptional(),
  fileId: id.exactOptional(),
  chunk: z.int().exactOptional(),
});
export type LetterFacts = z.infer<typeof LetterFacts>;

export const DeadLetterView = LetterFacts.extend({
  messageId: z.string(),
  /** How often it was received, looking at it here included. */
  receiveCount: z.int(),
  sentAt: z.string().exactOptional(),
  firstReceivedAt: z.string().exactOptional(),
  /** Records of the stream that one letter stands for. */
  records: z.int().exactOptional(),
});
export type DeadLetterView = z.infer<typeof DeadLetterView>;

export const DeadLetterList = z.object({
  queue: z.string(),
  count: z.int(),
  items: z.array(DeadLetterView),
});
export type DeadLetterList = z.infer<typeof DeadLetterList>;

const Ids = z.array(z.string().min(1).max(128)).min(1).max(100);

/** `POST /v1/dead-letters/{queue}/redrive`: these letters, or all of them. */
export const RedriveRequest = z.strictObject({
  eventIds: Ids.exactOptional(),
  messageIds: Ids.exactOptional(),
});
export type RedriveRequest = z.infer<typeof RedriveRequest>;

export const RedriveAnswer = z.object({
  queue: z.string(),
  redriven: z.int(),
  /** Of the ids that were asked for, those that were not within reach. */
  missing: z.array(z.string()),
  /** Whether letters that were asked for may be left: the same request again goes on. */
  more: z.boolean(),
});
export type RedriveAnswer = z.infer<typeof RedriveAnswer>;
