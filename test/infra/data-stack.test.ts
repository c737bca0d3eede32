import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Match, Template } from "aws-cdk-lib/assertions";
import { Code } from "aws-cdk-lib/aws-lambda";
import { describe, expect, it } from "vitest";
import { gateway } from "../../infra/gateway.ts";
import { data, listed, only, resources, spoken, type Json } from "./templates.ts";

const keyOf = (id: Json): string => spoken(id);

describe("the table", () => {
  const table = only(data, "AWS::DynamoDB::Table");

  it("outlives its stack and refuses to be deleted", () => {
    expect(table.Properties.DeletionProtectionEnabled).toBe(true);
    expect(table.DeletionPolicy).toBe("Retain");
    expect(table.UpdateReplacePolicy).toBe("Retain");
  });

  it("can be restored to any second of the last 35 days", () => {
    expect(table.Properties.PointInTimeRecoverySpecification).toEqual({
      PointInTimeRecoveryEnabled: true,
      RecoveryPeriodInDays: 35,
    });
  });

  it("is encrypted with a key of ours", () => {
    expect(table.Properties.SSESpecification).toMatchObject({ SSEEnabled: true, SSEType: "KMS" });
    expect(keyOf(table.Properties.SSESpecification.KMSMasterKeyId)).toBe("DataKey.Arn");
  });

  it("streams new images, for an event is complete in itself", () => {
    expect(table.Properties.StreamSpecification).toEqual({ StreamViewType: "NEW_IMAGE" });
  });

  it("expires only what carries `expiresAt`", () => {
    expect(table.Properties.TimeToLiveSpecification).toEqual({ AttributeName: "expiresAt", Enabled: true });
  });

  it("is on demand, keyed by pk and sk, with the sparse index of work lists", () => {
    expect(table.Properties.BillingMode).toBe("PAY_PER_REQUEST");
    expect(table.Properties.KeySchema).toEqual([
      { AttributeName: "pk", KeyType: "HASH" },
      { AttributeName: "sk", KeyType: "RANGE" },
    ]);
    expect(table.Properties.GlobalSecondaryIndexes).toEqual([
      {
        IndexName: "byList",
        KeySchema: [
          { AttributeName: "list", KeyType: "HASH" },
          { AttributeName: "at", KeyType: "RANGE" },
        ],
        Projection: { ProjectionType: "KEYS_ONLY" },
      },
    ]);
  });
});

describe("keys", () => {
  const keys = resources(data, "AWS::KMS::Key");

  const hashes = (key: Json): boolean => key.Properties.KeySpec === "HMAC_256";

  const signs = (key: Json): boolean => key.Properties.KeySpec === "ECC_NIST_P256";

  it("keeps personal data under another key than storage, its index under a third, and signs with a fourth", () => {
    expect(keys).toHaveLength(4);
    expect(keys.filter(signs).map(({ Properties }) => Properties.KeyUsage)).toEqual(["SIGN_VERIFY"]);
  });

  it.each(keys)("$logicalId outlives its stack by 30 days of thought", (key) => {
    expect(key.Properties).toMatchObject({ PendingWindowInDays: 30 });
    expect(key.DeletionPolicy).toBe("Retain");
  });

  it.each(keys.filter((key) => !hashes(key) && !signs(key)))("$logicalId rotates", (key) => {
    expect(key.Properties).toMatchObject({ EnableKeyRotation: true });
  });

  it("only hashes with the key of the index, which must stay the same to find anybody", () => {
    expect(keys.filter(hashes).map(({ Properties }) => Properties.KeyUsage)).toEqual(["GENERATE_VERIFY_MAC"]);
    expect(keys.filter(hashes).map(({ Properties }) => Properties.EnableKeyRotation)).toEqual([undefined]);
  });

  it("opens the storage key only through DynamoDB and S3, and only to this account", () => {
    const key = keys.find(({ logicalId }) => logicalId.startsWith("DataKey"));
    const [, throughStorage, ...others] = key?.Properties.KeyPolicy.Statement ?? [];
    expect(others).toEqual([]);
    expect(throughStorage.Action.filter((action: string) => action.includes("*"))).toEqual([]);
    expect(Object.keys(throughStorage.Condition.StringEquals).sort()).toEqual([
      "kms:CallerAccount",
      "kms:ViaService",
    ]);
  });

  it("lets nobody use the personal data key but by a permission of their own", () => {
    const key = keys.find(({ logicalId }) => logicalId.startsWith("PersonalDataKey"));
    const principals = key?.Properties.KeyPolicy.Statement.map((each: Json) =>
      JSON.stringify(each.Principal),
    );
    expect(principals).toHaveLength(1);
    expect(principals[0]).toContain(":root");
  });
});

