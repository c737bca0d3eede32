import * as z from "zod";
import type { BucketPlan, IndexPlan, KeyPlan, NotificationPlan, QueuePlan, TablePlan } from "./plan-model.ts";
import type { Resource } from "./resources.ts";
import { UnsupportedTemplate } from "./template.ts";

const ignored = z.unknown().optional();
const asText = z.union([z.string(), z.number(), z.boolean()]).transform(String);

const keySchema = z.array(z.object({ AttributeName: z.string(), KeyType: z.enum(["HASH", "RANGE"]) }));

const index = z
  .strictObject({
    IndexName: z.string(),
    KeySchema: keySchema,
    Projection: z.object({
      ProjectionType: z.string().exactOptional(),
      NonKeyAttributes: z.array(z.string()).exactOptional(),
    }),
    ProvisionedThroughput: ignored,
    OnDemandThroughput: ignored,
    WriteOnDemandThroughputSettings: ignored,
    WarmThroughput: ignored,
    ContributorInsightsSpecification: ignored,
  })
  .transform(({ IndexName, KeySchema, Projection }): IndexPlan => ({ IndexName, KeySchema, Projection }));

const table = z.strictObject({
  TableName: ignored,
  KeySchema: keySchema,
  AttributeDefinitions: z.array(z.object({ AttributeName: z.string(), AttributeType: z.string() })),
  GlobalSecondaryIndexes: z.array(index).default([]),
  LocalSecondaryIndexes: z.array(index).default([]),
  StreamSpecification: z.object({ StreamViewType: z.string().default("NEW_AND_OLD_IMAGES") }).optional(),
  TimeToLiveSpecification: z.object({ AttributeName: z.string(), Enabled: z.boolean() }).optional(),
  BillingMode: ignored,
  ContributorInsightsSpecification: ignored,
  DeletionProtectionEnabled: ignored,
  OnDemandThroughput: ignored,
  PointInTimeRecoverySpecification: ignored,
  ProvisionedThroughput: ignored,
  Replicas: ignored,
  ResourcePolicy: ignored,
  SSESpecification: ignored,
  TableClass: ignored,
  Tags: ignored,
  WarmThroughput: ignored,
  WriteOnDemandThroughputSettings: ignored,
});

/** Tables with their keys, indexes, stream and time to live. */
export function tablePlans(resources: readonly Resource[]): readonly TablePlan[] {
  const types = new Set(["AWS::DynamoDB::Table", "AWS::DynamoDB::GlobalTable"]);
  return resources
    .filter(({ type }) => types.has(type))
    .map((resource) => {
      const properties = resource.properties(table);
      const ttl = properties.TimeToLiveSpecification;
      return {
        name: resource.name,
        arn: arnOf(resource),
        streamArn: `${arnOf(resource)}/stream/local`,
        keySchema: properties.KeySchema,
        attributes: properties.AttributeDefinitions,
        indexes: properties.GlobalSecondaryIndexes,
        localIndexes: properties.LocalSecondaryIndexes,
        streamViewType: properties.StreamSpecification?.StreamViewType,
        ttlAttribute: ttl?.Enabled === true ? ttl.AttributeName : undefined,
      };
    });
}

const queue = z.strictObject({
  QueueName: ignored,
  FifoQueue: z.boolean().default(false),
  RedrivePolicy: z.object({ deadLetterTargetArn: z.string(), maxReceiveCount: z.coerce.number() }).optional(),
  ContentBasedDeduplication: asText.optional(),
  DeduplicationScope: asText.optional(),
  FifoThroughputLimit: asText.optional(),
  DelaySeconds: asText.optional(),
  MaximumMessageSize: asText.optional(),
  MessageRetentionPeriod: asText.optional(),
  ReceiveMessageWaitTimeSeconds: asText.optional(),
  VisibilityTimeout: asText.optional(),
  KmsMasterKeyId: ignored,
  KmsDataKeyReusePeriodSeconds: ignored,
  SqsManagedSseEnabled: ignored,
  RedriveAllowPolicy: ignored,
  Tags: ignored,
});

/** Queues, dead-letter queues first, so that each redrive target exists when it is named. */
export function queuePlans(resources: readonly Resource[]): readonly QueuePlan[] {
  const plans = resources.filter(({ type }) => type === "AWS::SQS::Queue").map(queuePlan);
  const isTarget = new Set(plans.map((each) => each.deadLetterArn));
  return [...plans.filter(({ arn }) => isTarget.has(arn)), ...plans.filter(({ arn }) => !isTarget.has(arn))];
}

