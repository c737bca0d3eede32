import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

// A small cloud assembly, written by hand as CDK writes one: two stacks, five functions, every kind of trigger.

const lambda = (name: string, extra: Record<string, unknown> = {}) => ({
  Type: "AWS::Lambda::Function",
  Properties: {
    Code: { S3Bucket: { "Fn::Sub": "assets-${AWS::AccountId}-${AWS::Region}" }, S3Key: `${name}.zip` },
    Handler: "index.handler",
    Runtime: "nodejs24.x",
    Role: { "Fn::GetAtt": ["Role", "Arn"] },
    Timeout: 3,
    MemorySize: 256,
    ...extra,
    Environment: {
      Variables: {
        SERVICE_NAME: name,
        TABLE_NAME: { "Fn::ImportValue": "tiny-data:Table" },
        QUEUE_URL: { Ref: "Work" },
        BUCKET_NAME: { "Fn::ImportValue": "tiny-data:Files" },
        KEY_ARN: { "Fn::ImportValue": "tiny-data:Key" },
      },
    },
  },
});

const route = (routeKey: string, integration: string) => ({
  Type: "AWS::ApiGatewayV2::Route",
  Properties: {
    ApiId: { Ref: "Api" },
    RouteKey: routeKey,
    Target: { "Fn::Join": ["", ["integrations/", { Ref: integration }]] },
  },
});

const integration = (logicalId: string) => ({
  Type: "AWS::ApiGatewayV2::Integration",
  Properties: {
    ApiId: { Ref: "Api" },
    IntegrationType: "AWS_PROXY",
    IntegrationUri: { "Fn::GetAtt": [logicalId, "Arn"] },
    PayloadFormatVersion: "2.0",
  },
});

export const dataTemplate = {
  Resources: {
    Table: {
      Type: "AWS::DynamoDB::Table",
      Properties: {
        KeySchema: [
          { AttributeName: "pk", KeyType: "HASH" },
          { AttributeName: "sk", KeyType: "RANGE" },
        ],
        AttributeDefinitions: [
          { AttributeName: "pk", AttributeType: "S" },
          { AttributeName: "sk", AttributeType: "S" },
        ],
        BillingMode: "PAY_PER_REQUEST",
        StreamSpecification: { StreamViewType: "NEW_IMAGE" },
        TimeToLiveSpecification: { AttributeName: "ttl", Enabled: true },
      },
    },
    Key: { Type: "AWS::KMS::Key", Properties: { EnableKeyRotation: true } },
    Files: { Type: "AWS::S3::Bucket", Properties: {} },
  },
  Outputs: {
    Table: { Value: { Ref: "Table" }, Export: { Name: "tiny-data:Table" } },
    TableArn: { Value: { "Fn::GetAtt": ["Table", "Arn"] }, Export: { Name: "tiny-data:TableArn" } },
    Stream: { Value: { "Fn::GetAtt": ["Table", "StreamArn"] }, Export: { Name: "tiny-data:Stream" } },
    Files: { Value: { Ref: "Files" }, Export: { Name: "tiny-data:Files" } },
    Key: { Value: { "Fn::GetAtt": ["Key", "Arn"] }, Export: { Name: "tiny-data:Key" } },
  },
};

