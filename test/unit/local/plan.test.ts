import { describe, expect, it } from "vitest";
import { readPlan } from "../../../infra/local/plan/plan.ts";
import { templateSchema, type Assembly, type LocalAccount } from "../../../infra/local/plan/template.ts";
import { dataTemplate, serviceTemplate } from "./tiny-assembly.ts";

const account: LocalAccount = {
  region: "eu-west-1",
  accountId: "000000000000",
  sqsEndpoint: "http://127.0.0.1:9324",
  apiEndpoint: "http://127.0.0.1:8787",
  parameters: { AdminKeyHash: "f".repeat(64) },
};

type Resources = Readonly<Record<string, unknown>>;

const assemblyWith = (extra: Resources = {}): Assembly => ({
  stacks: [
    { name: "tiny-data", template: templateSchema.parse(dataTemplate), assetPaths: new Map() },
    {
      name: "tiny-service",
      template: templateSchema.parse({
        ...serviceTemplate,
        Resources: { ...serviceTemplate.Resources, ...extra },
      }),
      assetPaths: new Map(
        ["api", "router", "worker", "sweeper", "intake"].map((name) => [`${name}.zip`, `/out/${name}`]),
      ),
    },
  ],
});

const plan = readPlan(assemblyWith(), account);
const arn = (service: string, rest: string) => `arn:aws:${service}:eu-west-1:000000000000:${rest}`;
const functionArn = (logicalId: string) => arn("lambda", `function:tiny-service-${logicalId}`);

