import { randomUUID } from "node:crypto";
import * as z from "zod";
import { createBucketSource } from "./bucket-source.ts";
import type { DynamoDbLocal } from "../stores/dynamodb-local.ts";
import type { Emulators } from "../stores/emulators.ts";
import type { Outcome } from "../lambda/lambda-protocol.ts";
import type { BucketPlan, ObjectRulePlan, Plan, QueuePlan, StreamSourcePlan } from "../plan/plan-model.ts";
import { createQueueSource } from "./queue-source.ts";
import type { EventSource } from "./sources-model.ts";
import type { StreamRecord } from "./stream-api.ts";
import { createStreamReader, positionPath } from "./stream-reader.ts";
import { createStreamSource } from "./stream-source.ts";

export type EventSourcesSettings = {
  readonly plan: Plan;
  readonly dynamodb: DynamoDbLocal;
  readonly emulators: Emulators;
  readonly dataDir: string | undefined;
  readonly now: () => Date;
  readonly invoke: (functionArn: string, payload: string) => Promise<Outcome>;
  readonly report: (problem: unknown) => void;
};

export type EventSources = {
  readonly start: () => Promise<void>;
  /** Something may have been written: sources that have to look will look now. */
  readonly hint: () => void;
  /** Waits until every source has handed over what was there. */
  readonly settled: () => Promise<void>;
  readonly busyWith: () => Promise<readonly string[]>;
  readonly stop: () => Promise<void>;
};

/** Everything that feeds functions besides HTTP and the clock. */
export function createEventSources(settings: EventSourcesSettings): EventSources {
  const streams = settings.plan.streamSources.map((source) => streamSource(source, settings));
  const buckets = settings.plan.buckets
    .map((bucket) => ({ bucket, rules: rulesOf(settings.plan, bucket) }))
    .filter(({ bucket, rules }) => bucket.notifications.length + rules.length > 0)
    .map(({ bucket, rules }) =>
      createBucketSource({
        ...settings,
        bucket,
        rules,
        send: (queueArn, event) => sendTo(settings, queueArn, JSON.stringify(event)),
        writes: settings.emulators.objectWrites,
        accountId: settings.plan.accountId,
        port: settings.emulators.port,
        region: settings.plan.region,
      }),
    );
  const queues = settings.plan.queueSources.map((source) =>
    createQueueSource({ ...settings, source, queue: queueByArn(settings.plan, source.queueArn) }),
  );
  const looking = [...streams, ...buckets];
  const all: readonly EventSource[] = [...looking, ...queues];
  return {
    start: async () => void (await Promise.all(all.map((source) => source.start()))),
    hint: () => looking.forEach((source) => source.hint()),
    settled: async () => void (await Promise.all(all.map((source) => source.settled()))),
    busyWith: async () =>
      (await Promise.all(all.map((source) => source.busyWith()))).filter((busy) => busy !== undefined),
    stop: async () => void (await Promise.all(all.map((source) => source.stop()))),
  };
}

const rulesOf = ({ objectRules }: Plan, { name }: BucketPlan): readonly ObjectRulePlan[] =>
  objectRules.filter(({ bucketName }) => bucketName === name);

async function sendTo(
  { plan, emulators }: EventSourcesSettings,
  queueArn: string,
  MessageBody: string,
): Promise<void> {
  const sqs = emulators.connectSqs();
  const message = { QueueUrl: queueByArn(plan, queueArn).url, MessageBody };
  await sqs.call("SendMessage", message, z.looseObject({})).finally(() => sqs.close());
}

function streamSource(
  source: StreamSourcePlan,
  settings: EventSourcesSettings,
): ReturnType<typeof createStreamSource> {
  const { plan, dynamodb, dataDir } = settings;
  const table = plan.tables.find(({ streamArn }) => streamArn === source.streamArn);
  if (table === undefined) throw new Error(`no table with stream ${source.streamArn}`);
  const reader = createStreamReader({
    tableName: table.name,
    port: dynamodb.port,
    region: plan.region,
    positionFile: positionPath(dataDir, source.id),
  });
  const giveUp = (records: readonly StreamRecord[], reason: string): Promise<void> =>
    keepAside(records, reason, { source, settings });
  return createStreamSource({ source, reader, invoke: settings.invoke, giveUp, report: settings.report });
}

type GivenUp = { readonly source: StreamSourcePlan; readonly settings: EventSourcesSettings };

/** What failed for good goes to the template's on-failure queue, as Lambda writes it there; without one it is gone. */
async function keepAside(
  records: readonly StreamRecord[],
  reason: string,
  { source, settings }: GivenUp,
): Promise<void> {
  settings.report(new Error(`${source.id} gave up ${records.length} records: ${reason}`));
  if (source.onFailureArn === undefined) return;
  const MessageBody = JSON.stringify({
    requestContext: {
      requestId: randomUUID(),
      functionArn: source.functionArn,
      condition: "RetryAttemptsExhausted",
    },
    responseContext: { statusCode: 200, executedVersion: "$LATEST", functionError: reason },
    version: "1.0",
    timestamp: settings.now().toISOString(),
    DDBStreamBatchInfo: {
      startSequenceNumber: records[0]?.dynamodb.SequenceNumber,
      endSequenceNumber: records.at(-1)?.dynamodb.SequenceNumber,
      batchSize: records.length,
      streamArn: source.streamArn,
    },
  });
  await sendTo(settings, source.onFailureArn, MessageBody);
}

function queueByArn({ queues }: Plan, arn: string): QueuePlan {
  const queue = queues.find((each) => each.arn === arn);
  if (queue === undefined) throw new Error(`no queue ${arn}`);
  return queue;
}
