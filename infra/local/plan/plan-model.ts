/** What the local cloud has to build and run, as the synthesised templates say. */
export type Plan = {
  readonly region: string;
  readonly accountId: string;
  readonly tables: readonly TablePlan[];
  readonly queues: readonly QueuePlan[];
  readonly buckets: readonly BucketPlan[];
  readonly keys: readonly KeyPlan[];
  readonly functions: readonly FunctionPlan[];
  readonly routes: readonly RoutePlan[];
  readonly queueSources: readonly QueueSourcePlan[];
  readonly streamSources: readonly StreamSourcePlan[];
  readonly schedules: readonly SchedulePlan[];
  readonly objectRules: readonly ObjectRulePlan[];
};

type KeyElement = { readonly AttributeName: string; readonly KeyType: "HASH" | "RANGE" };

export type IndexPlan = {
  readonly IndexName: string;
  readonly KeySchema: readonly KeyElement[];
  readonly Projection: { readonly ProjectionType?: string; readonly NonKeyAttributes?: readonly string[] };
};

export type TablePlan = {
  readonly name: string;
  readonly arn: string;
  readonly streamArn: string;
  readonly keySchema: readonly KeyElement[];
  readonly attributes: readonly { readonly AttributeName: string; readonly AttributeType: string }[];
  readonly indexes: readonly IndexPlan[];
  readonly localIndexes: readonly IndexPlan[];
  readonly streamViewType: string | undefined;
  readonly ttlAttribute: string | undefined;
};

export type QueuePlan = {
  readonly name: string;
  readonly arn: string;
  readonly url: string;
  readonly isFifo: boolean;
  /** SQS attributes as CreateQueue takes them, redrive policy included. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly deadLetterArn: string | undefined;
};

export type BucketPlan = {
  readonly name: string;
  readonly arn: string;
  readonly notifications: readonly NotificationPlan[];
  /** It tells EventBridge of new objects. */
  readonly tellsEventBridge: boolean;
};

/** A rule of EventBridge that puts events of new objects into a queue. */
export type ObjectRulePlan = {
  readonly name: string;
  readonly bucketName: string;
  readonly prefix: string;
  readonly queueArn: string;
};

export type NotificationPlan = {
  readonly events: readonly string[];
  readonly prefix: string;
  readonly suffix: string;
  readonly functionArn: string;
};

export type KeyPlan = {
  readonly id: string;
  readonly arn: string;
  readonly aliases: readonly string[];
  /** Whether it signs (ECC_NIST_P256) instead of encrypting. */
  readonly signs: boolean;
};

/** One statement of a function's role, as IAM writes it, with every ARN resolved. */
export type IamStatement = {
  readonly Sid?: string;
  readonly Effect: "Allow" | "Deny";
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: Readonly<Record<string, unknown>>;
};

export type FunctionPlan = {
  /** As `AWS_LAMBDA_FUNCTION_NAME` says it. */
  readonly name: string;
  /** Short name for people, logs and records: `SERVICE_NAME` where that is set. */
  readonly label: string;
  readonly arn: string;
  readonly logicalId: string;
  readonly codePath: string;
  readonly module: string;
  readonly exportName: string;
  readonly timeoutMs: number;
  readonly memoryMb: number;
  readonly environment: Readonly<Record<string, string>>;
  readonly statements: readonly IamStatement[];
};

export type RoutePlan = {
  readonly routeKey: string;
  readonly functionArn: string;
  readonly timeoutMs: number;
};

export type QueueSourcePlan = {
  readonly queueArn: string;
  readonly functionArn: string;
  readonly batchSize: number;
  readonly batchWindowMs: number;
  readonly reportsItemFailures: boolean;
  readonly concurrencyMax: number | undefined;
  readonly filters: readonly string[];
};

export type StreamSourcePlan = {
  readonly id: string;
  readonly streamArn: string;
  readonly functionArn: string;
  readonly batchSize: number;
  readonly batchWindowMs: number;
  readonly reportsItemFailures: boolean;
  readonly bisects: boolean;
  /** `undefined`: until the records expire. */
  readonly retriesMax: number | undefined;
  readonly onFailureArn: string | undefined;
  readonly filters: readonly string[];
};

export type SchedulePlan = {
  readonly name: string;
  readonly arn: string;
  readonly kind: "rule" | "scheduler";
  readonly everyMs: number;
  /** How long after each multiple of `everyMs` since 1970 it is due. */
  readonly offsetMs: number;
  readonly functionArn: string;
  readonly input: string | undefined;
};
