import { describe, expect, it } from "vitest";
import { functions } from "../../infra/functions.ts";
import {
  functionNamed,
  functionResources,
  nameOf,
  resources,
  service,
  spoken,
  type Json,
  type Resource,
} from "./templates.ts";

const alarms = resources(service, "AWS::CloudWatch::Alarm");
const sorted = (names: readonly string[]): readonly string[] => [...names].sort();
const metricOf = (alarm: Resource): string => alarm.Properties.MetricName;

describe.each(Object.entries(functions))("%s", (name, { errorImpact }) => {
  const fn = functionNamed(name);

  it("runs an ES module on Node 24 and arm64, traced", () => {
    expect(fn.Properties).toMatchObject({
      Runtime: "nodejs24.x",
      Architectures: ["arm64"],
      Handler: "index.handler",
      TracingConfig: { Mode: "Active" },
    });
  });

  it("logs to a group of its own that forgets after three months", () => {
    const group = resources(service, "AWS::Logs::LogGroup").find(
      ({ logicalId }) => logicalId === fn.Properties.LoggingConfig.LogGroup.Ref,
    );
    expect(group?.Properties.RetentionInDays).toBe(90);
  });

  it.each(["Errors", "Throttles"])("wakes somebody on %s, saying what it costs", (metric) => {
    const alarm = alarms.find(
      ({ Properties }) =>
        Properties.MetricName === metric &&
        Properties.Dimensions.some((each: Json) => each.Value.Ref === fn.logicalId),
    );
    expect(alarm?.Properties.AlarmDescription).toContain(errorImpact);
    expect(alarm?.Properties.Threshold).toBe(0);
  });
});

it("gives no two functions one log group", () => {
  const groups = functionResources.map((fn) => spoken(fn.Properties.LoggingConfig.LogGroup));
  expect(new Set(groups).size).toBe(functionResources.length);
});

it("reserves concurrency for the clock alone, which must not overlap itself", () => {
  const reserved = functionResources.filter((fn) => fn.Properties.ReservedConcurrentExecutions !== undefined);
  expect(reserved.map((fn) => [nameOf(fn), fn.Properties.ReservedConcurrentExecutions])).toEqual([
    ["clock", 1],
  ]);
});

it("tells each function where to find what it may touch, and nothing more", () => {
  const store = ["STAGE", "TABLE_NAME", "SERVICE_NAME"];
  const queues = [
    "DELIVERY_QUEUE_URL",
    "DISPUTE_QUEUE_URL",
    "PLACEMENT_QUEUE_URL",
    "FEED_QUEUE_URL",
    "FINANCE_QUEUE_URL",
  ];
  const told = functionResources.map((fn) => [
    nameOf(fn),
    sorted(Object.keys(fn.Properties.Environment.Variables)),
  ]);
  expect(Object.fromEntries(told)).toEqual({
    "lender-api": sorted([...store, "PERSONAL_DATA_KEY_ARN", "IDENTIFIER_KEY_ARN", "FILES_BUCKET"]),
    "file-intake": sorted([
      ...store,
      "FILES_BUCKET",
      "CHUNK_QUEUE_URL",
      "EVENT_CHUNK_QUEUE_URL",
      "NODE_OPTIONS",
    ]),
    "batch-worker": sorted([
      ...store,
      "PERSONAL_DATA_KEY_ARN",
      "IDENTIFIER_KEY_ARN",
      "FILES_BUCKET",
      "CHUNK_QUEUE_URL",
      "RECEIVE_COUNT_MAX",
    ]),
    "event-file-worker": sorted([...store, "FILES_BUCKET", "EVENT_CHUNK_QUEUE_URL", "RECEIVE_COUNT_MAX"]),
    "agency-api": sorted(store),
    "admin-api": sorted([...store, "ADMIN_KEY_HASH", "DEAD_LETTER_QUEUES", "DELIVERY_QUEUE_URL"]),
    outbox: sorted([...store, ...queues]),
    "finance-api": sorted([...store, "FILES_BUCKET", "SEALS_BUCKET"]),
    bookkeeper: sorted([...store, "SEALS_BUCKET"]),
    reconciler: sorted([...store, "FILES_BUCKET"]),
    "ledger-worker": sorted(store),
    "docs-api": sorted(["STAGE", "SERVICE_NAME"]),
    "delivery-worker": sorted([...store, "PERSONAL_DATA_KEY_ARN", "DELIVERY_QUEUE_URL", "RECEIVE_COUNT_MAX"]),
    "dispute-worker": sorted(store),
    "placement-worker": sorted(store),
    "feed-worker": sorted(store),
    "handoff-api": sorted([...store, "PERSONAL_DATA_KEY_ARN", "FILES_BUCKET", "RECEIPT_KEY_ARN"]),
    "file-export": sorted([...store, "PERSONAL_DATA_KEY_ARN", "FILES_BUCKET"]),
    "nightly-runs": sorted(store),
    clock: sorted([...store, ...queues]),
  });
});

it("tells only admin-api the hash of the operator's key", () => {
  const told = functionResources.filter((fn) => JSON.stringify(fn.Properties).includes("AdminKeyHash"));
  expect(told.map(nameOf)).toEqual(["admin-api"]);
});

it("tells admin-api of every queue of dead letters, and where its letters go back to", () => {
  const told = JSON.stringify(functionNamed("admin-api").Properties.Environment.Variables.DEAD_LETTER_QUEUES);
  const queues = resources(service, "AWS::SQS::Queue");
  const isWork = ({ Properties }: Resource): boolean => Properties.RedrivePolicy !== undefined;
  expect(queues.filter(({ logicalId }) => !told.includes(`"${logicalId}"`))).toEqual([]);
  const sources = told.split("source").length - 1;
  expect(sources, "every work queue, and what a rule could not put into one").toBe(
    queues.filter(isWork).length + 1,
  );
  const names = [...told.matchAll(/name\W+([\w-]+)/gu)].map(([, name]) => name);
  expect(new Set(names).size, "names are the operator's: each is one queue's").toBe(names.length);
});

describe("every alarm", () => {
  it.each(alarms)(
    "$logicalId says its impact, tells the topic and rests while nothing happens",
    ({ Properties }) => {
      expect(Properties.AlarmDescription).toMatch(/\. Impact: [A-Z].+\.$/u);
      expect(Properties.AlarmActions.map(spoken)).toEqual(["Alarms"]);
      expect(Properties.TreatMissingData).toBe("notBreaching");
    },
  );

  it("watches functions, queues, stream and API", () => {
    expect([...new Set(alarms.map(metricOf))].sort()).toEqual([
      "5xx",
      "ApproximateAgeOfOldestMessage",
      "ApproximateNumberOfMessagesVisible",
      "Errors",
      "IteratorAge",
      "Throttles",
      "drift.found",
    ]);
  });
});

it("asks for the operator's key hash, hides it, and has no default for it", () => {
  const parameter = service.toJSON()["Parameters"].AdminKeyHash;
  expect(parameter).toMatchObject({ NoEcho: true, AllowedPattern: "^[0-9a-f]{64}$" });
  expect(parameter).not.toHaveProperty("Default");
});
