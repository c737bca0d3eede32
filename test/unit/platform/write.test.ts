import {
  DynamoDBClient,
  TransactionCanceledException,
  type CancellationReason,
} from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import { mockClient } from "aws-sdk-client-mock";
import { describe, expect, it } from "vitest";
import { Refused } from "../../../shared/kernel/problems.ts";
import type { Pause } from "../../../shared/platform/retry.ts";
import { newWrite, type Written } from "../../../shared/platform/write.ts";
import { aRef } from "../../support/builders.ts";

/** A table whose client answers as told, and a pause that only writes down how long it would have been. */
function table(random = () => 0.5) {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({ region: "us-east-1" }), {
    marshallOptions: { removeUndefinedValues: true },
  });
  const waits: number[] = [];
  const pause: Pause = { sleep: async (ms) => void waits.push(ms), random };
  const mock = mockClient(client);
  return { mock, waits, write: newWrite({ client, name: "T" }, pause) };
}

const created = (name: string, pk = aRef(name)) =>
  ({ kind: "create", name, item: { pk, sk: name } }) as const;

const written = (over: Partial<Written> = {}): Written => ({
  identity: [created("receipt")],
  state: [created("account")],
  events: [created("event")],
  ...over,
});

const named = (name: string) => Object.assign(new Error(name), { name });
const withCode = (code: string) => Object.assign(new Error(code), { code });

const cancelled = (...reasons: readonly CancellationReason[]) =>
  new TransactionCanceledException({
    message: "cancelled",
    $metadata: {},
    CancellationReasons: [...reasons],
  });

const none = { Code: "None" };
const failed = { Code: "ConditionalCheckFailed", Item: { pk: { S: "RECEIPT#1" }, bodyHash: { S: "ab" } } };

describe("a write", () => {
  it("is one transaction of identity, state and event, in this order", async () => {
    const { mock, write } = table();
    mock.on(TransactWriteCommand).resolves({});
    const change = written();
    expect(await write(change)).toEqual({ ok: true, value: undefined });
    const items = mock.commandCalls(TransactWriteCommand)[0]?.args[0].input.TransactItems ?? [];
    expect(items.map(({ Put }) => Put?.Item?.["pk"])).toEqual([
      "item" in change.identity[0] && change.identity[0].item.pk,
      "item" in change.state[0] && change.state[0].item.pk,
      change.events[0]?.item.pk,
    ]);
    expect(items.every(({ Put }) => Put?.TableName === "T")).toBe(true);
  });

  it("without an event is a fault of ours and reaches no table", async () => {
    const { mock, write } = table();
    await expect(write(written({ events: [] }))).rejects.toThrow(/explains nothing/u);
    expect(mock.calls()).toHaveLength(0);
  });
});

describe("what may pass in a moment", () => {
  const passing = [
    named("ProvisionedThroughputExceededException"),
    named("ThrottlingException"),
    named("RequestLimitExceeded"),
    named("InternalServerError"),
    named("ServiceUnavailable"),
    named("TransactionInProgressException"),
    named("TimeoutError"),
    withCode("ECONNRESET"),
    withCode("EPIPE"),
    cancelled({ Code: "TransactionConflict" }, none, none),
    cancelled(none, { Code: "ThrottlingError" }, none),
    cancelled(none, none, { Code: "ProvisionedThroughputExceeded" }),
  ];

  it.each(
    passing.map(
      (error) =>
        [
          error.name === "TransactionCanceledException"
            ? JSON.stringify(error)
            : `${error.name} ${error.message}`,
          error,
        ] as const,
    ),
  )("is tried again: %s", async (_name, error) => {
    const { mock, write, waits } = table();
    mock.on(TransactWriteCommand).rejectsOnce(error).rejectsOnce(error).resolves({});
    expect(await write(written())).toMatchObject({ ok: true });
    expect(mock.calls()).toHaveLength(3);
    expect(waits).toHaveLength(2);
  });

  it("is waited for with full jitter under a doubling, bounded ceiling", async () => {
    const attempt = async (random: () => number) => {
      const { mock, write, waits } = table(random);
      mock.on(TransactWriteCommand).rejects(named("ThrottlingException"));
      await expect(write(written())).rejects.toThrow(Refused);
      return waits;
    };
    const ceilings = await attempt(() => 1);
    expect(ceilings.slice(0, 5)).toEqual([25, 50, 100, 200, 400]);
    expect(Math.max(...ceilings)).toBeLessThanOrEqual(800);
    expect(await attempt(() => 0.5)).toEqual(ceilings.map((ms) => Math.floor(ms / 2)));
    expect(new Set(await attempt(() => 0))).toEqual(new Set([0]));
  });

  it("and does not is told as unavailable after six attempts", async () => {
    const { mock, write } = table();
    mock.on(TransactWriteCommand).rejects(named("ThrottlingException"));
    await expect(write(written())).rejects.toMatchObject({ refusal: { code: "unavailable" } });
    expect(mock.calls()).toHaveLength(6);
  });
});

