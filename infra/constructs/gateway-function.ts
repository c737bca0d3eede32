/* oxlint-disable no-new -- a construct joins the tree by being made */
import { Duration } from "aws-cdk-lib";
import {
  type PolicyStatement,
  PolicyStatement as Statement,
  Role,
  ServicePrincipal,
} from "aws-cdk-lib/aws-iam";
import {
  Architecture,
  type Code,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  Tracing,
} from "aws-cdk-lib/aws-lambda";
import { LogGroup, RetentionDays } from "aws-cdk-lib/aws-logs";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import { Construct } from "constructs";
import { alarmPeriod, ImpactAlarm } from "./alarm.ts";

export type GatewayFunctionProps = {
  /** The folder under `functions/`. */
  readonly name: string;
  /** What a person loses when this function fails, as one sentence. */
  readonly errorImpact: string;
  readonly code: Code;
  readonly alarmTopic: ITopic;
  readonly environment: Readonly<Record<string, string>>;
  /** Everything its own code calls, action by action. */
  readonly permissions: readonly PolicyStatement[];
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  /** Only with a reason; it takes capacity from every other function of the account. */
  readonly reservedConcurrency?: number;
};

/** A Lambda with its own role, log group and alarms; the house constructs add what triggers it. */
export class GatewayFunction extends Construct {
  readonly function: LambdaFunction;

  constructor(scope: Construct, id: string, props: GatewayFunctionProps) {
    super(scope, id);
    const logs = new LogGroup(this, "Logs", { retention: RetentionDays.THREE_MONTHS });
    const role = new Role(this, "Role", { assumedBy: new ServicePrincipal("lambda.amazonaws.com") });
    role.addToPolicy(writeLogs(logs));
    for (const statement of props.permissions) role.addToPolicy(statement);
    this.function = new LambdaFunction(this, "Function", {
      description: `${props.name} of the debt agency gateway`,
      code: props.code,
      handler: "index.handler",
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: props.memoryMb,
      timeout: Duration.seconds(props.timeoutSeconds),
      environment: { ...props.environment, SERVICE_NAME: props.name },
      role,
      logGroup: logs,
      loggingFormat: LoggingFormat.JSON,
      tracing: Tracing.ACTIVE,
      ...(props.reservedConcurrency === undefined
        ? {}
        : { reservedConcurrentExecutions: props.reservedConcurrency }),
    });
    this.#watch(props);
  }

  #watch({ name, errorImpact, alarmTopic }: GatewayFunctionProps): void {
    const watched = { errorImpact, above: 0, topic: alarmTopic };
    new ImpactAlarm(this, "Errors", {
      ...watched,
      summary: `${name} fails`,
      metric: this.function.metricErrors({ period: alarmPeriod }),
    });
    new ImpactAlarm(this, "Throttles", {
      ...watched,
      summary: `${name} is throttled`,
      metric: this.function.metricThrottles({ period: alarmPeriod }),
    });
  }
}

function writeLogs(logs: LogGroup): PolicyStatement {
  return new Statement({
    actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
    resources: [logs.logGroupArn],
  });
}
