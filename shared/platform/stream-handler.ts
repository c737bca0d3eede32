import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from "aws-lambda";
import type { Log } from "./log.ts";

/**
 * A Lambda for the table's stream. Items of one partition are worked in their order, partitions side by side.
 * The batch is given back from the first record that failed on; what was worked behind it is worked again.
 */
export const streamHandler =
  ({ log }: { readonly log: Log }, work: (item: unknown) => Promise<void>) =>
  async (event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    const partitions = Map.groupBy(event.Records, partitionOf);
    const failed = await Promise.all(
      [...partitions.values()].map((records) => firstFailed(records, { log, work })),
    );
    const failures = new Set(failed);
    const first = event.Records.find(({ dynamodb }) => failures.has(dynamodb?.SequenceNumber));
    const itemIdentifier = first?.dynamodb?.SequenceNumber;
    return { batchItemFailures: itemIdentifier === undefined ? [] : [{ itemIdentifier }] };
  };

/**
 * A Lambda for the table's stream that works a whole batch at once. When that fails, item by item, so that the
 * batch is given back from the first one that fails on its own.
 */
export const streamBatchHandler =
  ({ log }: { readonly log: Log }, work: (items: readonly unknown[]) => Promise<void>) =>
  async (event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    const records = event.Records.filter(({ dynamodb }) => dynamodb?.NewImage !== undefined);
    try {
      await work(records.map(({ dynamodb }) => itemOf(dynamodb?.NewImage ?? {})));
      return { batchItemFailures: [] };
    } catch (error) {
      log.error("stream.batch-failed", { records: records.length }, error);
      const one = async (item: unknown) => work([item]);
      const itemIdentifier = await firstFailed(records, { log, work: one });
      return { batchItemFailures: itemIdentifier === undefined ? [] : [{ itemIdentifier }] };
    }
  };

const partitionOf = ({ dynamodb }: DynamoDBRecord): string => dynamodb?.Keys?.["pk"]?.S ?? "";

type Work = { readonly log: Log; readonly work: (item: unknown) => Promise<void> };

async function firstFailed(
  records: readonly DynamoDBRecord[],
  { log, work }: Work,
): Promise<string | undefined> {
  for (const { dynamodb } of records) {
    try {
      if (dynamodb?.NewImage !== undefined) await work(itemOf(dynamodb.NewImage));
    } catch (error) {
      log.error("stream.record-failed", { sequenceNumber: dynamodb?.SequenceNumber }, error);
      return dynamodb?.SequenceNumber;
    }
  }
  return undefined;
}

function itemOf(image: object): unknown {
  const attributes = Object.entries(image).map(([name, value]): [string, AttributeValue] => [name, value]);
  return unmarshall(Object.fromEntries(attributes));
}
