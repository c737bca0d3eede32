import type { SQSEvent, SQSRecord } from "aws-lambda";
import { describe, expect, it } from "vitest";
import type { Log } from "../../../shared/platform/log.ts";
import { queueHandler, RetryLater, type Message } from "../../../shared/platform/queue-handler.ts";

function logging() {
  const lines: [string, object | undefined][] = [];
  const note = (code: string, fields?: object) => void lines.push([code, fields]);
  const log: Log = { info: note, warn: note, error: note };
  return { lines, log };
}

const record = (
  messageId: string,
  group: string | undefined,
  { body = JSON.stringify({ messageId }), received = 1 } = {},
) =>
  ({
    messageId,
    receiptHandle: `handle-${messageId}`,
    body,
    attributes: {
      ApproximateReceiveCount: String(received),
      ...(group !== undefined && { MessageGroupId: group }),
    },
  }) as unknown as SQSRecord;

const batch = (...Records: SQSRecord[]): SQSEvent => ({ Records });

const idOf = ({ body }: Message): string => (body as { messageId: string }).messageId;

const failures = (...ids: string[]) => ({
  batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })),
});

describe("a batch", () => {
  it("that is done leaves nothing to come again", async () => {
    const seen: Message[] = [];
    const handle = queueHandler(logging(), async (message) => void seen.push(message));
    expect(await handle(batch(record("a", "g", { body: '{"n":1}', received: 3 })))).toEqual(failures());
    expect(seen).toMatchObject([{ body: { n: 1 }, receiveCount: 3 }]);
    expect(await handle(batch())).toEqual(failures());
  });

  it("may ask how long it has until it is stopped", async () => {
    const left: number[] = [];
    const handle = queueHandler(logging(), async ({ remainingMs }) => void left.push(remainingMs()));
    await handle(batch(record("a", "g")), { getRemainingTimeInMillis: () => 1_234 });
    await handle(batch(record("a", "g")));
    expect(left).toEqual([1_234, Number.POSITIVE_INFINITY]);
  });

  it("works the messages of one group in their order, one after the other", async () => {
    const steps: string[] = [];
    const handle = queueHandler(logging(), async (message) => {
      steps.push(`begin ${idOf(message)}`);
      await Promise.resolve();
      steps.push(`end ${idOf(message)}`);
    });
    await handle(batch(record("1", "g"), record("2", "g"), record("3", "g")));
    expect(steps).toEqual(["begin 1", "end 1", "begin 2", "end 2", "begin 3", "end 3"]);
  });

  it("works groups side by side: one that waits holds up no other", async () => {
    let release = (): void => undefined;
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    const done: string[] = [];
    const handle = queueHandler(logging(), async (message) => {
      if (idOf(message) === "slow") await gate;
      done.push(idOf(message));
      if (idOf(message) === "quick-2") release();
    });
    await handle(batch(record("slow", "a"), record("quick-1", "b"), record("quick-2", "b")));
    expect(done).toEqual(["quick-1", "quick-2", "slow"]);
  });
});

describe("a message that fails", () => {
  it("comes again with everything behind it in its group, and nothing else does", async () => {
    const { log, lines } = logging();
    const seen: string[] = [];
    const handle = queueHandler({ log }, async (message) => {
      seen.push(idOf(message));
      if (idOf(message) === "a2") throw new Error("no");
    });
    const records = [
      record("a1", "a"),
      record("b1", "b"),
      record("a2", "a"),
      record("b2", "b"),
      record("a3", "a"),
    ];
    expect(await handle(batch(...records))).toEqual(failures("a2", "a3"));
    expect(seen).not.toContain("a3");
    expect(seen).toEqual(expect.arrayContaining(["a1", "b1", "b2"]));
    expect(lines).toEqual([["message.failed", { messageId: "a2", receiveCount: 1 }]]);
  });

  it("on a standard queue fails alone", async () => {
    const handle = queueHandler(logging(), async (message) => {
      if (idOf(message) !== "2") throw new Error("no");
    });
    expect(
      await handle(batch(record("1", undefined), record("2", undefined), record("3", undefined))),
    ).toEqual(failures("1", "3"));
  });

  it("because its body is no JSON fails like any other", async () => {
    const handle = queueHandler(logging(), async () => undefined);
    expect(await handle(batch(record("x", "a", { body: "{nonsense" }), record("y", "b")))).toEqual(
      failures("x"),
    );
  });
});

describe("a message on its last try", () => {
  it("goes to the dead letters alone: what waited behind it is worked", async () => {
    const seen: string[] = [];
    const putOff: string[] = [];
    const deps = {
      ...logging(),
      receiveCountMax: 5,
      putOff: async (handle: string) => void putOff.push(handle),
    };
    const handle = queueHandler(deps, async (message) => {
      seen.push(idOf(message));
      if (idOf(message) === "1") throw new RetryLater(45, "later");
    });
    expect(await handle(batch(record("1", "a", { received: 5 }), record("2", "a")))).toEqual(failures("1"));
    expect(seen).toEqual(["1", "2"]);
    expect(putOff).toEqual([]);
  });

  it("is not yet at its last one try earlier", async () => {
    const handle = queueHandler({ ...logging(), receiveCountMax: 5 }, async () => {
      throw new Error("no");
    });
    expect(await handle(batch(record("1", "a", { received: 4 }), record("2", "a")))).toEqual(
      failures("1", "2"),
    );
  });
});

describe("a message that is put off", () => {
  const puttingOff = queueHandler;

  it("comes again after the time that its worker named", async () => {
    const { log, lines } = logging();
    const putOff: [string, number][] = [];
    const handle = puttingOff(
      { log, putOff: async (handle, seconds) => void putOff.push([handle, seconds]) },
      async () => {
        throw new RetryLater(45, "the agency answered 503");
      },
    );
    expect(await handle(batch(record("1", "a", { received: 6 })))).toEqual(failures("1"));
    expect(putOff).toEqual([["handle-1", 45]]);
    expect(lines).toEqual([
      ["message.put-off", { messageId: "1", receiveCount: 6, seconds: 45, why: "the agency answered 503" }],
    ]);
  });

  it("takes all that waits behind it in its group along, and no other group", async () => {
    const putOff: string[] = [];
    const handle = puttingOff(
      { ...logging(), putOff: async (handle) => void putOff.push(handle) },
      async (message) => {
        if (idOf(message) === "2") throw new RetryLater(45, "later");
      },
    );
    const records = [record("1", "a"), record("2", "a"), record("3", "a"), record("4", "b")];
    expect(await handle(batch(...records))).toEqual(failures("2", "3"));
    expect(putOff).toEqual(["handle-2", "handle-3"]);
  });

  it("waits for the queue's own time where nobody can put it off", async () => {
    const handle = puttingOff(logging(), async () => {
      throw new RetryLater(45, "later");
    });
    expect(await handle(batch(record("1", "a")))).toEqual(failures("1"));
  });

  it("does not drag other groups along when putting off fails itself", async () => {
    const { log, lines } = logging();
    const putOff = async () => {
      throw new Error("SQS is busy");
    };
    const handle = puttingOff({ log, putOff }, async (message) => {
      if (idOf(message) === "1") throw new RetryLater(45, "later");
    });
    expect(await handle(batch(record("1", "a"), record("2", "b")))).toEqual(failures("1"));
    expect(lines.map(([code]) => code)).toContain("message.put-off-failed");
  });
});
