/* oxlint-disable no-new -- a construct joins the tree by being made */
import { Duration } from "aws-cdk-lib";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import { EventSourceMapping } from "aws-cdk-lib/aws-lambda";
import { DeduplicationScope, FifoThroughputLimit, Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import { Construct } from "constructs";
import { config } from "../config.ts";
import { alarmPeriod, ImpactAlarm } from "./alarm.ts";
import { DeadLetters } from "./dead-letters.ts";
import { GatewayFunction, type GatewayFunctionProps } from "./gateway-function.ts";

/** Order and repeats are a group's own affair; without this, all groups share 300 messages a second. */
const fifoByGroup = {
  fifo: true,
  deduplicationScope: DeduplicationScope.MESSAGE_GROUP,
  fifoThroughputLimit: FifoThroughputLimit.PER_MESSAGE_GROUP_ID,
} as const;

export type WorkQueueProps = {
  readonly name: string;
  readonly errorImpact: string;
  readonly alarmTopic: ITopic;
  readonly fifo: boolean;
  /** Attempts before a message becomes a dead letter. */
  readonly receiveCountMax: number;
  /** The worker's timeout; a message stays hidden for six of them, as AWS advises. */
  readonly workerTimeoutSeconds: number;
};

/** A queue with its dead letters. It exists before its worker, because senders need its address. */
export class WorkQueue extends Construct {
  readonly queue: Queue;

  constructor(scope: Construct, id: string, props: WorkQueueProps) {
    super(scope, id);
    const deadLetters = new DeadLetters(this, "DeadLetters", props);
    this.queue = new Queue(this, "Queue", {
      ...(props.fifo ? fifoByGroup : {}),
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(config.retention.queueDays),
      visibilityTimeout: Duration.seconds(config.queues.visibilityTimeouts * props.workerTimeoutSeconds),
      deadLetterQueue: { queue: deadLetters.queue, maxReceiveCount: props.receiveCountMax },
    });
    deadLetters.source = this.queue;
    new ImpactAlarm(this, "Age", {
      summary: `${props.name} has work waiting longer than ${config.alarms.queueAgeMinutes} minutes`,
      errorImpact: props.errorImpact,
      metric: this.queue.metricApproximateAgeOfOldestMessage({ period: alarmPeriod }),
      above: Duration.minutes(config.alarms.queueAgeMinutes).toSeconds(),
      topic: props.alarmTopic,
    });
  }
}

export type QueueWorkerProps = GatewayFunctionProps & {
  readonly work: WorkQueue;
  /** Messages of one invocation, and invocations at a time; the house's own when left out. */
  readonly batchSize?: number;
  readonly concurrencyMax?: number;
};

/** A function that works a queue off and reports each failed message by itself. */
export class QueueWorker extends GatewayFunction {
  constructor(scope: Construct, id: string, props: QueueWorkerProps) {
    const { queue } = props.work;
    super(scope, id, { ...props, permissions: [...props.permissions, consume(queue)] });
    new EventSourceMapping(this, "Source", {
      target: this.function,
      eventSourceArn: queue.queueArn,
      batchSize: props.batchSize ?? config.queues.batchSize,
      reportBatchItemFailures: true,
      maxConcurrency: props.concurrencyMax ?? config.queues.concurrencyMax,
    });
  }
}

function consume(queue: Queue): PolicyStatement {
  return new PolicyStatement({
    actions: ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"],
    resources: [queue.queueArn],
  });
}