describe("buckets", () => {
  const buckets = resources(data, "AWS::S3::Bucket");

  it.each(buckets)("$logicalId is closed, versioned and kept", (bucket) => {
    expect(bucket.Properties.PublicAccessBlockConfiguration).toEqual({
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    });
    expect(bucket.Properties.VersioningConfiguration).toEqual({ Status: "Enabled" });
    expect(bucket.Properties.LifecycleConfiguration.Rules).not.toEqual([]);
    expect(bucket.DeletionPolicy).toBe("Retain");
  });

  it.each(buckets)("$logicalId refuses plain HTTP", ({ logicalId }) => {
    data.hasResourceProperties("AWS::S3::BucketPolicy", {
      Bucket: { Ref: logicalId },
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({ Effect: "Deny", Condition: { Bool: { "aws:SecureTransport": "false" } } }),
        ]),
      },
    });
  });

  it("tells EventBridge of new files, and forgets what lenders uploaded after a month", () => {
    const files = buckets.find(({ logicalId }) => logicalId.startsWith("Files"));
    expect(files?.Properties.NotificationConfiguration).toEqual({
      EventBridgeConfiguration: { EventBridgeEnabled: true },
    });
    const uploads = files?.Properties.LifecycleConfiguration.Rules.filter((rule: Json) => rule.Prefix);
    const soon = { ExpirationInDays: 30, NoncurrentVersionExpiration: { NoncurrentDays: 1 } };
    expect(uploads).toMatchObject([
      { Prefix: "account-batches/", ...soon },
      { Prefix: "event-files/", ...soon },
      { Prefix: "bank-files/", ...soon },
      { Prefix: "remittance-files/", ...soon },
    ]);
  });

  it("encrypts files with a key of ours and logs who reads them", () => {
    const files = buckets.find(({ logicalId }) => logicalId.startsWith("Files"));
    const [rule] = listed<Json>(files?.Properties.BucketEncryption.ServerSideEncryptionConfiguration);
    expect(keyOf(rule.ServerSideEncryptionByDefault.KMSMasterKeyID)).toBe("DataKey.Arn");
    expect(spoken(files?.Properties.LoggingConfiguration.DestinationBucketName)).toBe("AccessLogs");
  });
});

describe("the bucket of sealed days", () => {
  const seals = resources(data, "AWS::S3::Bucket").find(({ logicalId }) => logicalId.startsWith("Seals"));

  it("keeps what is put there for ten years, whoever wants it gone", () => {
    expect(seals?.Properties.ObjectLockEnabled).toBe(true);
    expect(seals?.Properties.ObjectLockConfiguration).toEqual({
      ObjectLockEnabled: "Enabled",
      Rule: { DefaultRetention: { Mode: "GOVERNANCE", Days: 3_653 } },
    });
    expect(seals?.Properties.LifecycleConfiguration.Rules).toEqual([
      { AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 }, Status: "Enabled" },
    ]);
  });

  it("is locked without a way round when the deployment says so, and not deployed by a mode that is none", () => {
    const locked = (mode: string) => {
      const outdir = mkdtempSync(join(tmpdir(), "gateway-seals-"));
      const context = { sealRetentionMode: mode };
      return Template.fromStack(gateway(() => Code.fromInline("export {};"), { outdir, context }).data);
    };
    locked("COMPLIANCE").hasResourceProperties("AWS::S3::Bucket", {
      ObjectLockConfiguration: { Rule: { DefaultRetention: { Mode: "COMPLIANCE" } } },
    });
    expect(() => locked("NONE")).toThrow(/sealRetentionMode/u);
  });

  it("is encrypted with a key of ours, and logs who reads it", () => {
    const [rule] = listed<Json>(seals?.Properties.BucketEncryption.ServerSideEncryptionConfiguration);
    expect(keyOf(rule.ServerSideEncryptionByDefault.KMSMasterKeyID)).toBe("DataKey.Arn");
    expect(seals?.Properties.LoggingConfiguration.LogFilePrefix).toBe("seals/");
  });
});

it("adds no custom resource: the local cloud runs ordinary CloudFormation only", () => {
  const types = Object.values<Json>(data.toJSON()["Resources"]).map(({ Type }) => Type);
  expect(types.filter((type) => !type.startsWith("AWS::"))).toEqual([]);
});
