/* oxlint-disable no-new -- a construct joins the tree by being made */
import { CfnOutput, CfnParameter, Duration, Stack, type StackProps } from "aws-cdk-lib";
import type { HttpApi } from "aws-cdk-lib/aws-apigatewayv2";
import { Schedule } from "aws-cdk-lib/aws-events";
import { Topic } from "aws-cdk-lib/aws-sns";
import type { Construct } from "constructs";
import type { CodeOf } from "./bundle.ts";
import { config, stages } from "./config.ts";
import { ApiFunction } from "./constructs/api-function.ts";
import { LogAlarm } from "./constructs/log-alarm.ts";
import { PublicApi } from "./constructs/public-api.ts";
import { QueueWorker, WorkQueue, type WorkQueueProps } from "./constructs/queue-worker.ts";
import { ScheduledFunction } from "./constructs/scheduled-function.ts";
import { StreamWorker } from "./constructs/stream-worker.ts";
import { Uploads } from "./constructs/uploads.ts";
import type { DataStack } from "./data-stack.ts";
import { edgeOf } from "./edge.ts";
import { functionBase, type Base, type BatchQueues, type Parameters, type Queues } from "./function-base.ts";
import { type FunctionName, functions } from "./functions.ts";
import { routes } from "./routes.ts";

export type ServiceStackProps = StackProps & { readonly data: DataStack; readonly codeOf: CodeOf };

/** New events that have somewhere to go: an event is created once, and taking its outbox mark off must not bring it here again. */
const newEvents = {
  eventName: ["INSERT"],
  dynamodb: {
    Keys: { sk: { S: [{ prefix: "EVENT#" }] } },
    NewImage: { routes: { S: [{ exists: true }] } },
  },
} as const;

/** New events that have postings; the outbox' own change of an event is none. */
const newPostings = {
  eventName: ["INSERT"],
  dynamodb: {
    Keys: { sk: { S: [{ prefix: "EVENT#" }] } },
    NewImage: { book: { S: [{ exists: true }] } },
  },
} as const;

/** Everything that can be thrown away and deployed again. */
export class ServiceStack extends Stack {
  constructor(scope: Construct, id: string, props: ServiceStackProps) {
    super(scope, id, props);
    const parameters = deploymentParameters(this);
    const alarmTopic = new Topic(this, "Alarms", { displayName: "Debt agency gateway", enforceSSL: true });
    const queues = workQueues(this, alarmTopic);
    const batches = batchQueues(this, alarmTopic);
    const base = functionBase({ ...props, ...parameters, queues, batches, alarmTopic, stack: this });
    const { api, url } = new PublicApi(this, "Http", {
      errorImpact: `${functions["agency-api"].errorImpact} ${functions["lender-api"].errorImpact}`,
      stage: parameters.stage,
      alarmTopic,
      edge: edgeOf(this),
    });
    addQueueWorkers(this, base, queues);
    new StreamWorker(this, "Outbox", { ...base("outbox"), table: props.data.table, filter: newEvents });
    new StreamWorker(this, "Ledger", {
      ...base("ledger-worker"),
      table: props.data.table,
      filter: newPostings,
    });
    new ScheduledFunction(this, "Bookkeeper", {
      ...base("bookkeeper"),
      timeoutSeconds: config.functions.bookkeeperTimeoutSeconds,
      schedule: Schedule.rate(Duration.minutes(config.seals.everyMinutes)),
    });
    new ScheduledFunction(this, "Clock", {
      ...base("clock"),
      timeoutSeconds: config.functions.clockTimeoutSeconds,
      reservedConcurrency: 1, // two sweeps at once would send everything overdue twice
      schedule: Schedule.rate(Duration.minutes(config.clock.everyMinutes)),
    });
    new ScheduledFunction(this, "FileExport", {
      ...base("file-export"),
      timeoutSeconds: config.functions.fileTimeoutSeconds,
      schedule: Schedule.cron({ hour: String(config.files.atHour), minute: "0" }),
    });
    new ScheduledFunction(this, "NightlyRuns", {
      ...base("nightly-runs"),
      timeoutSeconds: config.functions.fileTimeoutSeconds,
      schedule: Schedule.cron({ hour: String(config.nightlyRuns.atHour), minute: "0" }),
    });
    addBatchWorkers(this, base, { ...batches, alarmTopic, files: props.data.files });
    addApiFunctions(this, base, api); // last: admin-api is told of every queue of dead letters
    new CfnOutput(this, "ApiUrl", { value: url });
  }
}

function deploymentParameters(scope: Stack): Parameters {
  return {
    stage: new CfnParameter(scope, "Stage", {
      description: "Which limits apply, and the environment that API keys name",
      allowedValues: [...stages],
      default: config.defaultStage,
    }),
    adminKeyHash: new CfnParameter(scope, "AdminKeyHash", {
      description: "SHA-256 of the operator's API key, in hexadecimal",
      allowedPattern: "^[0-9a-f]{64}$",
      constraintDescription: "64 lower-case hexadecimal digits",
      noEcho: true,
    }),
  };
}

