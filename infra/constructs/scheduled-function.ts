/* oxlint-disable no-new -- a construct joins the tree by being made */
import { Duration } from "aws-cdk-lib";
import { Rule, type Schedule } from "aws-cdk-lib/aws-events";
import { LambdaFunction } from "aws-cdk-lib/aws-events-targets";
import type { Construct } from "constructs";
import { DeadLetters } from "./dead-letters.ts";
import { GatewayFunction, type GatewayFunctionProps } from "./gateway-function.ts";

export type ScheduledFunctionProps = GatewayFunctionProps & { readonly schedule: Schedule };

/** A function that runs by the clock; a run that never started is kept aside. */
export class ScheduledFunction extends GatewayFunction {
  constructor(scope: Construct, id: string, props: ScheduledFunctionProps) {
    super(scope, id, props);
    const missed = new DeadLetters(this, "Missed", { ...props, fifo: false });
    new Rule(this, "Schedule", {
      description: `Runs ${props.name}`,
      schedule: props.schedule,
      targets: [
        new LambdaFunction(this.function, {
          deadLetterQueue: missed.queue,
          retryAttempts: 2,
          maxEventAge: Duration.hours(1),
        }),
      ],
    });
  }
}
