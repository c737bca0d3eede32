import { Aws, Duration, RemovalPolicy, Stack, type StackProps } from "aws-cdk-lib";
import {
  AttributeType,
  BillingMode,
  ProjectionType,
  StreamViewType,
  Table,
  TableEncryption,
} from "aws-cdk-lib/aws-dynamodb";
import { AnyPrincipal, PolicyStatement } from "aws-cdk-lib/aws-iam";
import { Key, KeySpec, KeyUsage } from "aws-cdk-lib/aws-kms";
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  CfnBucket,
  ObjectLockRetention,
  ObjectOwnership,
} from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";
import { config } from "./config.ts";

/** What must outlive every deployment: the table, the files and the keys that open them. */
export class DataStack extends Stack {
  readonly table: Table;
  readonly files: Bucket;
  readonly seals: Bucket;
  readonly personalDataKey: Key;
  readonly identifierKey: Key;
  readonly receiptKey: Key;

  constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, props);
    const dataKey = rotatedKey(this, "DataKey", "Table and files of the gateway");
    dataKey.addToResourcePolicy(useThroughStorage());
    this.personalDataKey = rotatedKey(this, "PersonalDataKey", "Debtors' personal data, encrypted by field");
    this.identifierKey = identifierKey(this);
    this.receiptKey = receiptKey(this);
    this.table = gatewayTable(this, dataKey);
    const accessLogs = accessLogBucket(this);
    this.files = filesBucket(this, dataKey, accessLogs);
    this.seals = sealsBucket(this, dataKey, accessLogs);
  }
}

function rotatedKey(scope: Construct, id: string, description: string): Key {
  return new Key(scope, id, {
    description,
    enableKeyRotation: true,
    pendingWindow: Duration.days(config.retention.keyDeletionDays),
    removalPolicy: RemovalPolicy.RETAIN,
  });
}

/** Finds debtors by what identifies them. KMS rotates no HMAC key, and another key would find nobody. */
function identifierKey(scope: Construct): Key {
  return new Key(scope, "IdentifierKey", {
    description: "Blind index of debtors' identifiers",
    keySpec: KeySpec.HMAC_256,
    keyUsage: KeyUsage.GENERATE_VERIFY_MAC,
    pendingWindow: Duration.days(config.retention.keyDeletionDays),
    removalPolicy: RemovalPolicy.RETAIN,
  });
}

/** Signs receipts. KMS rotates no asymmetric key, and whoever verifies keeps the public half. */
function receiptKey(scope: Construct): Key {
  return new Key(scope, "ReceiptKey", {
    description: "Signatures of agencies' receipts",
    keySpec: KeySpec.ECC_NIST_P256,
    keyUsage: KeyUsage.SIGN_VERIFY,
    pendingWindow: Duration.days(config.retention.keyDeletionDays),
    removalPolicy: RemovalPolicy.RETAIN,
  });
}

/**
 * Whoever may use the table or the files may use their key, but only through those services: so no function
 * carries a key permission of its own for storage. This is the key policy AWS documents for DynamoDB.
 */
function useThroughStorage(): PolicyStatement {
  return new PolicyStatement({
    sid: "UseThroughStorageOfThisAccount",
    principals: [new AnyPrincipal()],
    actions: [
      "kms:Encrypt",
      "kms:Decrypt",
      "kms:ReEncryptFrom",
      "kms:ReEncryptTo",
      "kms:GenerateDataKey",
      "kms:GenerateDataKeyWithoutPlaintext",
      "kms:CreateGrant",
      "kms:DescribeKey",
    ],
    resources: ["*"],
    conditions: {
      StringEquals: {
        "kms:CallerAccount": Aws.ACCOUNT_ID,
        "kms:ViaService": [`dynamodb.${Aws.REGION}.amazonaws.com`, `s3.${Aws.REGION}.amazonaws.com`],
      },
    },
  });
}

function gatewayTable(scope: Construct, encryptionKey: Key): Table {
  const { partitionKey, sortKey, ttlAttribute, listIndex, recoveryDays } = config.table;
  const table = new Table(scope, "Table", {
    partitionKey: { name: partitionKey, type: AttributeType.STRING },
    sortKey: { name: sortKey, type: AttributeType.STRING },
    billingMode: BillingMode.PAY_PER_REQUEST,
    encryption: TableEncryption.CUSTOMER_MANAGED,
    encryptionKey,
    stream: StreamViewType.NEW_IMAGE,
    timeToLiveAttribute: ttlAttribute,
    pointInTimeRecoverySpecification: {
      pointInTimeRecoveryEnabled: true,
      recoveryPeriodInDays: recoveryDays,
    },
    deletionProtection: true,
    removalPolicy: RemovalPolicy.RETAIN,
  });
  table.addGlobalSecondaryIndex({
    indexName: listIndex.name,
    partitionKey: { name: listIndex.partitionKey, type: AttributeType.STRING },
    sortKey: { name: listIndex.sortKey, type: AttributeType.STRING },
    // Readers of a list read the items again, so that changing an item costs the index nothing.
    projectionType: ProjectionType.KEYS_ONLY,
  });
  return table;
}