function workQueues(scope: Stack, alarmTopic: Topic): Queues {
  const { receiveCountMax } = config.queues;
  type Kind = Pick<WorkQueueProps, "fifo" | "receiveCountMax"> & Partial<WorkQueueProps>;
  const queue = (id: string, worker: FunctionName, kind: Kind) =>
    new WorkQueue(scope, id, {
      name: id.toLowerCase(),
      errorImpact: functions[worker].errorImpact,
      alarmTopic,
      workerTimeoutSeconds: config.functions.workerTimeoutSeconds,
      ...kind,
    });
  return {
    deliveries: queue("Deliveries", "delivery-worker", { fifo: true, ...config.deliveries }),
    disputes: queue("Disputes", "dispute-worker", { fifo: true, receiveCountMax }),
    placements: queue("Placements", "placement-worker", { fifo: false, receiveCountMax }),
    feed: queue("Feed", "feed-worker", { fifo: true, receiveCountMax }),
    finance: queue("Finance", "reconciler", {
      fifo: true,
      receiveCountMax,
      workerTimeoutSeconds: config.functions.reconcilerTimeoutSeconds,
    }),
  };
}

/** Files that came, and the parts of them: each a message. Accounts are placed in no order, events taken in the file's. */
function batchQueues(scope: Stack, alarmTopic: Topic): BatchQueues {
  const { fileIntakeTimeoutSeconds, batchWorkerTimeoutSeconds, eventFileWorkerTimeoutSeconds } =
    config.functions;
  const queue = (
    id: string,
    worker: FunctionName,
    kind: Pick<WorkQueueProps, "fifo" | "receiveCountMax" | "workerTimeoutSeconds">,
  ) =>
    new WorkQueue(scope, id, {
      name: id.toLowerCase(),
      errorImpact: functions[worker].errorImpact,
      alarmTopic,
      ...kind,
    });
  return {
    uploads: queue("Uploads", "file-intake", {
      fifo: false,
      receiveCountMax: config.queues.receiveCountMax,
      workerTimeoutSeconds: fileIntakeTimeoutSeconds,
    }),
    chunks: queue("Chunks", "batch-worker", {
      fifo: false,
      receiveCountMax: config.batches.receiveCountMax,
      workerTimeoutSeconds: batchWorkerTimeoutSeconds,
    }),
    eventChunks: queue("EventChunks", "event-file-worker", {
      fifo: true,
      receiveCountMax: config.eventFiles.receiveCountMax,
      workerTimeoutSeconds: eventFileWorkerTimeoutSeconds,
    }),
  };
}

function addApiFunctions(scope: Stack, base: Base, api: HttpApi): void {
  const add = (id: string, name: keyof typeof routes): ApiFunction =>
    new ApiFunction(scope, id, {
      ...base(name),
      timeoutSeconds: config.functions.apiTimeoutSeconds,
      memoryMb: config.functions.apiMemoryMb,
      api,
      routes: routes[name],
    });
  add("LenderApi", "lender-api");
  add("AgencyApi", "agency-api");
  add("AdminApi", "admin-api");
  add("FinanceApi", "finance-api");
  add("DocsApi", "docs-api");
  add("HandoffApi", "handoff-api");
}

function addQueueWorkers(scope: Stack, base: Base, queues: Queues): void {
  const { deliveries, disputes, placements, feed, finance } = queues;
  new QueueWorker(scope, "DeliveryWorker", { ...base("delivery-worker"), work: deliveries });
  new QueueWorker(scope, "DisputeWorker", { ...base("dispute-worker"), work: disputes });
  new QueueWorker(scope, "PlacementWorker", { ...base("placement-worker"), work: placements });
  new QueueWorker(scope, "FeedWorker", { ...base("feed-worker"), work: feed });
  const reconciler = new QueueWorker(scope, "Reconciler", {
    ...base("reconciler"),
    timeoutSeconds: config.functions.reconcilerTimeoutSeconds,
    memoryMb: config.functions.reconcilerMemoryMb,
    work: finance,
    batchSize: 1,
  });
  new LogAlarm(scope, "Drift", {
    summary: "The books are not what happened",
    errorImpact: "Trial balances and exports may be wrong, and no month can be closed until it is mended.",
    logs: reconciler.function.logGroup,
    code: "drift.found",
    topic: base("reconciler").alarmTopic,
  });
}

type BatchInput = BatchQueues & { readonly alarmTopic: Topic; readonly files: DataStack["files"] };

/** One message at a time: each is minutes of a file, or seconds of hundreds of its rows. */
function addBatchWorkers(scope: Stack, base: Base, input: BatchInput): void {
  const { uploads, chunks, eventChunks, alarmTopic, files } = input;
  const { errorImpact } = functions["file-intake"];
  new Uploads(scope, "NewFiles", {
    name: "new-files",
    errorImpact,
    alarmTopic,
    bucketName: files.bucketName,
    prefixes: [config.batches, config.eventFiles, config.bankFiles, config.remittanceFiles].map(
      ({ prefix }) => prefix.uploads,
    ),
    work: uploads,
  });
  new QueueWorker(scope, "FileIntake", {
    ...base("file-intake"),
    timeoutSeconds: config.functions.fileIntakeTimeoutSeconds,
    work: uploads,
    batchSize: 1,
    concurrencyMax: config.batches.concurrencyMax,
  });
  new QueueWorker(scope, "BatchWorker", {
    ...base("batch-worker"),
    timeoutSeconds: config.functions.batchWorkerTimeoutSeconds,
    work: chunks,
    batchSize: 1,
    concurrencyMax: config.batches.concurrencyMax,
  });
  new QueueWorker(scope, "EventFileWorker", {
    ...base("event-file-worker"),
    timeoutSeconds: config.functions.eventFileWorkerTimeoutSeconds,
    work: eventChunks,
    batchSize: 1,
    concurrencyMax: config.eventFiles.concurrencyMax,
  });
}