export const serviceTemplate = {
  Parameters: { AdminKeyHash: { Type: "String", NoEcho: true } },
  Resources: {
    Role: { Type: "AWS::IAM::Role", Properties: { AssumeRolePolicyDocument: {} } },
    RolePolicy: {
      Type: "AWS::IAM::Policy",
      Properties: {
        Roles: [{ Ref: "Role" }],
        PolicyDocument: {
          Statement: [
            {
              Effect: "Allow",
              Action: ["dynamodb:PutItem", "dynamodb:GetItem"],
              Resource: { "Fn::ImportValue": "tiny-data:TableArn" },
            },
            { Effect: "Allow", Action: "sqs:SendMessage", Resource: { "Fn::GetAtt": ["Work", "Arn"] } },
          ],
        },
      },
    },
    Dead: { Type: "AWS::SQS::Queue", Properties: { FifoQueue: true } },
    Failed: { Type: "AWS::SQS::Queue", Properties: {} },
    Work: {
      Type: "AWS::SQS::Queue",
      Properties: {
        FifoQueue: true,
        VisibilityTimeout: 60,
        RedrivePolicy: { deadLetterTargetArn: { "Fn::GetAtt": ["Dead", "Arn"] }, maxReceiveCount: 2 },
      },
    },
    ApiFunction: lambda("api", { Environment: undefined }),
    RouterFunction: lambda("router"),
    WorkerFunction: lambda("worker"),
    SweeperFunction: lambda("sweeper"),
    IntakeFunction: lambda("intake"),
    RouterSource: {
      Type: "AWS::Lambda::EventSourceMapping",
      Properties: {
        EventSourceArn: { "Fn::ImportValue": "tiny-data:Stream" },
        FunctionName: { Ref: "RouterFunction" },
        BatchSize: 10,
        BisectBatchOnFunctionError: true,
        MaximumRetryAttempts: 1,
        StartingPosition: "TRIM_HORIZON",
        FunctionResponseTypes: ["ReportBatchItemFailures"],
        FilterCriteria: {
          Filters: [
            { Pattern: '{"eventName":["INSERT"],"dynamodb":{"Keys":{"sk":{"S":[{"prefix":"EVENT#"}]}}}}' },
          ],
        },
        DestinationConfig: { OnFailure: { Destination: { "Fn::GetAtt": ["Failed", "Arn"] } } },
      },
    },
    WorkerSource: {
      Type: "AWS::Lambda::EventSourceMapping",
      Properties: {
        EventSourceArn: { "Fn::GetAtt": ["Work", "Arn"] },
        FunctionName: { "Fn::GetAtt": ["WorkerFunction", "Arn"] },
        BatchSize: 10,
        FunctionResponseTypes: ["ReportBatchItemFailures"],
        ScalingConfig: { MaximumConcurrency: 4 },
      },
    },
    Sweep: {
      Type: "AWS::Events::Rule",
      Properties: {
        ScheduleExpression: "rate(1 hour)",
        State: "ENABLED",
        Targets: [{ Arn: { "Fn::GetAtt": ["SweeperFunction", "Arn"] }, Id: "Target0" }],
      },
    },
    Notifications: {
      Type: "Custom::S3BucketNotifications",
      Properties: {
        ServiceToken: "arn:helper",
        BucketName: { "Fn::ImportValue": "tiny-data:Files" },
        Managed: true,
        NotificationConfiguration: {
          LambdaFunctionConfigurations: [
            {
              Events: ["s3:ObjectCreated:*"],
              Filter: { Key: { FilterRules: [{ Name: "prefix", Value: "in/" }] } },
              LambdaFunctionArn: { "Fn::GetAtt": ["IntakeFunction", "Arn"] },
            },
          ],
        },
      },
    },
    Api: { Type: "AWS::ApiGatewayV2::Api", Properties: { Name: "tiny", ProtocolType: "HTTP" } },
    Integration: integration("ApiFunction"),
    Route: route("ANY /items/{id}", "Integration"),
    ProxyRoute: route("GET /echo/{proxy+}", "Integration"),
    Alarm: { Type: "AWS::CloudWatch::Alarm", Properties: { MetricName: { "Fn::Unknown": 1 } } },
  },
};
serviceTemplate.Resources.ApiFunction = lambda("api");

const stack = (name: string) => ({
  type: "aws:cloudformation:stack",
  properties: { templateFile: `${name}.template.json`, stackName: name },
  dependencies: [`${name}.assets`],
});

/** Writes the assembly to a new temporary folder; `bundles` are the functions' sources by name. */
export function writeTinyAssembly(bundles: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "tiny-assembly-"));
  symlinkSync(join(import.meta.dirname, "../../../node_modules"), join(folder, "node_modules"));
  const write = (file: string, value: unknown) => writeFileSync(join(folder, file), JSON.stringify(value));
  const files: Record<string, unknown> = {};
  for (const [name, source] of Object.entries(bundles)) {
    mkdirSync(join(folder, `asset.${name}`));
    writeFileSync(join(folder, `asset.${name}`, "index.mjs"), source);
    files[name] = {
      source: { path: `asset.${name}`, packaging: "zip" },
      destinations: { here: { bucketName: "assets", objectKey: `${name}.zip` } },
    };
  }
  const assets = (name: string) => ({
    type: "cdk:asset-manifest",
    properties: { file: `${name}.assets.json` },
  });
  write("manifest.json", {
    version: "48.0.0",
    artifacts: {
      "tiny-data": stack("tiny-data"),
      "tiny-data.assets": assets("tiny-data"),
      "tiny-service": stack("tiny-service"),
      "tiny-service.assets": assets("tiny-service"),
    },
  });
  write("tiny-data.template.json", dataTemplate);
  write("tiny-service.template.json", serviceTemplate);
  write("tiny-data.assets.json", { files: {} });
  write("tiny-service.assets.json", { files });
  return folder;
}