const closedBucket = {
  blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
  objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
  enforceSSL: true,
  versioned: true,
  removalPolicy: RemovalPolicy.RETAIN,
} as const;

/** `Bucket` leaves `isWebsite` optional where `IBucket` does not, which exact optional types refuse. */
class LogBucket extends Bucket {
  override get isWebsite(): boolean {
    return false;
  }
}

function accessLogBucket(scope: Construct): LogBucket {
  const { serverAccessLogDays, noncurrentFileDays, incompleteUploadDays } = config.retention;
  return new LogBucket(scope, "AccessLogs", {
    ...closedBucket,
    encryption: BucketEncryption.S3_MANAGED, // S3 cannot deliver server access logs to a bucket under a customer key
    lifecycleRules: [
      {
        expiration: Duration.days(serverAccessLogDays),
        noncurrentVersionExpiration: Duration.days(noncurrentFileDays),
        abortIncompleteMultipartUploadAfter: Duration.days(incompleteUploadDays),
      },
    ],
  });
}

function filesBucket(scope: Construct, encryptionKey: Key, accessLogs: LogBucket): Bucket {
  const { noncurrentFileDays, incompleteUploadDays, uploadedFileDays, replacedUploadDays } = config.retention;
  const bucket = new Bucket(scope, "Files", {
    ...closedBucket,
    encryption: BucketEncryption.KMS,
    encryptionKey,
    bucketKeyEnabled: true,
    serverAccessLogsBucket: accessLogs,
    serverAccessLogsPrefix: "files/",
    lifecycleRules: [
      {
        noncurrentVersionExpiration: Duration.days(noncurrentFileDays),
        abortIncompleteMultipartUploadAfter: Duration.days(incompleteUploadDays),
      },
      ...[config.batches, config.eventFiles, config.bankFiles, config.remittanceFiles].map(
        ({ prefix: { uploads: prefix } }) => ({
          prefix,
          expiration: Duration.days(uploadedFileDays),
          noncurrentVersionExpiration: Duration.days(replacedUploadDays),
        }),
      ),
    ],
  });
  tellEventBridge(bucket);
  return bucket;
}

/** Days of books, each put once. What stands here cannot be changed or removed before its time is over. */
function sealsBucket(scope: Construct, encryptionKey: Key, accessLogs: LogBucket): Bucket {
  return new Bucket(scope, "Seals", {
    ...closedBucket,
    encryption: BucketEncryption.KMS,
    encryptionKey,
    bucketKeyEnabled: true,
    serverAccessLogsBucket: accessLogs,
    serverAccessLogsPrefix: "seals/",
    lifecycleRules: [
      { abortIncompleteMultipartUploadAfter: Duration.days(config.retention.incompleteUploadDays) },
    ],
    objectLockEnabled: true,
    objectLockDefaultRetention: sealRetention(scope),
  });
}

/** @throws for a mode that S3 does not know */
function sealRetention(scope: Construct): ObjectLockRetention {
  const { retentionDays, retentionMode } = config.seals;
  const mode: unknown = scope.node.tryGetContext("sealRetentionMode") ?? retentionMode;
  const duration = Duration.days(retentionDays);
  if (mode === "GOVERNANCE") return ObjectLockRetention.governance(duration);
  if (mode === "COMPLIANCE") return ObjectLockRetention.compliance(duration);
  throw new Error(`sealRetentionMode is GOVERNANCE or COMPLIANCE, not ${String(mode)}`);
}

/** The bucket tells EventBridge, and rules of other stacks choose: no stack refers back to this one's readers. */
function tellEventBridge(bucket: Bucket): void {
  const { defaultChild } = bucket.node;
  if (!(defaultChild instanceof CfnBucket)) throw new Error("a bucket without its resource");
  // `eventBridgeEnabled` of the construct would bring a custom resource where CloudFormation has a property.
  defaultChild.notificationConfiguration = { eventBridgeConfiguration: { eventBridgeEnabled: true } };
}
