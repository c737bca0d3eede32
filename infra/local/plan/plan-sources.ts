import * as z from "zod";
import type { QueueSourcePlan, StreamSourcePlan } from "./plan-model.ts";
import type { Resource } from "./resources.ts";

const ignored = z.unknown().optional();

const mapping = z.strictObject({
  EventSourceArn: z.string(),
  FunctionName: z.string(),
  Enabled: z.literal(true).default(true),
  BatchSize: z.coerce.number().optional(),
  MaximumBatchingWindowInSeconds: z.coerce.number().default(0),
  FunctionResponseTypes: z.array(z.literal("ReportBatchItemFailures")).default([]),
  FilterCriteria: z.object({ Filters: z.array(z.object({ Pattern: z.string() })).default([]) }).optional(),
  ScalingConfig: z.object({ MaximumConcurrency: z.coerce.number().optional() }).optional(),
  BisectBatchOnFunctionError: z.boolean().default(false),
  MaximumRetryAttempts: z.coerce.number().default(-1),
  DestinationConfig: z.object({ OnFailure: z.object({ Destination: z.string() }).optional() }).optional(),
  StartingPosition: z.enum(["TRIM_HORIZON", "LATEST"]).default("TRIM_HORIZON"),
  MaximumRecordAgeInSeconds: ignored,
  ParallelizationFactor: ignored,
  KmsKeyArn: ignored,
  MetricsConfig: ignored,
  Tags: ignored,
});

type Mapping = z.infer<typeof mapping> & { readonly id: string };

/** Functions fed by a queue. */
export function queueSourcePlans(resources: readonly Resource[]): readonly QueueSourcePlan[] {
  return mappings(resources, ":sqs:").map((each) => ({
    queueArn: each.EventSourceArn,
    ...common(each),
    batchSize: each.BatchSize ?? 10,
    concurrencyMax: each.ScalingConfig?.MaximumConcurrency,
  }));
}

/** Functions fed by a table's stream. */
export function streamSourcePlans(resources: readonly Resource[]): readonly StreamSourcePlan[] {
  return mappings(resources, ":dynamodb:").map((each) => ({
    id: each.id,
    streamArn: each.EventSourceArn,
    ...common(each),
    batchSize: each.BatchSize ?? 100,
    bisects: each.BisectBatchOnFunctionError,
    retriesMax: each.MaximumRetryAttempts < 0 ? undefined : each.MaximumRetryAttempts,
    onFailureArn: each.DestinationConfig?.OnFailure?.Destination,
  }));
}

function mappings(resources: readonly Resource[], service: string): readonly Mapping[] {
  return resources
    .filter(({ type }) => type === "AWS::Lambda::EventSourceMapping")
    .map((resource) => ({ ...resource.properties(mapping), id: `${resource.stack}-${resource.logicalId}` }))
    .map((each) => ({ ...each, FunctionName: functionArn(each.FunctionName, resources) }))
    .filter(({ EventSourceArn }) => EventSourceArn.includes(service));
}

function common(each: Mapping): {
  readonly functionArn: string;
  readonly batchWindowMs: number;
  readonly reportsItemFailures: boolean;
  readonly filters: readonly string[];
} {
  return {
    functionArn: each.FunctionName,
    batchWindowMs: each.MaximumBatchingWindowInSeconds * 1000,
    reportsItemFailures: each.FunctionResponseTypes.length > 0,
    filters: (each.FilterCriteria?.Filters ?? []).map(({ Pattern }) => Pattern),
  };
}

/** A mapping may name its function by name or by ARN. */
function functionArn(nameOrArn: string, resources: readonly Resource[]): string {
  const isNamed = ({ type, name }: Resource): boolean =>
    type === "AWS::Lambda::Function" && name === nameOrArn;
  return resources.find(isNamed)?.arn ?? nameOrArn;
}