function queuePlan(resource: Resource): QueuePlan {
  const { QueueName: _name, FifoQueue, RedrivePolicy, ...rest } = resource.properties(queue);
  const attributes: Record<string, string> = FifoQueue ? { FifoQueue: "true" } : {};
  for (const [key, value] of Object.entries(rest)) {
    if (typeof value === "string" && !key.startsWith("Kms")) attributes[key] = value;
  }
  if (RedrivePolicy !== undefined) attributes["RedrivePolicy"] = JSON.stringify(RedrivePolicy);
  return {
    name: resource.name,
    arn: arnOf(resource),
    url: resource.ref,
    isFifo: FifoQueue,
    attributes,
    deadLetterArn: RedrivePolicy?.deadLetterTargetArn,
  };
}

const filterRules = z.array(z.object({ Name: z.string(), Value: z.string() })).default([]);
const s3Key = z.object({
  FilterRules: z.array(z.object({ Name: z.string(), Value: z.string() })).optional(),
  Rules: filterRules,
});
const customNotifications = z.strictObject({
  ServiceToken: ignored,
  Managed: ignored,
  SkipDestinationValidation: ignored,
  BucketName: z.string(),
  NotificationConfiguration: z.strictObject({
    LambdaFunctionConfigurations: z
      .array(
        z.object({
          Events: z.array(z.string()),
          LambdaFunctionArn: z.string(),
          Filter: z.object({ Key: s3Key.partial() }).optional(),
        }),
      )
      .default([]),
  }),
});

const bucketNotifications = z.object({
  NotificationConfiguration: z
    .strictObject({
      EventBridgeConfiguration: z.strictObject({ EventBridgeEnabled: z.boolean() }).optional(),
      LambdaConfigurations: z
        .array(
          z.object({
            Event: z.string(),
            Function: z.string(),
            Filter: z.object({ S3Key: s3Key.partial() }).optional(),
          }),
        )
        .default([]),
    })
    .optional(),
});

/** Buckets with what each tells to which function. */
export function bucketPlans(resources: readonly Resource[]): readonly BucketPlan[] {
  const custom = resources
    .filter(({ type }) => type === "Custom::S3BucketNotifications")
    .map((resource) => resource.properties(customNotifications));
  return resources
    .filter(({ type }) => type === "AWS::S3::Bucket")
    .map((resource) => {
      const configured = resource.properties(bucketNotifications).NotificationConfiguration;
      const own = configured?.LambdaConfigurations ?? [];
      const added = custom
        .filter(({ BucketName }) => BucketName === resource.name)
        .flatMap(({ NotificationConfiguration }) => NotificationConfiguration.LambdaFunctionConfigurations);
      return {
        name: resource.name,
        arn: arnOf(resource),
        tellsEventBridge: configured?.EventBridgeConfiguration?.EventBridgeEnabled === true,
        notifications: [
          ...own.map((each) => notification([each.Event], each.Function, each.Filter?.S3Key)),
          ...added.map((each) => notification(each.Events, each.LambdaFunctionArn, each.Filter?.Key)),
        ],
      };
    });
}

type KeyFilter = z.infer<ReturnType<typeof s3Key.partial>>;

function notification(
  events: readonly string[],
  functionArn: string,
  filter: KeyFilter | undefined,
): NotificationPlan {
  const rules = filter?.FilterRules ?? filter?.Rules ?? [];
  const other = events.find((event) => !event.startsWith("s3:ObjectCreated:"));
  if (other !== undefined)
    throw new UnsupportedTemplate(functionArn, `S3 event ${other} is not known to the local cloud`);
  const valueOf = (name: string): string =>
    rules.find((rule) => rule.Name.toLowerCase() === name)?.Value ?? "";
  return { events, functionArn, prefix: valueOf("prefix"), suffix: valueOf("suffix") };
}

const key = z.looseObject({ KeySpec: z.string().default("SYMMETRIC_DEFAULT") });
const alias = z.object({ AliasName: z.string(), TargetKeyId: z.string() });

/** Keys and the aliases that name them. */
export function keyPlans(resources: readonly Resource[]): readonly KeyPlan[] {
  const aliases = resources
    .filter(({ type }) => type === "AWS::KMS::Alias")
    .map((each) => each.properties(alias));
  return resources
    .filter(({ type }) => type === "AWS::KMS::Key")
    .map((resource) => ({
      id: resource.ref,
      arn: arnOf(resource),
      signs: resource.properties(key).KeySpec === "ECC_NIST_P256",
      aliases: aliases
        .filter(({ TargetKeyId }) => TargetKeyId === resource.ref || TargetKeyId === resource.arn)
        .map(({ AliasName }) => AliasName),
    }));
}

function arnOf(resource: Resource): string {
  if (resource.arn === undefined)
    throw new UnsupportedTemplate(resource.where, `no ARN for type ${resource.type}`);
  return resource.arn;
}
