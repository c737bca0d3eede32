import * as z from "zod";
import type { AwsJson } from "../stores/aws-json.ts";
import { batchResult } from "./batch-response.ts";
import { compileFilters } from "./filter-pattern.ts";
import type { Outcome } from "../lambda/lambda-protocol.ts";
import type { QueuePlan, QueueSourcePlan } from "../plan/plan-model.ts";
import { filterable, queueEvent, receivedSchema, type ReceivedMessage } from "./queue-events.ts";

export type QueueBatchSettings = {
  readonly source: QueueSourcePlan;
  readonly queue: QueuePlan;
  readonly sqs: AwsJson;
  readonly invoke: (functionArn: string, payload: string) => Promise<Outcome>;
};

const receiveMax = 10;
/** A message wakes a poll at once; polls are short only so that stopping need not wait for them. */
const waitSeconds = 1;
const anything = z.looseObject({});

/** A batch: what one long poll brings, or more while the batching window is open. */
export async function receiveBatch({
  source,
  queue,
  sqs,
}: QueueBatchSettings): Promise<readonly ReceivedMessage[]> {
  const receive = async (count: number, wait: number): Promise<ReceivedMessage[]> => {
    const input = {
      QueueUrl: queue.url,
      MaxNumberOfMessages: Math.min(count, receiveMax),
      WaitTimeSeconds: wait,
      MessageSystemAttributeNames: ["All"],
      MessageAttributeNames: ["All"],
    };
    return (await sqs.call("ReceiveMessage", input, receivedSchema)).Messages;
  };
  const batch = await receive(source.batchSize, waitSeconds);
  const opened = performance.now();
  while (batch.length > 0 && batch.length < source.batchSize) {
    const leftMs = source.batchWindowMs - (performance.now() - opened);
    if (leftMs <= 0) break;
    batch.push(
      ...(await receive(source.batchSize - batch.length, Math.min(waitSeconds, Math.ceil(leftMs / 1000)))),
    );
  }
  return batch;
}

/** Invokes the function and deletes what it handled; what is left comes back after the visibility timeout. */
export async function handleBatch(
  messages: readonly ReceivedMessage[],
  settings: QueueBatchSettings,
): Promise<readonly ReceivedMessage[]> {
  const { source, queue, invoke } = settings;
  const passes = compileFilters(source.filters, queue.name);
  const wanted = messages.filter((message) => passes(filterable(message)));
  const unwanted = messages.filter((message) => !wanted.includes(message));
  await remove(unwanted, settings);
  if (wanted.length === 0) return [];
  const outcome = await invoke(source.functionArn, JSON.stringify(queueEvent(wanted, queue.arn)));
  const ids = wanted.map(({ MessageId }) => MessageId);
  const result = batchResult(outcome, ids, source.reportsItemFailures);
  if (result.kind === "failed") return wanted;
  const isLeft = ({ MessageId }: ReceivedMessage): boolean =>
    result.kind === "partly" && result.failedIds.has(MessageId);
  await remove(
    wanted.filter((message) => !isLeft(message)),
    settings,
  );
  return wanted.filter(isLeft);
}

async function remove(
  messages: readonly ReceivedMessage[],
  { queue, sqs }: QueueBatchSettings,
): Promise<void> {
  for (let from = 0; from < messages.length; from += receiveMax) {
    const Entries = messages
      .slice(from, from + receiveMax)
      .map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
    await sqs.call("DeleteMessageBatch", { QueueUrl: queue.url, Entries }, anything);
  }
}
