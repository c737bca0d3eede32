/* oxlint-disable no-new -- a construct joins the tree by being made */
import { Duration } from "aws-cdk-lib";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import { Construct } from "constructs";
import { config } from "../config.ts";
import { alarmPeriod, ImpactAlarm } from "./alarm.ts";

export type DeadLettersProps = {
  /** Whose messages end here. */
  readonly name: string;
  readonly errorImpact: string;
  readonly alarmTopic: ITopic;
  /** A FIFO queue's dead letters must go to a FIFO queue. */
  readonly fifo: boolean;
};

/** Where work that keeps failing waits for a person; one message is enough to wake them. */
export class DeadLetters extends Construct {
  readonly queue: Queue;
  /** What the operator calls it: after the work that failed. */
  readonly work: string;
  /** Where its messages came from and can go back to; none for a stream's or a schedule's. */
  source: Queue | undefined;

  constructor(scope: Construct, id: string, props: DeadLettersProps) {
    super(scope, id);
    this.work = props.name;
    this.queue = new Queue(this, "Queue", {
      ...(props.fifo ? { fifo: true } : {}),
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(config.retention.deadLetterDays),
    });
    new ImpactAlarm(this, "NotEmpty", {
      summary: `${props.name} has dead letters`,
      errorImpact: props.errorImpact,
      metric: this.queue.metricApproximateNumberOfMessagesVisible({
        period: alarmPeriod,
        statistic: "Maximum",
      }),
      above: 0,
      topic: props.alarmTopic,
    });
  }
}

/** Every queue of dead letters below a construct: a new one is found by being there. */
export const deadLettersIn = (scope: Construct): readonly DeadLetters[] =>
  scope.node.findAll().filter((construct) => construct instanceof DeadLetters);
