import type { CfnParameter, Stack } from "aws-cdk-lib";
import type { Topic } from "aws-cdk-lib/aws-sns";
import type { CodeOf } from "./bundle.ts";
import { config } from "./config.ts";
import { deadLettersIn } from "./constructs/dead-letters.ts";
import type { GatewayFunctionProps } from "./constructs/gateway-function.ts";
import type { WorkQueue } from "./constructs/queue-worker.ts";
import type { DataStack } from "./data-stack.ts";
import { environmentOf, type Facts } from "./environment.ts";
import { type FunctionName, functions } from "./functions.ts";
import { permissionsOf, type Targets } from "./permissions.ts";

export type Base = (name: FunctionName) => GatewayFunctionProps;
export type Queues = Readonly<
  Record<"deliveries" | "disputes" | "placements" | "feed" | "finance", WorkQueue>
>;
export type BatchQueues = Readonly<Record<"uploads" | "chunks" | "eventChunks", WorkQueue>>;
export type Parameters = { readonly stage: CfnParameter; readonly adminKeyHash: CfnParameter };

type BaseInput = Parameters & {
  readonly data: DataStack;
  readonly codeOf: CodeOf;
  readonly queues: Queues;
  readonly batches: BatchQueues;
  readonly alarmTopic: Topic;
  readonly stack: Stack;
};

/** What every function has in common; the trigger's construct adds its own. */
export function functionBase(input: BaseInput): Base {
  const [targets, facts] = [targetsOf(input), factsOf(input)];
  return (name) => ({
    name,
    errorImpact: functions[name].errorImpact,
    code: input.codeOf(name),
    alarmTopic: input.alarmTopic,
    environment: environmentOf[name](facts),
    permissions: permissionsOf[name](targets),
    timeoutSeconds: config.functions.workerTimeoutSeconds,
    memoryMb: config.functions.workerMemoryMb,
  });
}

function targetsOf({ data, queues, batches, stack }: BaseInput): Targets {
  const { deliveries, disputes, placements, feed, finance } = queues;
  return {
    table: data.table.tableArn,
    lists: `${data.table.tableArn}/index/${config.table.listIndex.name}`,
    deliveries: deliveries.queue.queueArn,
    disputes: disputes.queue.queueArn,
    placements: placements.queue.queueArn,
    feed: feed.queue.queueArn,
    finance: finance.queue.queueArn,
    exports: data.files.arnForObjects(`${config.exports.prefix}*`),
    seals: data.seals.arnForObjects(`${config.seals.prefix}*`),
    agencyFiles: data.files.arnForObjects("agencies/*"),
    chunks: batches.chunks.queue.queueArn,
    uploads: data.files.arnForObjects(`${config.batches.prefix.uploads}*`),
    results: data.files.arnForObjects(`${config.batches.prefix.results}*`),
    eventChunks: batches.eventChunks.queue.queueArn,
    eventUploads: data.files.arnForObjects(`${config.eventFiles.prefix.uploads}*`),
    eventResults: data.files.arnForObjects(`${config.eventFiles.prefix.results}*`),
    bankUploads: data.files.arnForObjects(`${config.bankFiles.prefix.uploads}*`),
    remittanceUploads: data.files.arnForObjects(`${config.remittanceFiles.prefix.uploads}*`),
    remittanceResults: data.files.arnForObjects(`${config.remittanceFiles.prefix.results}*`),
    documents: data.files.arnForObjects(`${config.documents.prefix}*`),
    personalDataKey: data.personalDataKey.keyArn,
    identifierKey: data.identifierKey.keyArn,
    receiptKey: data.receiptKey.keyArn,
    deadLetters: () =>
      deadLettersIn(stack).map(({ queue, source }) => ({
        arn: queue.queueArn,
        ...(source && { sourceArn: source.queueArn }),
      })),
  };
}

function factsOf({ data, stage, adminKeyHash, queues, batches, stack }: BaseInput): Facts {
  const { deliveries, disputes, placements, feed, finance } = queues;
  return {
    stage: stage.valueAsString,
    table: data.table.tableName,
    deliveries: deliveries.queue.queueUrl,
    disputes: disputes.queue.queueUrl,
    placements: placements.queue.queueUrl,
    feed: feed.queue.queueUrl,
    finance: finance.queue.queueUrl,
    chunks: batches.chunks.queue.queueUrl,
    eventChunks: batches.eventChunks.queue.queueUrl,
    files: data.files.bucketName,
    seals: data.seals.bucketName,
    personalDataKey: data.personalDataKey.keyArn,
    identifierKey: data.identifierKey.keyArn,
    receiptKey: data.receiptKey.keyArn,
    adminKeyHash: adminKeyHash.valueAsString,
    deadLetters: () =>
      stack.toJsonString(
        deadLettersIn(stack).map(({ work, queue, source }) => ({
          name: work,
          url: queue.queueUrl,
          ...(source && { source: source.queueUrl }),
        })),
      ),
  };
}
