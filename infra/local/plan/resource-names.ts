import { createHash } from "node:crypto";
import type { LocalAccount } from "./template.ts";

/** How a resource is addressed: what `Ref` gives and which attributes `Fn::GetAtt` knows. */
export type ResourceIdentity = {
  readonly ref: string;
  readonly attributes: Readonly<Record<string, string>>;
};

export type NamedResource = {
  readonly stack: string;
  readonly logicalId: string;
  readonly type: string;
  /** The physical name the template asks for, if any. */
  readonly givenName: string | undefined;
};

/** The property that holds a resource type's physical name. */
export const nameProperty: Readonly<Record<string, string>> = {
  "AWS::DynamoDB::Table": "TableName",
  "AWS::DynamoDB::GlobalTable": "TableName",
  "AWS::SQS::Queue": "QueueName",
  "AWS::S3::Bucket": "BucketName",
  "AWS::Lambda::Function": "FunctionName",
  "AWS::IAM::Role": "RoleName",
  "AWS::Logs::LogGroup": "LogGroupName",
  "AWS::SNS::Topic": "TopicName",
  "AWS::KMS::Alias": "AliasName",
  "AWS::Events::Rule": "Name",
  "AWS::Scheduler::Schedule": "Name",
  "AWS::Scheduler::ScheduleGroup": "Name",
  "AWS::CloudWatch::Alarm": "AlarmName",
};

type Identify = (name: string, account: LocalAccount) => ResourceIdentity;

const arnOf = (service: string, resource: string, account: LocalAccount): string =>
  `arn:aws:${service}:${account.region}:${account.accountId}:${resource}`;

const identities: Readonly<Record<string, Identify>> = {
  "AWS::DynamoDB::Table": table,
  "AWS::DynamoDB::GlobalTable": table,
  "AWS::SQS::Queue": (name, account) => ({
    ref: `${account.sqsEndpoint}/${account.accountId}/${name}`,
    attributes: {
      Arn: arnOf("sqs", name, account),
      QueueName: name,
      QueueUrl: `${account.sqsEndpoint}/${account.accountId}/${name}`,
    },
  }),
  "AWS::S3::Bucket": (name, account) => ({
    ref: name,
    attributes: {
      Arn: `arn:aws:s3:::${name}`,
      DomainName: `${name}.s3.amazonaws.com`,
      RegionalDomainName: `${name}.s3.${account.region}.amazonaws.com`,
    },
  }),
  "AWS::Lambda::Function": (name, account) => ({
    ref: name,
    attributes: { Arn: arnOf("lambda", `function:${name}`, account) },
  }),
  "AWS::IAM::Role": (name, account) => ({
    ref: name,
    attributes: { Arn: `arn:aws:iam::${account.accountId}:role/${name}`, RoleId: name },
  }),
  "AWS::IAM::ManagedPolicy": (name, account) => ({
    ref: `arn:aws:iam::${account.accountId}:policy/${name}`,
    attributes: {},
  }),
  "AWS::KMS::Key": (name, account) => {
    const keyId = uuidFrom(name);
    return { ref: keyId, attributes: { Arn: arnOf("kms", `key/${keyId}`, account), KeyId: keyId } };
  },
  "AWS::KMS::Alias": (name) => ({ ref: name, attributes: {} }),
  "AWS::Logs::LogGroup": (name, account) => ({
    ref: name,
    attributes: { Arn: `${arnOf("logs", `log-group:${name}`, account)}:*` },
  }),
  "AWS::SNS::Topic": (name, account) => ({
    ref: arnOf("sns", name, account),
    attributes: { TopicArn: arnOf("sns", name, account), TopicName: name },
  }),
  "AWS::ApiGatewayV2::Api": (name, account) => ({
    ref: uuidFrom(name).replaceAll("-", "").slice(0, 10),
    attributes: { ApiEndpoint: account.apiEndpoint, ApiId: uuidFrom(name).replaceAll("-", "").slice(0, 10) },
  }),
  "AWS::Events::Rule": (name, account) => ({
    ref: name,
    attributes: { Arn: arnOf("events", `rule/${name}`, account) },
  }),
  "AWS::Scheduler::Schedule": (name, account) => ({
    ref: name,
    attributes: { Arn: arnOf("scheduler", `schedule/default/${name}`, account) },
  }),
};

/** The name, `Ref` and attributes a resource has in the local cloud. */
export function identify(
  resource: NamedResource,
  account: LocalAccount,
): ResourceIdentity & { readonly name: string } {
  const name = resource.givenName ?? generatedName(resource);
  const known = identities[resource.type];
  return { name, ...(known === undefined ? { ref: name, attributes: {} } : known(name, account)) };
}

function generatedName({ stack, logicalId, type }: NamedResource): string {
  const name = `${stack}-${logicalId}`;
  if (type === "AWS::S3::Bucket") return name.toLowerCase().slice(0, 63);
  return name.slice(0, 75);
}

function table(name: string, account: LocalAccount): ResourceIdentity {
  const arn = arnOf("dynamodb", `table/${name}`, account);
  return { ref: name, attributes: { Arn: arn, StreamArn: `${arn}/stream/local` } };
}

/** The same name always gives the same id, so that what was encrypted yesterday opens today. */
function uuidFrom(name: string): string {
  const hex = createHash("sha256").update(name).digest("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    "-",
  );
}
