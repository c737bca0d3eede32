import * as z from "zod";
import type { ObjectRulePlan } from "./plan-model.ts";
import type { Resource } from "./resources.ts";

const ignored = z.unknown().optional();

const single = <T extends z.ZodType>(one: T) => z.tuple([one]).transform(([value]) => value);

/** The one kind of event pattern that runs locally: new objects of one bucket below one of some prefixes. */
const rule = z.strictObject({
  Name: ignored,
  Description: ignored,
  EventBusName: ignored,
  Tags: ignored,
  State: z.literal("ENABLED").default("ENABLED"),
  EventPattern: z.strictObject({
    source: z.tuple([z.literal("aws.s3")]),
    "detail-type": z.tuple([z.literal("Object Created")]),
    detail: z.strictObject({
      bucket: z.strictObject({ name: single(z.string()) }),
      object: z.strictObject({ key: z.array(z.strictObject({ prefix: z.string() })).min(1) }),
    }),
  }),
  Targets: z.array(
    z.strictObject({ Arn: z.string(), Id: ignored, RetryPolicy: ignored, DeadLetterConfig: ignored }),
  ),
});

const isPattern = z.object({ EventPattern: ignored });

/** Whether a rule waits for events; one without a pattern fires by the clock. */
export const hasEventPattern = (resource: Resource): boolean =>
  resource.properties(isPattern).EventPattern !== undefined;

/** What EventBridge does with the events of buckets. */
export function objectRulePlans(resources: readonly Resource[]): readonly ObjectRulePlan[] {
  return resources
    .filter((resource) => resource.type === "AWS::Events::Rule" && hasEventPattern(resource))
    .flatMap((resource) => {
      const { EventPattern, Targets } = resource.properties(rule);
      const { bucket, object } = EventPattern.detail;
      return object.key.flatMap(({ prefix }) =>
        Targets.map(({ Arn }) => ({
          name: resource.name,
          bucketName: bucket.name,
          prefix,
          queueArn: Arn,
        })),
      );
    });
}
