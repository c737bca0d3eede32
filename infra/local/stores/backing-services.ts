import { restoreClock } from "../clock/clock.ts";
import { startDynamoDbLocal, type DynamoDbLocal } from "./dynamodb-local.ts";
import { ensureBucket, ensureQueue, startEmulators, type Emulators } from "./emulators.ts";
import { startKms, type Kms } from "./kms.ts";
import type { Plan } from "../plan/plan-model.ts";
import { connectDynamoDb, ensureTable, recreateTable } from "./stores.ts";
import type { SharedOffset } from "../clock/virtual-time.ts";

/** What stands in for AWS: the stores, the queues, the keys. */
export type BackingServices = {
  readonly dynamodb: DynamoDbLocal;
  readonly emulators: Emulators;
  readonly kms: Kms;
  /** Where they listen, as the SDK reads it from the environment. */
  readonly endpoints: Readonly<Record<string, string>>;
  /** Creates what the plan asks for, leaving what is there. */
  readonly provide: (plan: Plan) => Promise<void>;
  /** Empties all of it. */
  readonly empty: (plan: Plan) => Promise<void>;
  readonly stop: () => Promise<void>;
};

export type BackingSettings = {
  readonly region: string;
  readonly offset: SharedOffset;
  readonly dataDir: string | undefined;
  readonly isShortLived: boolean;
};

export async function startBackingServices({
  region,
  offset,
  dataDir,
  isShortLived,
}: BackingSettings): Promise<BackingServices> {
  await restoreClock(offset, dataDir);
  const started = await Promise.allSettled([
    startDynamoDbLocal(dataDir, { isShortLived }),
    startEmulators({ clock: offset, region, dataDir }),
    startKms(dataDir),
  ]);
  const [dynamodbStart, emulatorsStart, kmsStart] = started;
  const stop = async (): Promise<void> => {
    const running = started.flatMap((each) => (each.status === "fulfilled" ? [each.value] : []));
    await Promise.all(running.map((each) => each.stop()));
  };
  if (
    dynamodbStart.status === "rejected" ||
    emulatorsStart.status === "rejected" ||
    kmsStart.status === "rejected"
  ) {
    await stop();
    throw started.find((each) => each.status === "rejected")?.reason;
  }
  const [dynamodb, emulators, kms] = [dynamodbStart.value, emulatorsStart.value, kmsStart.value];
  return {
    dynamodb,
    emulators,
    kms,
    endpoints: {
      AWS_ENDPOINT_URL_DYNAMODB: `http://127.0.0.1:${dynamodb.port}`,
      AWS_ENDPOINT_URL_DYNAMODB_STREAMS: `http://127.0.0.1:${dynamodb.port}`,
      AWS_ENDPOINT_URL_SQS: `http://127.0.0.1:${emulators.port}`,
      AWS_ENDPOINT_URL_S3: `http://127.0.0.1:${emulators.port}`,
      AWS_ENDPOINT_URL_KMS: `http://127.0.0.1:${kms.port}`,
    },
    provide: (plan) => provide(plan, { dynamodb, emulators, kms }),
    empty: async (plan) => {
      const api = connectDynamoDb(dynamodb.port, region);
      for (const table of plan.tables) await recreateTable(api, table);
      api.close();
      await emulators.reset();
    },
    stop,
  };
}

type Services = Pick<BackingServices, "dynamodb" | "emulators" | "kms">;

async function provide(plan: Plan, { dynamodb, emulators, kms }: Services): Promise<void> {
  kms.useKeys(plan.keys);
  const api = connectDynamoDb(dynamodb.port, plan.region);
  const sqs = emulators.connectSqs();
  try {
    for (const table of plan.tables) await ensureTable(api, table);
    for (const queue of plan.queues) await ensureQueue(sqs, queue);
    for (const bucket of plan.buckets) await ensureBucket(emulators.port, bucket);
  } finally {
    api.close();
    sqs.close();
  }
}
