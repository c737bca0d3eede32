import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { createDeferred } from "../../../infra/local/sources/deferred.ts";
import type { ReceivedMessage } from "../../../infra/local/sources/queue-events.ts";

const dataDir = mkdtempSync(join(tmpdir(), "deferred-"));
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

const message = (MessageId: string, ReceiptHandle: string) =>
  ({ MessageId, ReceiptHandle }) as ReceivedMessage;

function aRun() {
  const released: unknown[] = [];
  const sqs = {
    call: async (_action: string, { ReceiptHandle }: { readonly ReceiptHandle?: unknown }) => {
      released.push(ReceiptHandle);
      return {};
    },
    close: () => undefined,
  };
  const queue = { name: "work", url: "http://localhost/work" } as never;
  return { released, deferred: createDeferred({ queue, sqs: sqs as never, dataDir }) };
}

it("after a kill, what was in flight is available at once, but for what only waits for its time", async () => {
  const { deferred } = aRun();
  await deferred.releaseOthers([]);
  deferred.left([message("m-1", "first"), message("m-2", "kept")]);
  deferred.left([message("m-1", "second")]);
  expect(["first", "second", "kept", "in hand"].map(deferred.has)).toEqual([false, true, true, false]);

  const next = aRun();
  await next.deferred.releaseOthers(["second", "kept", "in hand", "never noted"]);
  expect(next.released).toEqual(["in hand", "never noted"]);
  expect(["second", "kept", "in hand"].map(next.deferred.has)).toEqual([true, true, false]);
});
