import type { SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import type { Log } from "./log.ts";

/** Works messages of one group together. */
type Work = (bodies: readonly unknown[]) => Promise<void>;

/**
 * A Lambda for a FIFO queue whose messages only say where to look, so that a whole group is worked at once.
 * When that fails, each message is worked by itself: one that keeps failing takes no other with it into the
 * dead-letter queue.
 */
export const queueGroupHandler =
  ({ log }: { readonly log: Log }, work: Work) =>
  async (event: SQSEvent): Promise<SQSBatchResponse> => {
    const groups = Map.groupBy(event.Records, ({ attributes }) => attributes.MessageGroupId ?? "");
    const failed = await Promise.all([...groups.values()].map((group) => failedOf(group, { log, work })));
    return { batchItemFailures: failed.flat().map(({ messageId }) => ({ itemIdentifier: messageId })) };
  };

async function failedOf(
  records: readonly SQSRecord[],
  { log, work }: { readonly log: Log; readonly work: Work },
): Promise<readonly SQSRecord[]> {
  try {
    await work(records.map(({ body }): unknown => JSON.parse(body)));
    return [];
  } catch (error) {
    const [only, ...others] = records;
    if (only === undefined) return [];
    const receiveCount = Number(only.attributes.ApproximateReceiveCount);
    log.error("message.failed", { messageId: only.messageId, receiveCount, count: records.length }, error);
    if (others.length === 0) return [only];
  }
  const failed: SQSRecord[] = [];
  for (const record of records) failed.push(...(await failedOf([record], { log, work })));
  return failed;
}
