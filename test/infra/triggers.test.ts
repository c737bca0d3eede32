import { Match } from "aws-cdk-lib/assertions";
import { describe, expect, it } from "vitest";
import { config, stages } from "../../infra/config.ts";
import { routes } from "../../infra/routes.ts";
import {
  functionById,
  nameOf,
  only,
  resources,
  service,
  spoken,
  type Json,
  type Resource,
} from "./templates.ts";

const queues = resources(service, "AWS::SQS::Queue");
const sources = resources(service, "AWS::Lambda::EventSourceMapping");
const workerOf = (source: Resource): string => nameOf(functionById(source.Properties.FunctionName.Ref));
const queueById = (logicalId: string): Resource | undefined =>
  queues.find((queue) => queue.logicalId === logicalId);
const deadLettersOf = (queue: Resource): Resource | undefined =>
  queueById(queue.Properties.RedrivePolicy?.deadLetterTargetArn["Fn::GetAtt"][0]);

const workQueues = queues.filter((queue) => queue.Properties.RedrivePolicy !== undefined);
const deadLetterQueues = queues.filter((queue) => queue.Properties.RedrivePolicy === undefined);

describe("queues", () => {
  it("are the eight work queues; every other one keeps dead letters", () => {
    expect(workQueues.map(({ logicalId }) => spoken({ Ref: logicalId })).sort()).toEqual([
      "ChunksQueue",
      "DeliveriesQueue",
      "DisputesQueue",
      "EventChunksQueue",
      "FeedQueue",
      "FinanceQueue",
      "PlacementsQueue",
      "UploadsQueue",
    ]);
    const keepers = new Set([
      ...workQueues.map((queue) => deadLettersOf(queue)?.logicalId),
      ...sources.map((source) => source.Properties.DestinationConfig?.OnFailure.Destination["Fn::GetAtt"][0]),
      ...resources(service, "AWS::Events::Rule").map(
        (rule) => rule.Properties.Targets[0].DeadLetterConfig.Arn["Fn::GetAtt"][0],
      ),
    ]);
    expect(deadLetterQueues.filter(({ logicalId }) => !keepers.has(logicalId))).toEqual([]);
  });

  it.each(workQueues)("$logicalId hands its dead letters to a queue of its kind", (queue) => {
    expect(deadLettersOf(queue)?.Properties.FifoQueue).toBe(queue.Properties.FifoQueue);
  });

  it("are ordered where order matters, and try as often as their work deserves", () => {
    const kinds = workQueues.map(({ logicalId, Properties }) => [
      spoken({ Ref: logicalId }),
      { ordered: Properties.FifoQueue === true, attempts: Properties.RedrivePolicy.maxReceiveCount },
    ]);
    expect(Object.fromEntries(kinds)).toEqual({
      DeliveriesQueue: { ordered: true, attempts: 18 },
      DisputesQueue: { ordered: true, attempts: 5 },
      FeedQueue: { ordered: true, attempts: 5 },
      FinanceQueue: { ordered: true, attempts: 5 },
      PlacementsQueue: { ordered: false, attempts: 5 },
      UploadsQueue: { ordered: false, attempts: 5 },
      ChunksQueue: { ordered: false, attempts: 20 },
      EventChunksQueue: { ordered: true, attempts: 20 },
    });
  });

  it.each(deadLetterQueues)(
    "$logicalId keeps its letters as long as SQS can, and wakes somebody",
    (queue) => {
      expect(queue.Properties.MessageRetentionPeriod).toBe(14 * 86_400);
      service.hasResourceProperties("AWS::CloudWatch::Alarm", {
        MetricName: "ApproximateNumberOfMessagesVisible",
        Threshold: 0,
        Dimensions: [{ Name: "QueueName", Value: { "Fn::GetAtt": [queue.logicalId, "QueueName"] } }],
      });
    },
  );

  it.each(queues)("$logicalId is encrypted and refuses plain HTTP", (queue) => {
    expect(queue.Properties.SqsManagedSseEnabled).toBe(true);
    service.hasResourceProperties("AWS::SQS::QueuePolicy", {
      Queues: [{ Ref: queue.logicalId }],
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({ Effect: "Deny", Condition: { Bool: { "aws:SecureTransport": "false" } } }),
        ]),
      },
    });
  });
});

const rules = resources(service, "AWS::Events::Rule");

