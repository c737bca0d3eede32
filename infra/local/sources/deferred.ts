import { join } from "node:path";
import * as z from "zod";
import type { AwsJson } from "../stores/aws-json.ts";
import type { QueuePlan } from "../plan/plan-model.ts";
import { positionFile } from "./position-file.ts";
import type { ReceivedMessage } from "./queue-events.ts";

/**
 * The receipts of a queue that wait for their visibility timeout only: nobody has them in hand. A message that is
 * received again has another receipt, so what is forgotten late does no harm.
 */
export type Deferred = {
  /** The function did not handle them. */
  readonly left: (messages: readonly ReceivedMessage[]) => void;
  readonly has: (handle: string) => boolean;
  /** Makes available at once what an earlier run had in hand when it was killed: its holder is gone. */
  readonly releaseOthers: (inFlight: readonly string[]) => Promise<void>;
};

export type DeferredSettings = {
  readonly queue: QueuePlan;
  readonly sqs: AwsJson;
  readonly dataDir: string | undefined;
};

/** What is kept is what was deferred, not what is in hand: a kill between receiving and writing would lose that. */
export function createDeferred({ queue, sqs, dataDir }: DeferredSettings): Deferred {
  const path = dataDir === undefined ? undefined : join(dataDir, "deferred", `${queue.name}.json`);
  const file = positionFile(path, z.array(z.string()), []);
  const byMessage = new Map<string, string>();
  const handles = new Set<string>();
  return {
    left: (messages) => {
      if (messages.length === 0) return;
      for (const { MessageId, ReceiptHandle } of messages) {
        handles.delete(byMessage.get(MessageId) ?? "");
        handles.add(ReceiptHandle);
        byMessage.set(MessageId, ReceiptHandle);
      }
      file.write([...handles]);
    },
    has: (handle) => handles.has(handle),
    releaseOthers: async (inFlight) => {
      const known = new Set(file.read());
      for (const handle of inFlight) {
        if (known.has(handle)) {
          handles.add(handle);
          continue;
        }
        const input = { QueueUrl: queue.url, ReceiptHandle: handle, VisibilityTimeout: 0 };
        await sqs.call("ChangeMessageVisibility", input, z.looseObject({})).catch(() => undefined);
      }
    },
  };
}
