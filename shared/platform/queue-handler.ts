import type { SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import type { Log } from "./log.ts";

/** Thrown by a worker that wants its message again after some time. */
export class RetryLater extends Error {
  readonly seconds: number;
  constructor(seconds: number, why: string) {
    super(why);
    this.name = "RetryLater";
    this.seconds = seconds;
  }
}

export type Message = { readonly body: unknown; readonly receiveCount: number };

type Deps = {
  readonly log: Log;
  readonly putOff?: (receiptHandle: string, seconds: number) => Promise<void>;
};

/**
 * A Lambda for a queue. Message groups run side by side, the messages of one group in order; a failed message
 * fails what follows it in its group, and nothing else. Failed messages come again and end in the dead-letter
 * queue.
 */
export const queueHandler =
  (deps: Deps, work: (message: Message) => Promise<void>) =>
  async (event: SQSEvent): Promise<SQSBatchResponse> => {
    const failed = await Promise.all([...groups(event.Records)].map((group) => runGroup(deps, group, work)));
    return { batchItemFailures: failed.flat().map((itemIdentifier) => ({ itemIdentifier })) };
  };

async function runGroup(
  deps: Deps,
  records: readonly SQSRecord[],
  work: (message: Message) => Promise<void>,
): Promise<readonly string[]> {
  for (const [index, record] of records.entries()) {
    try {
      const receiveCount = Number(record.attributes.ApproximateReceiveCount);
      await work({ body: JSON.parse(record.body), receiveCount });
    } catch (error) {
      await report(deps, record, error);
      return records.slice(index).map(({ messageId }) => messageId);
    }
  }
  return [];
}

async function report({ log, putOff }: Deps, record: SQSRecord, error: unknown): Promise<void> {
  const receiveCount = Number(record.attributes.ApproximateReceiveCount);
  if (!(error instanceof RetryLater)) {
    log.error("message.failed", { messageId: record.messageId, receiveCount }, error);
    return;
  }
  log.warn("message.put-off", {
    messageId: record.messageId,
    receiveCount,
    seconds: error.seconds,
    why: error.message,
  });
  try {
    await putOff?.(record.receiptHandle, error.seconds);
  } catch (cause) {
    // The message comes again after the queue's own time; what others in the batch did must not.
    log.error("message.put-off-failed", { messageId: record.messageId }, cause);
  }
}

/** Messages of one group together, in their order; a standard queue's messages each stand alone. */
function groups(records: readonly SQSRecord[]): Iterable<readonly SQSRecord[]> {
  const byGroup = Map.groupBy(records, ({ attributes, messageId }) => attributes.MessageGroupId ?? messageId);
  return byGroup.values();
}