describe("event sources", () => {
  it.each(sources)("$logicalId reports failed items one by one", (source) => {
    expect(source.Properties.FunctionResponseTypes).toEqual(["ReportBatchItemFailures"]);
  });

  it.each(workQueues)("$logicalId hides a message for six timeouts of its worker", (queue) => {
    const source = sources.find(
      (each) => each.Properties.EventSourceArn["Fn::GetAtt"]?.[0] === queue.logicalId,
    );
    const worker = functionById(source?.Properties.FunctionName.Ref);
    expect(queue.Properties.VisibilityTimeout).toBeGreaterThanOrEqual(6 * worker.Properties.Timeout);
  });

  it("feeds each worker from one place", () => {
    const fed = sources.map((source) => [workerOf(source), spoken(source.Properties.EventSourceArn)]);
    expect(Object.fromEntries(fed)).toEqual({
      outbox: "Table.StreamArn",
      "ledger-worker": "Table.StreamArn",
      reconciler: "FinanceQueue.Arn",
      "delivery-worker": "DeliveriesQueue.Arn",
      "dispute-worker": "DisputesQueue.Arn",
      "placement-worker": "PlacementsQueue.Arn",
      "feed-worker": "FeedQueue.Arn",
      "file-intake": "UploadsQueue.Arn",
      "batch-worker": "ChunksQueue.Arn",
      "event-file-worker": "EventChunksQueue.Arn",
    });
  });

  it("shows the outbox new events that have somewhere to go, and keeps what it cannot route", () => {
    const { Properties } = sources.find((source) => workerOf(source) === "outbox") ?? {};
    expect(Properties.FilterCriteria.Filters.map((filter: Json) => JSON.parse(filter.Pattern))).toEqual([
      {
        eventName: ["INSERT"],
        dynamodb: {
          Keys: { sk: { S: [{ prefix: "EVENT#" }] } },
          NewImage: { routes: { S: [{ exists: true }] } },
        },
      },
    ]);
    expect(Properties).toMatchObject({ BisectBatchOnFunctionError: true, StartingPosition: "TRIM_HORIZON" });
    expect(Properties.MaximumRetryAttempts).toBeGreaterThan(0);
    expect(Properties.MaximumRecordAgeInSeconds).toBeLessThan(24 * 3_600);
    expect(spoken(Properties.DestinationConfig.OnFailure.Destination)).toBe("OutboxFailedQueue.Arn");
  });

  it("runs the clock every minute, keeps the books every hour and writes the daily files at two in the morning, UTC", () => {
    const schedules = rules
      .filter(({ Properties }) => Properties.EventPattern === undefined)
      .map(({ Properties }) => [
        nameOf(functionById(Properties.Targets[0].Arn["Fn::GetAtt"][0])),
        [Properties.ScheduleExpression, Properties.State],
      ]);
    expect(Object.fromEntries(schedules)).toEqual({
      clock: ["rate(1 minute)", "ENABLED"],
      "file-export": ["cron(0 2 * * ? *)", "ENABLED"],
      bookkeeper: ["rate(1 hour)", "ENABLED"],
      "nightly-runs": ["cron(0 3 * * ? *)", "ENABLED"],
    });
  });

  it("tells of the files of lenders, agencies and banks, and of nothing else that is written to the bucket", () => {
    const [rule, ...others] = rules.filter(({ Properties }) => Properties.EventPattern !== undefined);
    expect(others).toEqual([]);
    const { source, detail, ...type } = rule?.Properties.EventPattern ?? {};
    expect({ source, ...type }).toEqual({ source: ["aws.s3"], "detail-type": ["Object Created"] });
    expect(detail.bucket.name.map(spoken)).toEqual(["Files"]);
    expect(detail.object).toEqual({
      key: ["account-batches/", "event-files/", "bank-files/", "remittance-files/"].map((prefix) => ({
        prefix,
      })),
    });
    expect(spoken(rule?.Properties.Targets[0].Arn)).toBe("UploadsQueue.Arn");
  });

  it("hands workers of files one message at a time, and few at once", () => {
    const workers = ["file-intake", "batch-worker", "event-file-worker"];
    const ofFiles = sources.filter((source) => workers.includes(workerOf(source)));
    for (const { Properties } of ofFiles)
      expect(Properties).toMatchObject({ BatchSize: 1, ScalingConfig: { MaximumConcurrency: 4 } });
  });
});

describe("the HTTP API", () => {
  const integrations = resources(service, "AWS::ApiGatewayV2::Integration");

  it("routes what is listed, and what nobody owns to the documentation", () => {
    const answered = resources(service, "AWS::ApiGatewayV2::Route").map(({ Properties }) => {
      const integrationId = Properties.Target["Fn::Join"][1][1].Ref;
      const integration = integrations.find(({ logicalId }) => logicalId === integrationId);
      const fn = functionById(integration?.Properties.IntegrationUri["Fn::GetAtt"][0]);
      return `${nameOf(fn)}: ${Properties.RouteKey}`;
    });
    const listedRoutes = Object.entries(routes).flatMap(([name, keys]) =>
      keys.map((key) => `${name}: ${key}`),
    );
    expect(answered.sort()).toEqual(listedRoutes.sort());
    expect(answered).toContain("docs-api: $default");
  });

  it("limits rate and burst in every stage", () => {
    const { DefaultRouteSettings } = only(service, "AWS::ApiGatewayV2::Stage").Properties;
    const [[mapId, throttle]] = Object.entries<Json>(service.toJSON()["Mappings"]) as [[string, Json]];
    const limit = (key: string) => ({ "Fn::FindInMap": [mapId, { Ref: "Stage" }, key] });
    expect(DefaultRouteSettings.ThrottlingRateLimit).toEqual(limit("rateLimit"));
    expect(DefaultRouteSettings.ThrottlingBurstLimit).toEqual(limit("burstLimit"));
    const { Parameters } = service.toJSON();
    expect(throttle).toEqual(config.throttle);
    expect(Parameters.Stage.AllowedValues).toEqual([...stages]);
    expect(Object.keys(throttle)).toEqual(Parameters.Stage.AllowedValues);
  });

  it("logs every request for three months, without its path, which names accounts", () => {
    const { AccessLogSettings } = only(service, "AWS::ApiGatewayV2::Stage").Properties;
    const group = resources(service, "AWS::Logs::LogGroup").find(
      ({ logicalId }) => logicalId === AccessLogSettings.DestinationArn["Fn::GetAtt"][0],
    );
    expect(group?.Properties.RetentionInDays).toBe(90);
    expect(JSON.parse(AccessLogSettings.Format)).toHaveProperty("requestId", "$context.requestId");
    expect(AccessLogSettings.Format).not.toMatch(/\$context\.(path|protocol.*path)/u);
  });
});

it("adds no custom resource: the local cloud runs ordinary CloudFormation only", () => {
  const types = Object.values<Json>(service.toJSON()["Resources"]).map(({ Type }) => Type);
  expect(types.filter((type) => !type.startsWith("AWS::"))).toEqual([]);
});
