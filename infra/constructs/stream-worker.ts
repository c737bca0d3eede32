/* oxlint-disable no-new -- a construct joins the tree by being made */
import { Duration } from "aws-cdk-lib";
import type { Table } from "aws-cdk-lib/aws-dynamodb";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import { EventSourceMapping, StartingPosition } from "aws-cdk-lib/aws-lambda";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import { config } from "../config.ts";
import { alarmPeriod, ImpactAlarm } from "./alarm.ts";
import { DeadLetters } from "./dead-letters.ts";
import { GatewayFunction, type GatewayFunctionProps } from "./gateway-function.ts";

export type StreamWorkerProps = GatewayFunctionProps & {
  readonly table: Table;
  /** Lambda event filter pattern; what does not match is never paid for. */
  readonly filter: Readonly<Record<string, unknown>>;
};

/** A function fed by the table's stream, in order per item collection; what keeps failing is kept aside. */
export class StreamWorker extends GatewayFunction {
  constructor(scope: Construct, id: string, props: StreamWorkerProps) {
    const streamArn = props.table.tableStreamArn;
    if (streamArn === undefined) throw new Error(`${props.name} needs a table with a stream`);
    super(scope, id, { ...props, permissions: [...props.permissions, ...readStream(streamArn)] });
    const failed = new DeadLetters(this, "Failed", { ...props, fifo: false });
    this.function.addToRolePolicy(keepAside(failed.queue));
    new EventSourceMapping(this, "Source", {
      target: this.function,
      eventSourceArn: streamArn,
      startingPosition: StartingPosition.TRIM_HORIZON,
      filters: [{ pattern: JSON.stringify(props.filter) }],
      batchSize: config.stream.batchSize,
      bisectBatchOnError: true,
      reportBatchItemFailures: true,
      retryAttempts: config.stream.retryAttempts,
      maxRecordAge: Duration.hours(config.stream.recordAgeHours),
      parallelizationFactor: config.stream.parallelizationFactor,
      onFailure: { bind: () => ({ destination: failed.queue.queueArn }) },
    });
    new ImpactAlarm(this, "IteratorAge", {
      summary: `${props.name} is more than ${config.alarms.iteratorAgeMinutes} minutes behind`,
      errorImpact: props.errorImpact,
      metric: this.function.metric("IteratorAge", { period: alarmPeriod, statistic: "Maximum" }),
      above: Duration.minutes(config.alarms.iteratorAgeMinutes).toMilliseconds(),
      topic: props.alarmTopic,
    });
  }
}

function readStream(streamArn: string): readonly PolicyStatement[] {
  return [
    new PolicyStatement({
      actions: ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"],
      resources: [streamArn],
    }),
    // ListStreams knows no resource; Lambda refuses the mapping without it.
    new PolicyStatement({ actions: ["dynamodb:ListStreams"], resources: ["*"] }),
  ];
}

function keepAside(queue: Queue): PolicyStatement {
  return new PolicyStatement({ actions: ["sqs:SendMessage"], resources: [queue.queueArn] });
}
