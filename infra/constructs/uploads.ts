/* oxlint-disable no-new -- a construct joins the tree by being made */
import { Rule } from "aws-cdk-lib/aws-events";
import { SqsQueue } from "aws-cdk-lib/aws-events-targets";
import { Construct } from "constructs";
import { DeadLetters, type DeadLettersProps } from "./dead-letters.ts";
import type { WorkQueue } from "./queue-worker.ts";

export type UploadsProps = Omit<DeadLettersProps, "fifo"> & {
  readonly bucketName: string;
  readonly prefixes: readonly string[];
  readonly work: WorkQueue;
};

/** Every new object below one of the prefixes becomes a message; one that could not be put into the queue is kept aside. */
export class Uploads extends Construct {
  constructor(scope: Construct, id: string, props: UploadsProps) {
    super(scope, id);
    const missed = new DeadLetters(this, "Missed", { ...props, fifo: false });
    missed.source = props.work.queue; // what the rule could not put there can still go there
    new Rule(this, "Created", {
      description: `New objects below ${props.prefixes.join(" and ")}`,
      eventPattern: {
        source: ["aws.s3"],
        detailType: ["Object Created"],
        detail: {
          bucket: { name: [props.bucketName] },
          object: { key: props.prefixes.map((prefix) => ({ prefix })) },
        },
      },
      targets: [new SqsQueue(props.work.queue, { deadLetterQueue: missed.queue })],
    });
  }
}