describe("readPlan", () => {
  it("reads tables with keys, stream and time to live", () => {
    expect(plan.tables).toEqual([
      {
        name: "tiny-data-Table",
        arn: arn("dynamodb", "table/tiny-data-Table"),
        streamArn: arn("dynamodb", "table/tiny-data-Table/stream/local"),
        keySchema: [
          { AttributeName: "pk", KeyType: "HASH" },
          { AttributeName: "sk", KeyType: "RANGE" },
        ],
        attributes: [
          { AttributeName: "pk", AttributeType: "S" },
          { AttributeName: "sk", AttributeType: "S" },
        ],
        indexes: [],
        localIndexes: [],
        streamViewType: "NEW_IMAGE",
        ttlAttribute: "ttl",
      },
    ]);
  });

  it("reads queues, dead-letter queues first, with their attributes as SQS takes them", () => {
    expect(plan.queues.map(({ name }) => name)).toEqual([
      "tiny-service-Dead.fifo",
      "tiny-service-Failed",
      "tiny-service-Work.fifo",
    ]);
    expect(plan.queues[2]).toMatchObject({
      url: "http://127.0.0.1:9324/000000000000/tiny-service-Work.fifo",
      isFifo: true,
      attributes: {
        FifoQueue: "true",
        VisibilityTimeout: "60",
        RedrivePolicy: JSON.stringify({
          deadLetterTargetArn: arn("sqs", "tiny-service-Dead.fifo"),
          maxReceiveCount: 2,
        }),
      },
      deadLetterArn: arn("sqs", "tiny-service-Dead.fifo"),
    });
  });

  it("reads functions with code, limits and an environment resolved across stacks", () => {
    const router = plan.functions.find(({ label }) => label === "router");
    expect(router).toMatchObject({
      name: "tiny-service-RouterFunction",
      arn: functionArn("RouterFunction"),
      codePath: "/out/router",
      module: "index",
      exportName: "handler",
      timeoutMs: 3000,
      memoryMb: 256,
      environment: {
        TABLE_NAME: "tiny-data-Table",
        QUEUE_URL: plan.queues[2]?.url,
        BUCKET_NAME: "tiny-data-files",
      },
    });
  });

  it("gives each function the statements of its role with concrete ARNs", () => {
    expect(plan.functions[0]?.statements).toEqual([
      {
        Effect: "Allow",
        Action: ["dynamodb:PutItem", "dynamodb:GetItem"],
        Resource: [arn("dynamodb", "table/tiny-data-Table")],
      },
      { Effect: "Allow", Action: ["sqs:SendMessage"], Resource: [arn("sqs", "tiny-service-Work.fifo")] },
    ]);
  });

  it("reads what triggers functions", () => {
    expect(plan.routes).toEqual([
      { routeKey: "ANY /items/{id}", functionArn: functionArn("ApiFunction"), timeoutMs: 30_000 },
      { routeKey: "GET /echo/{proxy+}", functionArn: functionArn("ApiFunction"), timeoutMs: 30_000 },
    ]);
    expect(plan.queueSources).toMatchObject([
      {
        functionArn: functionArn("WorkerFunction"),
        batchSize: 10,
        concurrencyMax: 4,
        reportsItemFailures: true,
      },
    ]);
    expect(plan.streamSources).toMatchObject([
      {
        functionArn: functionArn("RouterFunction"),
        streamArn: plan.tables[0]?.streamArn,
        batchSize: 10,
        bisects: true,
        retriesMax: 1,
        onFailureArn: arn("sqs", "tiny-service-Failed"),
      },
    ]);
    expect(plan.schedules).toMatchObject([
      { everyMs: 3_600_000, kind: "rule", functionArn: functionArn("SweeperFunction") },
    ]);
    expect(plan.buckets[0]?.notifications).toEqual([
      {
        events: ["s3:ObjectCreated:*"],
        prefix: "in/",
        suffix: "",
        functionArn: functionArn("IntakeFunction"),
      },
    ]);
  });

  it("gives a key the same id every time", () => {
    expect(plan.keys).toEqual(readPlan(assemblyWith(), account).keys);
    expect(plan.keys[0]?.arn).toMatch(/^arn:aws:kms:eu-west-1:000000000000:key\/[0-9a-f-]{36}$/);
  });

  it("asks for a parameter that has no default", () => {
    const needing = { X: { Type: "AWS::SQS::Queue", Properties: { QueueName: { Ref: "AdminKeyHash" } } } };
    expect(() => readPlan(assemblyWith(needing), { ...account, parameters: {} })).toThrow(
      "no value of parameter AdminKeyHash",
    );
  });

  it("leaves out resources whose condition does not hold", () => {
    const assembly = assemblyWith({ Never: { Type: "AWS::SQS::Queue", Condition: "No", Properties: {} } });
    const [data, service] = assembly.stacks;
    const conditional = {
      ...service!,
      template: { ...service!.template, Conditions: { No: { "Fn::Equals": ["a", "b"] } } },
    };
    expect(readPlan({ stacks: [data!, conditional] }, account).queues).toHaveLength(3);
  });

  it.each<[string, Resources, string]>([
    [
      "a resource type",
      { Odd: { Type: "AWS::EC2::Instance", Properties: {} } },
      "tiny-service/Odd: resource type AWS::EC2::Instance",
    ],
    [
      "a property",
      { Odd: { Type: "AWS::SQS::Queue", Properties: { Magic: 1 } } },
      'tiny-service/Odd: not understood by the local cloud: : Unrecognized key: "Magic"',
    ],
    [
      "an attribute",
      { Odd: { Type: "AWS::SQS::Queue", Properties: { QueueName: { "Fn::GetAtt": ["Work", "Colour"] } } } },
      "tiny-service/Work: unknown attribute Colour",
    ],
    [
      "a schedule expression",
      {
        Odd: {
          Type: "AWS::Events::Rule",
          Properties: {
            ScheduleExpression: "cron(0 0 ? * MON *)",
            Targets: [{ Arn: functionArn("ApiFunction"), Id: "a" }],
          },
        },
      },
      "tiny-service/Odd: schedule cron(0 0 ? * MON *)",
    ],
    [
      "a managed policy",
      {
        Role: {
          Type: "AWS::IAM::Role",
          Properties: { ManagedPolicyArns: ["arn:aws:iam::aws:policy/AdministratorAccess"] },
        },
      },
      "tiny-service/Role: managed policy arn:aws:iam::aws:policy/AdministratorAccess",
    ],
    [
      "a statement with NotAction",
      {
        Odd: {
          Type: "AWS::IAM::Policy",
          Properties: {
            Roles: [{ Ref: "Role" }],
            PolicyDocument: { Statement: [{ Effect: "Allow", NotAction: "s3:*", Resource: "*" }] },
          },
        },
      },
      "tiny-service/Odd: not understood",
    ],
    [
      "code that is not in the assembly",
      {
        ApiFunction: {
          ...serviceTemplate.Resources.ApiFunction,
          Properties: { ...serviceTemplate.Resources.ApiFunction.Properties, Code: { S3Key: "lost.zip" } },
        },
      },
      "tiny-service/ApiFunction: no asset for its code lost.zip",
    ],
    [
      "a trigger that leads nowhere",
      {
        RouterFunction: { Type: "AWS::CDK::Metadata" },
        RouterSource: { Type: "AWS::CDK::Metadata" },
        Sweep: {
          ...serviceTemplate.Resources.Sweep,
          Properties: {
            ...serviceTemplate.Resources.Sweep.Properties,
            Targets: [{ Arn: "arn:aws:lambda:x", Id: "t" }],
          },
        },
      },
      "arn:aws:lambda:x: referred to",
    ],
  ])("refuses %s that it does not understand, naming it", (_what, extra, message) => {
    expect(() => readPlan(assemblyWith(extra), account)).toThrow(message);
  });

  it("understands a schedule of every day at one time", () => {
    const { schedules } = readPlan(
      assemblyWith({
        Nightly: {
          Type: "AWS::Events::Rule",
          Properties: {
            ScheduleExpression: "cron(30 2 * * ? *)",
            Targets: [{ Arn: functionArn("ApiFunction"), Id: "a" }],
          },
        },
      }),
      account,
    );
    expect(schedules).toContainEqual(
      expect.objectContaining({ everyMs: 86_400_000, offsetMs: 2.5 * 3_600_000 }),
    );
  });
});
