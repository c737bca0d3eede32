import { ConditionalCheckFailedException, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import {
  BatchGetCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import { mockClient } from "aws-sdk-client-mock";
import { describe, expect, it } from "vitest";
import { isConditionFailed, isTransient } from "../../../shared/platform/aws-faults.ts";
import { createOne, newReader, putOne, updateOne } from "../../../shared/platform/dynamo.ts";

function table() {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({ region: "us-east-1" }));
  return { mock: mockClient(client), table: { client, name: "T" } };
}

const named = (name: string) => Object.assign(new Error(name), { name });
const throttled = named("ThrottlingException");
const unavailable = { refusal: { code: "unavailable" } };

describe("a read", () => {
  it("sees the newest state", async () => {
    const { mock, table: t } = table();
    mock.on(GetCommand).resolves({ Item: { a: 1 } });
    mock.on(QueryCommand).resolves({ Items: [{ a: 2 }] });
    const reader = newReader(t);
    expect(await reader.get({ pk: "p", sk: "s" })).toEqual({ a: 1 });
    expect(await reader.page({ pk: "p", limit: 10 })).toEqual({ items: [{ a: 2 }] });
    expect(mock.commandCalls(GetCommand)[0]?.args[0].input.ConsistentRead).toBe(true);
    expect(mock.commandCalls(QueryCommand)[0]?.args[0].input.ConsistentRead).toBe(true);
  });

  it("that stays out of reach is told as unavailable, safe to repeat", async () => {
    const { mock, table: t } = table();
    mock.on(GetCommand).rejects(throttled);
    mock.on(QueryCommand).rejects(throttled);
    await expect(newReader(t).get({ pk: "p", sk: "s" })).rejects.toMatchObject(unavailable);
    await expect(newReader(t).page({ pk: "p", limit: 1 })).rejects.toMatchObject(unavailable);
  });

  it("that is faulty is a fault of ours", async () => {
    const { mock, table: t } = table();
    mock.on(GetCommand).rejects(named("ValidationException"));
    await expect(newReader(t).get({ pk: "p", sk: "s" })).rejects.toThrow("ValidationException");
  });
});

describe("many reads at once", () => {
  const keys = Array.from({ length: 230 }, (_, n) => ({ pk: `p${n}`, sk: "s" }));

  it("go a hundred at a time, as many as DynamoDB takes", async () => {
    const { mock, table: t } = table();
    mock.on(BatchGetCommand).callsFake((input) => ({ Responses: { T: input.RequestItems.T.Keys } }));
    expect(await newReader(t).getAll(keys)).toHaveLength(230);
    expect(
      mock.commandCalls(BatchGetCommand).map(({ args }) => args[0].input.RequestItems?.["T"]?.Keys?.length),
    ).toEqual([100, 100, 30]);
  });

  it("ask again for what DynamoDB left over, and for no more than that", async () => {
    const { mock, table: t } = table();
    const [first, second] = keys as [(typeof keys)[0], (typeof keys)[0]];
    mock
      .on(BatchGetCommand)
      .resolvesOnce({ Responses: { T: [first] }, UnprocessedKeys: { T: { Keys: [second] } } })
      .resolves({ Responses: { T: [second] } });
    expect(await newReader(t).getAll([first, second])).toEqual([first, second]);
    expect(mock.commandCalls(BatchGetCommand)[1]?.args[0].input.RequestItems?.["T"]?.Keys).toEqual([second]);
  });

  it("of nothing ask nothing", async () => {
    const { mock, table: t } = table();
    expect(await newReader(t).getAll([])).toEqual([]);
    expect(mock.calls()).toHaveLength(0);
  });
});

describe("a page", () => {
  const input = async (query: Parameters<ReturnType<typeof newReader>["page"]>[0]) => {
    const { mock, table: t } = table();
    mock.on(QueryCommand).resolves({ Items: [] });
    await newReader(t).page(query);
    return mock.commandCalls(QueryCommand)[0]?.args[0].input;
  };

  it("of a partition can be narrowed to a prefix and read from its end", async () => {
    expect(await input({ pk: "p", prefix: "EVENT#", limit: 5, newestFirst: true })).toMatchObject({
      KeyConditionExpression: "#pk = :pk AND begins_with(#sk, :sk)",
      ExpressionAttributeNames: { "#pk": "pk", "#sk": "sk" },
      ExpressionAttributeValues: { ":pk": "p", ":sk": "EVENT#" },
      Limit: 5,
      ScanIndexForward: false,
    });
  });

  it("of the index is narrowed by time, and not asked to be consistent, for it cannot be", async () => {
    const query = await input({ pk: "DUE#0", index: "byList", upTo: "2026", limit: 5 });
    expect(query).toMatchObject({
      IndexName: "byList",
      KeyConditionExpression: "#pk = :pk AND #sk <= :sk",
      ExpressionAttributeNames: { "#pk": "list", "#sk": "at" },
      ScanIndexForward: true,
    });
    expect(query).not.toHaveProperty("ConsistentRead");
  });

  it("tells where the next one begins", async () => {
    const { mock, table: t } = table();
    const next = { pk: "p", sk: "EVENT#2" };
    mock.on(QueryCommand).resolves({ Items: [{}], LastEvaluatedKey: next });
    const reader = newReader(t);
    expect(await reader.page({ pk: "p", limit: 1 })).toEqual({ items: [{}], next });
    await reader.page({ pk: "p", limit: 1, after: next });
    expect(mock.commandCalls(QueryCommand)[1]?.args[0].input.ExclusiveStartKey).toEqual(next);
  });
});

describe("a cursor", () => {
  const partition = { pk: "ACCOUNT#1", prefix: "EVENT#", limit: 5 };
  const index = { pk: "ACCOUNTS#lnd_1", index: "byList" as const, limit: 5 };

  it.each([
    ["another account's partition", partition, { pk: "ACCOUNT#2", sk: "EVENT#1" }],
    ["half a position", partition, { pk: "ACCOUNT#1" }],
    ["an empty position", partition, { pk: "ACCOUNT#1", sk: "" }],
    ["a position of the index", partition, { pk: "ACCOUNT#1", sk: "EVENT#1", list: "x", at: "y" }],
    ["a position with more to it", partition, { pk: "ACCOUNT#1", sk: "EVENT#1", extra: "x" }],
    ["a position outside of the list's range", partition, { pk: "ACCOUNT#1", sk: "DEBTOR" }],
    ["another lender's list", index, { pk: "ACCOUNT#1", sk: "ACCOUNT", list: "ACCOUNTS#lnd_2", at: "2026" }],
    ["a position of the table", index, { pk: "ACCOUNT#1", sk: "ACCOUNT" }],
    ["a time that is none", index, { pk: "ACCOUNT#1", sk: "ACCOUNT", list: "ACCOUNTS#lnd_1", at: "" }],
  ])("that names %s is refused and reaches no table", async (_what, query, after) => {
    const { mock, table: t } = table();
    mock.on(QueryCommand).resolves({ Items: [] });
    await expect(newReader(t).page({ ...query, after })).rejects.toMatchObject({
      refusal: { code: "invalid-cursor" },
    });
    expect(mock.calls()).toHaveLength(0);
  });

  it("of the very list leads on", async () => {
    const { mock, table: t } = table();
    mock.on(QueryCommand).resolves({ Items: [] });
    await newReader(t).page({ ...partition, after: { pk: "ACCOUNT#1", sk: "EVENT#00000001" } });
    await newReader(t).page({
      ...index,
      after: { pk: "ACCOUNT#9", sk: "ACCOUNT", list: index.pk, at: "2026" },
    });
    expect(mock.calls()).toHaveLength(2);
  });
});

describe("a change on its own", () => {
  const conditionFailed = new ConditionalCheckFailedException({
    message: "no",
    $metadata: {},
    Item: { pk: { S: "x" } },
  });

  it("says whether its condition held", async () => {
    const { mock, table: t } = table();
    mock.on(UpdateCommand).resolvesOnce({}).rejects(conditionFailed);
    const update = {
      kind: "update",
      name: "outbox",
      key: { pk: "p", sk: "s" },
      remove: ["list"],
      when: [],
    } as const;
    expect(await updateOne(t)(update)).toBe(true);
    expect(await updateOne(t)(update)).toBe(false);
  });

  it("creates where nothing stands and otherwise brings back what does", async () => {
    const { mock, table: t } = table();
    mock.on(PutCommand).resolvesOnce({}).rejects(conditionFailed);
    expect(await createOne(t)({ pk: "p", sk: "s" })).toBeUndefined();
    expect(await createOne(t)({ pk: "p", sk: "s" })).toEqual({ pk: "x" });
    expect(mock.commandCalls(PutCommand)[0]?.args[0].input.ConditionExpression).toBe(
      "attribute_not_exists(pk)",
    );
  });

  it("that stays out of reach is told as unavailable", async () => {
    const { mock, table: t } = table();
    mock.on(UpdateCommand).rejects(throttled);
    mock.on(PutCommand).rejects(throttled);
    const update = { kind: "update", name: "x", key: { pk: "p", sk: "s" }, remove: ["a"], when: [] } as const;
    await expect(updateOne(t)(update)).rejects.toMatchObject(unavailable);
    await expect(createOne(t)({ pk: "p", sk: "s" })).rejects.toMatchObject(unavailable);
    await expect(putOne(t)({ pk: "p", sk: "s" })).rejects.toMatchObject(unavailable);
  });
});

describe("a fault of the store", () => {
  it.each([
    "ThrottlingException",
    "ProvisionedThroughputExceededException",
    "RequestLimitExceeded",
    "TransactionConflictException",
    "TransactionInProgressException",
    "InternalServerError",
    "ServiceUnavailable",
    "TimeoutError",
  ])("may pass: %s", (name) => {
    expect(isTransient(named(name))).toBe(true);
  });

  it.each(["ECONNRESET", "ECONNREFUSED", "EPIPE"])("may pass: a connection that broke with %s", (code) => {
    expect(isTransient(Object.assign(new Error("socket"), { code }))).toBe(true);
  });

  it.each([
    named("ValidationException"),
    named("AccessDeniedException"),
    new TypeError("bug"),
    "text",
    undefined,
    null,
    { name: "ThrottlingException" },
  ])("will not pass: %s", (error) => {
    expect(isTransient(error)).toBe(false);
  });

  it("is told from a condition that failed", () => {
    expect(isConditionFailed(named("ConditionalCheckFailedException"))).toBe(true);
    expect(isConditionFailed(throttled)).toBe(false);
    expect(isTransient(named("ConditionalCheckFailedException"))).toBe(false);
  });
});
