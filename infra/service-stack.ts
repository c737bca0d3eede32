/* oxlint-disable no-new -- a construct joins the tree by being made */
import { CfnOutput, CfnParameter, Duration, Stack, type StackProps } from "aws-cdk-lib";
import type { HttpApi } from "aws-cdk-lib/aws-apigatewayv2";
import { Schedule } from "aws-cdk-lib/aws-events";
import { Topic } from "aws-cdk-lib/aws-sns";
import type { Construct } from "constructs";
import type { CodeOf } from "./bundle.ts";
import { config, stages } from "./config.ts";
import { ApiFunction } from "./constructs/api-function.ts";
import { deadLettersIn } from "./constructs/dead-letters.ts";
import type { GatewayFunctionProps } from "./constructs/gateway-function.ts";
import { PublicApi } from "./constructs/public-api.ts";
import { QueueWorker, WorkQueue, type WorkQueueProps } from "./constructs/queue-worker.ts";
import { ScheduledFunction } from "./constructs/scheduled-function.ts";
import { StreamWorker } from "./constructs/stream-worker.ts";
import type { DataStack } from "./data-stack.ts";
import { environmentOf, type Facts } from "./environment.ts";
import { type FunctionName, functions } from "./functions.ts";
import { permissionsOf, type Targets } from "./permissions.ts";
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

/** Everything that can be thrown away and deployed again. */
export class ServiceStack extends Stack {
  constructor(scope: Construct, id: string, props: ServiceStackProps) {
    super(scope, id, props);
    const parameters = deploymentParameters(this);
    const alarmTopic = new Topic(this, "Alarms", { displayName: "Debt agency gateway", enforceSSL: true });
    const queues = workQueues(this, alarmTopic);
    const base = functionBase({ ...props, ...parameters, queues, alarmTopic, stack: this });
    const { api } = new PublicApi(this, "Http", {
      errorImpact: `${functions["agency-api"].errorImpact} ${functions["lender-api"].errorImpact}`,
      stage: parameters.stage,
      alarmTopic,
    });
    addQueueWorkers(this, base, queues);
    new StreamWorker(this, "Outbox", { ...base("outbox"), table: props.data.table, filter: newEvents });
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
    addApiFunctions(this, base, api); // last: admin-api is told of every queue of dead letters
    new CfnOutput(this, "ApiUrl", { value: api.apiEndpoint });
  }
}

type Base = (name: FunctionName) => GatewayFunctionProps;
type Queues = Readonly<Record<"deliveries" | "disputes" | "placements" | "feed", WorkQueue>>;
type Parameters = { readonly stage: CfnParameter; readonly adminKeyHash: CfnParameter };

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
  const queue = (id: string, worker: FunctionName, kind: Pick<WorkQueueProps, "fifo" | "receiveCountMax">) =>
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
  };
}

type BaseInput = ServiceStackProps &
  Parameters & { readonly queues: Queues; readonly alarmTopic: Topic; readonly stack: Stack };

/** What every function has in common; the trigger's construct adds its own. */
function functionBase({ data, codeOf, stage, adminKeyHash, queues, alarmTopic, stack }: BaseInput): Base {
  const { deliveries, disputes, placements, feed } = queues;
  const targets: Targets = {
    table: data.table.tableArn,
    lists: `${data.table.tableArn}/index/${config.table.listIndex.name}`,
    deliveries: deliveries.queue.queueArn,
    disputes: disputes.queue.queueArn,
    placements: placements.queue.queueArn,
    feed: feed.queue.queueArn,
    agencyFiles: data.files.arnForObjects("agencies/*"),
    personalDataKey: data.personalDataKey.keyArn,
    identifierKey: data.identifierKey.keyArn,
    deadLetters: () =>
      deadLettersIn(stack).map(({ queue, source }) => ({
        arn: queue.queueArn,
        ...(source && { sourceArn: source.queueArn }),
      })),
  };
  const facts: Facts = {
    stage: stage.valueAsString,
    table: data.table.tableName,
    deliveries: deliveries.queue.queueUrl,
    disputes: disputes.queue.queueUrl,
    placements: placements.queue.queueUrl,
    feed: feed.queue.queueUrl,
    files: data.files.bucketName,
    personalDataKey: data.personalDataKey.keyArn,
    identifierKey: data.identifierKey.keyArn,
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
  return (name) => ({
    name,
    errorImpact: functions[name].errorImpact,
    code: codeOf(name),
    alarmTopic,
    environment: environmentOf[name](facts),
    permissions: permissionsOf[name](targets),
    timeoutSeconds: config.functions.workerTimeoutSeconds,
    memoryMb: config.functions.workerMemoryMb,
  });
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
  add("DocsApi", "docs-api");
  add("HandoffApi", "handoff-api");
}

function addQueueWorkers(scope: Stack, base: Base, { deliveries, disputes, placements, feed }: Queues): void {
  new QueueWorker(scope, "DeliveryWorker", { ...base("delivery-worker"), work: deliveries });
  new QueueWorker(scope, "DisputeWorker", { ...base("dispute-worker"), work: disputes });
  new QueueWorker(scope, "PlacementWorker", { ...base("placement-worker"), work: placements });
  new QueueWorker(scope, "FeedWorker", { ...base("feed-worker"), work: feed });
}
