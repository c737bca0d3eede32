import { describe, expect, it } from "vitest";
import type { Outcome } from "../../../infra/local/lambda/lambda-protocol.ts";
import { handOver } from "../../../infra/local/sources/stream-batches.ts";

const source = {
  id: "source",
  streamArn: "arn:aws:dynamodb:eu-west-1:0:table/t/stream/local",
  functionArn: "function",
  batchSize: 10,
  batchWindowMs: 0,
  reportsItemFailures: true,
  bisects: true,
  retriesMax: 1,
  onFailureArn: undefined,
  filters: [],
};

const records = (...numbers: readonly string[]) =>
  numbers.map((SequenceNumber) => ({ eventID: SequenceNumber, dynamodb: { SequenceNumber } }));

/** Runs a batch against a function that is told what it gets and answers. */
const run = async (
  answer: (numbers: readonly string[]) => Outcome,
  overrides: Partial<typeof source> = {},
) => {
  const invoked: string[] = [];
  const givenUp: string[] = [];
  const isDone = await handOver(records("1", "2", "3", "4"), {
    source: { ...source, ...overrides },
    invoke: async (_arn, payload) => {
      const numbers = JSON.parse(payload).Records.map(
        (record: { dynamodb: { SequenceNumber: string } }) => record.dynamodb.SequenceNumber,
      );
      invoked.push(numbers.join(""));
      return answer(numbers);
    },
    giveUp: async (left) => void givenUp.push(...left.map(({ dynamodb }) => dynamodb.SequenceNumber)),
    isStopping: () => false,
  });
  return { invoked, givenUp, isDone };
};

const failed: Outcome = { ok: false, error: { errorType: "Error", errorMessage: "no" } };
const failing = (...ids: readonly string[]): Outcome => ({
  ok: true,
  payload: JSON.stringify({ batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })) }),
});

describe("handOver", () => {
  it("is done when the function handled all", async () => {
    expect(await run(() => failing())).toEqual({ invoked: ["1234"], givenUp: [], isDone: true });
  });

  it("goes on from the first item reported as failed", async () => {
    let isFirst = true;
    const once = (): Outcome => {
      const answer = isFirst ? failing("4", "3") : failing();
      isFirst = false;
      return answer;
    };
    expect((await run(once)).invoked).toEqual(["1234", "34"]);
  });

  it("halves a failing batch until the bad record stands alone, gives that up after its retries, and goes on", async () => {
    const { invoked, givenUp, isDone } = await run((numbers) => (numbers.includes("2") ? failed : failing()));
    expect(invoked).toEqual(["1234", "12", "1", "2", "2", "34"]);
    expect(givenUp).toEqual(["2"]);
    expect(isDone).toBe(true);
  });

  it("retries the whole batch when the template does not bisect, and gives all of it up", async () => {
    const { invoked, givenUp } = await run(() => failed, { bisects: false });
    expect(invoked).toEqual(["1234", "1234"]);
    expect(givenUp).toEqual(["1", "2", "3", "4"]);
  });
});
