import * as z from "zod";
import type { Instant } from "../kernel/time.ts";
import { LetterFacts, type DeadLetterView, type RedriveRequest, type RedriveWay } from "./wire.ts";

/** A queue of dead letters, as the deployment names it. */
export const DeadLetterQueue = z.object({
  name: z.string(),
  url: z.string(),
  /** Where its letters came from; none when no queue brought them. */
  source: z.string().exactOptional(),
});
export type DeadLetterQueue = z.infer<typeof DeadLetterQueue>;

/** A letter in hand: hidden from others until it is put back or its time is over. */
export type Letter = {
  readonly messageId: string;
  readonly receiptHandle: string;
  readonly body: string;
  readonly group?: string;
  readonly receiveCount: number;
  readonly sentAt?: Instant;
  readonly firstReceivedAt?: Instant;
};

export const redriveWayOf = ({ source }: DeadLetterQueue): RedriveWay =>
  source === undefined ? "CLEARED" : "SENT_BACK";

/** Lambda's own letter about a batch of the stream. */
const StreamFailure = z.object({ DDBStreamBatchInfo: z.object({ batchSize: z.int() }) });

/** What a letter may show: each fact that is what it should be, and nothing else of the body. */
export function letterView(letter: Letter): DeadLetterView {
  const { messageId, receiveCount, sentAt, firstReceivedAt } = letter;
  const body = bodyOf(letter);
  const batch = StreamFailure.safeParse(body);
  return {
    messageId,
    receiveCount,
    ...(sentAt && { sentAt }),
    ...(firstReceivedAt && { firstReceivedAt }),
    ...factsOf(body),
    ...(batch.success && { records: batch.data.DDBStreamBatchInfo.batchSize }),
  };
}

function factsOf(body: unknown): LetterFacts {
  const found = z.record(z.string(), z.unknown()).safeParse(body);
  if (!found.success) return {};
  const facts = Object.entries(LetterFacts.shape).filter(
    ([name, schema]) => name in found.data && schema.safeParse(found.data[name]).success,
  );
  return LetterFacts.parse(Object.fromEntries(facts.map(([name]) => [name, found.data[name]])));
}

function bodyOf({ body }: Letter): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** Which of the ids that were asked for are a letter's; all letters are asked for when none is named. */
export function idsAsked({ eventIds, messageIds }: RedriveRequest): ReadonlySet<string> | undefined {
  if (eventIds === undefined && messageIds === undefined) return undefined;
  return new Set([...(eventIds ?? []), ...(messageIds ?? [])]);
}

/** The ids that a letter answers to. */
export const idsOf = (letter: Letter): readonly string[] => {
  const { eventId } = letterView(letter);
  return eventId === undefined ? [letter.messageId] : [eventId, letter.messageId];
};
