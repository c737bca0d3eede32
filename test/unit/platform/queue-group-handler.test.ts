import type { SQSEvent } from "aws-lambda";
import { describe, expect, it } from "vitest";
import { queueGroupHandler } from "../../../shared/platform/queue-group-handler.ts";

const eventOf = (messages: readonly (readonly [string, string])[]): SQSEvent =>
  ({
    Records: messages.map(([group, text], index) => ({
      messageId: `m${index}`,
      body: JSON.stringify(text),
      attributes: { MessageGroupId: group, ApproximateReceiveCount: "1" },
    })),
  }) as unknown as SQSEvent;

const run = async (messages: readonly (readonly [string, string])[], refuses: string) => {
  const worked: unknown[] = [];
  const errors: string[] = [];
  const log = { info: () => {}, warn: () => {}, error: (code: string) => void errors.push(code) };
  const handler = queueGroupHandler({ log }, async (bodies) => {
    if (bodies.includes(refuses)) throw new Error("no");
    worked.push(bodies);
  });
  const { batchItemFailures } = await handler(eventOf(messages));
  return { worked, errors, failed: batchItemFailures.map(({ itemIdentifier }) => itemIdentifier) };
};

const messages = [
  ["A", "1"],
  ["B", "2"],
  ["A", "3"],
  ["A", "4"],
] as const;

describe("messages of a group", () => {
  it("are worked together, and each group by itself", async () => {
    expect(await run(messages, "none")).toEqual({ worked: [["1", "3", "4"], ["2"]], errors: [], failed: [] });
  });

  it("take none with them that can be worked alone", async () => {
    const { worked, failed } = await run(messages, "3");
    expect(worked).toEqual(expect.arrayContaining([["2"], ["1"], ["4"]]));
    expect(failed).toEqual(["m2"]);
  });

  it("that fail alone are tried once and logged", async () => {
    expect(await run([["A", "1"]], "1")).toEqual({ worked: [], errors: ["message.failed"], failed: ["m0"] });
  });

  it("that are no JSON fail by themselves", async () => {
    const event = eventOf(messages);
    event.Records[0]!.body = "{";
    const log = { info: () => {}, warn: () => {}, error: () => {} };
    const { batchItemFailures } = await queueGroupHandler({ log }, async () => {})(event);
    expect(batchItemFailures).toEqual([{ itemIdentifier: "m0" }]);
  });
});