describe("what will not pass", () => {
  it.each([
    named("ValidationException"),
    named("AccessDeniedException"),
    named("ResourceNotFoundException"),
    new TypeError("bug"),
  ])("is thrown at once: %s", async (error) => {
    const { mock, write, waits } = table();
    mock.on(TransactWriteCommand).rejects(error);
    await expect(write(written())).rejects.toThrow(error.message);
    expect(mock.calls()).toHaveLength(1);
    expect(waits).toEqual([]);
  });

  it("is thrown at once: a transaction cancelled for its content", async () => {
    const { mock, write } = table();
    mock.on(TransactWriteCommand).rejects(cancelled({ Code: "ValidationError" }, none, none));
    await expect(write(written())).rejects.toThrow(TransactionCanceledException);
    expect(mock.calls()).toHaveLength(1);
  });
});

describe("a condition that failed", () => {
  it("is named, with the item that stood there", async () => {
    const { mock, write } = table();
    mock.on(TransactWriteCommand).rejects(cancelled(failed, none, none));
    expect(await write(written())).toEqual({
      ok: false,
      error: [{ name: "receipt", existing: { pk: "RECEIPT#1", bodyHash: "ab" } }],
    });
  });

  it("is named also when nothing stood there, and beside the others that failed", async () => {
    const { mock, write } = table();
    mock
      .on(TransactWriteCommand)
      .rejects(cancelled(failed, { Code: "ConditionalCheckFailed" }, { Code: "ConditionalCheckFailed" }));
    const outcome = await write(written());
    expect(outcome.ok ? [] : outcome.error.map(({ name }) => name)).toEqual(["receipt", "account", "event"]);
    expect(outcome.ok ? [] : outcome.error[1]).toEqual({ name: "account", existing: undefined });
  });

  it("counts before a conflict of the same transaction: there is nothing to wait for", async () => {
    const { mock, write } = table();
    mock.on(TransactWriteCommand).rejects(cancelled(failed, { Code: "TransactionConflict" }, none));
    expect((await write(written())).ok).toBe(false);
    expect(mock.calls()).toHaveLength(1);
  });
});

describe("a write whose answer was lost", () => {
  it("is repeated under one token, so that the store can tell, and no other write has it", async () => {
    const { mock, write } = table();
    mock.on(TransactWriteCommand).rejectsOnce(named("TimeoutError")).resolves({});
    await write(written());
    await write(written());
    const [first, repeat, other] = mock
      .commandCalls(TransactWriteCommand)
      .map(({ args }) => args[0].input.ClientRequestToken);
    expect(first).toBeTruthy();
    expect(repeat).toBe(first);
    expect(other).not.toBe(first);
  });

  it("meets its own identity when it is repeated, and is not written twice", async () => {
    const { mock, write } = table();
    const receipt = { Code: "ConditionalCheckFailed", Item: { pk: { S: "RECEIPT#mine" } } };
    mock
      .on(TransactWriteCommand)
      .rejectsOnce(named("TimeoutError"))
      .rejects(cancelled(receipt, receipt, receipt));
    const outcome = await write(written());
    expect(outcome).toMatchObject({ ok: false });
    expect(outcome.ok ? undefined : outcome.error[0]).toEqual({
      name: "receipt",
      existing: { pk: "RECEIPT#mine" },
    });
    expect(mock.calls()).toHaveLength(2);
  });
});
