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

export type Message = {
  readonly body: unknown;
  readonly receiveCount: number;
  /** Milliseconds until the function is stopped. */
  readonly remainingMs: () => number;
};

/** What Lambda tells of an invocation. */
type Invocation = { readonly getRemainingTimeInMillis: () => number };

type Deps = {
  readonly log: Log;
  readonly putOff?: (receiptHandle: string, seconds: number) => Promise<void>;
  /** The queue's limit of attempts. */
  readonly receiveCountMax?: number;
};

/**
 * A Lambda for a queue. Message groups run side by side, the messages of one group in order; a failed message
 * fails what follows it in its group, and nothing else. Failed messages come again and end in the dead-letter
 * queue.
 */
export const queueHandler =
  (deps: Deps, work: (message: Message) => Promise<void>) =>
  async (event: SQSEvent, invocation?: Invocation): Promise<SQSBatchResponse> => {
    const remainingMs = () => invocation?.getRemainingTimeInMillis() ?? Number.POSITIVE_INFINITY;
    const timed = (record: SQSRecord) =>
      work({ body: JSON.parse(record.body), receiveCount: receiveCountOf(record), remainingMs });
    const failed = await Promise.all([...groups(event.Records)].map((group) => runGroup(deps, group, timed)));
    return { batchItemFailures: failed.flat().map((itemIdentifier) => ({ itemIdentifier })) };
  };

async function runGroup(
  deps: Deps,
  records: readonly SQSRecord[],
  work: (record: SQSRecord) => Promise<void>,
): Promise<readonly string[]> {
  const failed: string[] = [];
  for (const [index, record] of records.entries()) {
    try {
      await work(record);
    } catch (error) {
      report(deps.log, record, error);
      failed.push(record.messageId);
      if (isLastTry(deps, record)) continue;
      const rest = records.slice(index);
      if (error instanceof RetryLater) await putOffAll(deps, rest, error.seconds);
      return [...failed, ...rest.slice(1).map(({ messageId }) => messageId)];
    }
  }
  return failed;
}

const receiveCountOf = (record: SQSRecord): number => Number(record.attributes.ApproximateReceiveCount);

/** What becomes a dead letter now is out of the order: what waited behind it must not be lost with it. */
const isLastTry = ({ receiveCountMax }: Deps, record: SQSRecord): boolean =>
  receiveCountMax !== undefined && receiveCountOf(record) >= receiveCountMax;

function report(log: Log, record: SQSRecord, error: unknown): void {
  const facts = { messageId: record.messageId, receiveCount: receiveCountOf(record) };
  if (error instanceof RetryLater)
    log.warn("message.put-off", { ...facts, seconds: error.seconds, why: error.message });
  else log.error("message.failed", facts, error);
}

/** A group is served again only when none of its messages is in flight: they are all put off alike. */
async function putOffAll(
  { log, putOff }: Deps,
  records: readonly SQSRecord[],
  seconds: number,
): Promise<void> {
  try {
    for (const { receiptHandle } of records) await putOff?.(receiptHandle, seconds);
  } catch (cause) {
    // They come again after the queue's own time; what others in the batch did must not.
    log.error("message.put-off-failed", { count: records.length }, cause);
  }
}

/** Messages of one group together, in their order; a standard queue's messages each stand alone. */
function groups(records: readonly SQSRecord[]): Iterable<readonly SQSRecord[]> {
  const byGroup = Map.groupBy(records, ({ attributes, messageId }) => attributes.MessageGroupId ?? messageId);
  return byGroup.values();
}
