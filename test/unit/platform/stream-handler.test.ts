import type { DynamoDBRecord } from "aws-lambda";
import { describe, expect, it } from "vitest";
import type { Log } from "../../../shared/platform/log.ts";
import { streamHandler } from "../../../shared/platform/stream-handler.ts";

function logging() {
  const codes: string[] = [];
  const note = (code: string) => void codes.push(code);
  const log: Log = { info: note, warn: note, error: note };
  return { log, codes };
}

const record = (
  sequence: string,
  pk: string,
  image: object | undefined = { n: { S: sequence } },
): DynamoDBRecord =>
  ({
    eventName: "INSERT",
    dynamodb: { SequenceNumber: sequence, Keys: { pk: { S: pk } }, ...(image && { NewImage: image }) },
  }) as DynamoDBRecord;

const failure = (itemIdentifier: string) => ({ batchItemFailures: [{ itemIdentifier }] });
const nOf = (item: unknown): string => (item as { n: string }).n;

describe("a batch of the stream", () => {
  it("gives every new item to the work as it was stored", async () => {
    const items: unknown[] = [];
    const handle = streamHandler(logging(), async (item) => void items.push(item));
    const image = {
      pk: { S: "ACCOUNT#1" },
      sequence: { N: "7" },
      data: { M: { ok: { BOOL: true }, list: { L: [{ NULL: true }] } } },
    };
    expect(await handle({ Records: [record("1", "p", image)] })).toEqual({ batchItemFailures: [] });
    expect(items).toEqual([{ pk: "ACCOUNT#1", sequence: 7, data: { ok: true, list: [null] } }]);
  });

  it("works one partition in its order and partitions side by side", async () => {
    let release = (): void => undefined;
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    const done: string[] = [];
    const handle = streamHandler(logging(), async (item) => {
      if (nOf(item) === "1") await gate;
      done.push(nOf(item));
      if (nOf(item) === "4") release();
    });
    await handle({ Records: [record("1", "a"), record("2", "b"), record("3", "a"), record("4", "b")] });
    expect(done).toEqual(["2", "4", "1", "3"]);
  });

  it("is given back from the first record that failed, wherever it stood", async () => {
    const { log, codes } = logging();
    const done: string[] = [];
    const handle = streamHandler({ log }, async (item) => {
      if (["3", "4"].includes(nOf(item))) throw new Error("no");
      done.push(nOf(item));
    });
    const Records = [
      record("1", "a"),
      record("2", "b"),
      record("3", "b"),
      record("4", "a"),
      record("5", "b"),
      record("6", "c"),
    ];
    expect(await handle({ Records })).toEqual(failure("3"));
    expect(done).toEqual(expect.arrayContaining(["1", "2", "6"]));
    expect(done).not.toContain("5");
    expect(codes).toEqual(["stream.record-failed", "stream.record-failed"]);
  });

  it("passes over what is gone from the table", async () => {
    const handle = streamHandler(logging(), async () => expect.fail("nothing to work"));
    const removal = {
      eventName: "REMOVE",
      dynamodb: { SequenceNumber: "1", Keys: { pk: { S: "p" } } },
    } as DynamoDBRecord;
    expect(await handle({ Records: [removal] })).toEqual({ batchItemFailures: [] });
  });
});