/** Sources of the five functions; they keep what they saw in the table, where a test reads it. */
export const tinyBundles = {
  api: `
import { DynamoDBClient, PutItemCommand, GetItemCommand, QueryCommand } from "@aws-sdk/client-dynamodb";
const table = process.env.TABLE_NAME;
const db = new DynamoDBClient({});
export const handler = async (event) => {
  if (event.rawPath.startsWith("/echo/")) return { statusCode: 200, cookies: ["a=1", "b=2"], body: JSON.stringify({ event, now: Date.now(), made: new Date().toISOString(), env: process.env }) };
  const { id } = event.pathParameters;
  const method = event.requestContext.http.method;
  if (id === "crash") process.exit(3);
  if (id === "slow") await new Promise((resolve) => setTimeout(resolve, 60_000));
  if (id === "invalid") return { statusCode: "no" };
  if (id === "throws") throw new Error("secret detail");
  if (id === "binary") return { statusCode: 200, isBase64Encoded: true, headers: { "Content-Type": "image/png" }, body: Buffer.from([0, 255, 1]).toString("base64") };
  if (method === "PUT") {
    await db.send(new PutItemCommand({ TableName: table, Item: { pk: { S: id }, sk: { S: "EVENT#1" }, body: { S: event.body ?? "" } } }));
    console.log("stored", id);
    return { statusCode: 201, headers: { "Content-Type": "application/json" }, body: JSON.stringify({ id }) };
  }
  if (method === "DELETE") return { statusCode: 200, body: JSON.stringify({ bytes: event.body.length, isBase64Encoded: event.isBase64Encoded }) };
  const { Items } = await db.send(new QueryCommand({ TableName: table, ConsistentRead: true, KeyConditionExpression: "pk = :pk", ExpressionAttributeValues: { ":pk": { S: id } } }));
  return { statusCode: 200, headers: { "content-type": "application/json" }, body: JSON.stringify(Items) };
};`,
  router: `
import { SQSClient, SendMessageCommand } from "@aws-sdk/client-sqs";
const sqs = new SQSClient({});
export const handler = async ({ Records }) => {
  for (const { dynamodb } of Records) {
    const id = dynamodb.Keys.pk.S;
    if (id.startsWith("poison")) return { batchItemFailures: [{ itemIdentifier: dynamodb.SequenceNumber }] };
    await sqs.send(new SendMessageCommand({ QueueUrl: process.env.QUEUE_URL, MessageBody: JSON.stringify({ id }), MessageGroupId: id.split("-")[0], MessageDeduplicationId: id }));
  }
  return { batchItemFailures: [] };
};`,
  worker: `
import { DynamoDBClient, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
const db = new DynamoDBClient({});
export const handler = async ({ Records }) => {
  const batchItemFailures = [];
  for (const record of Records) {
    const { id } = JSON.parse(record.body);
    await db.send(new UpdateItemCommand({ TableName: process.env.TABLE_NAME, Key: { pk: { S: id }, sk: { S: "SEEN" } }, UpdateExpression: "ADD seen :one SET #at = if_not_exists(#at, :now)", ExpressionAttributeNames: { "#at": "at" }, ExpressionAttributeValues: { ":one": { N: "1" }, ":now": { S: new Date().toISOString() } } }));
    if (id.includes("bad")) batchItemFailures.push({ itemIdentifier: record.messageId });
  }
  return { batchItemFailures };
};`,
  sweeper: `
import { DynamoDBClient, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
const db = new DynamoDBClient({});
export const handler = async (event) => {
  await db.send(new UpdateItemCommand({ TableName: process.env.TABLE_NAME, Key: { pk: { S: "sweeper" }, sk: { S: "RUNS" } }, UpdateExpression: "SET times = list_append(if_not_exists(times, :none), :time)", ExpressionAttributeValues: { ":none": { L: [] }, ":time": { L: [{ S: event.time + " " + new Date().toISOString() }] } } }));
};`,
  intake: `
import { DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { S3Client, GetObjectCommand } from "@aws-sdk/client-s3";
const db = new DynamoDBClient({});
const s3 = new S3Client({});
export const handler = async ({ Records: [{ s3: { bucket, object } }] }) => {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket.name, Key: decodeURIComponent(object.key.replaceAll("+", " ")) }));
  await db.send(new PutItemCommand({ TableName: process.env.TABLE_NAME, Item: { pk: { S: "intake" }, sk: { S: object.key }, body: { S: await Body.transformToString() } } }));
};`,
} as const;
