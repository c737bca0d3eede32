import { join } from "node:path";
import * as z from "zod";
import type { AwsJson } from "../stores/aws-json.ts";
import type { QueuePlan } from "../plan/plan-model.ts";
import { positionFile } from "./position-file.ts";
import type { ReceivedMessage } from "./queue-events.ts";

/** Which messages of a queue are with its function now. */
export type InHand = {
  readonly take: (messages: readonly ReceivedMessage[]) => void;
  readonly drop: (messages: readonly ReceivedMessage[], left: readonly ReceivedMessage[]) => void;
  /** Whether a message in flight only waits for its visibility timeout: nobody has it in hand. */
  readonly isDeferred: (messageId: string) => boolean;
  /** Makes available at once what an earlier run had in hand when it was killed: its holder is gone. */
  readonly release: (inFlightIds: readonly string[]) => Promise<void>;
};

export type InHandSettings = {
  readonly queue: QueuePlan;
  readonly sqs: AwsJson;
  readonly dataDir: string | undefined;
};

export function createInHand({ queue, sqs, dataDir }: InHandSettings): InHand {
  const path = dataDir === undefined ? undefined : join(dataDir, "in-hand", `${queue.name}.json`);
  const file = positionFile(path, z.array(z.object({ handle: z.string(), id: z.string() })), []);
  const held = new Map<string, string>();
  const deferred = new Set<string>();
  const save = (): void => file.write([...held].map(([handle, id]) => ({ handle, id })));
  return {
    take: (messages) => {
      for (const { ReceiptHandle, MessageId } of messages) {
        held.set(ReceiptHandle, MessageId);
        deferred.delete(MessageId);
      }
      save();
    },
    drop: (messages, left) => {
      for (const { ReceiptHandle } of messages) held.delete(ReceiptHandle);
      for (const { MessageId } of left) deferred.add(MessageId);
      save();
    },
    isDeferred: (messageId) => deferred.has(messageId),
    release: async (inFlightIds) => {
      const left = file.read();
      for (const id of inFlightIds) deferred.add(id);
      for (const { handle, id } of left) {
        const input = { QueueUrl: queue.url, ReceiptHandle: handle, VisibilityTimeout: 0 };
        await sqs.call("ChangeMessageVisibility", input, z.looseObject({})).catch(() => undefined);
        deferred.delete(id);
      }
      save();
    },
  };
}
