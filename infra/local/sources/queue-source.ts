import type { Emulators } from "../stores/emulators.ts";
import type { QueueState } from "../stores/emulators-model.ts";
import { createDeferred, type Deferred } from "./deferred.ts";
import { createLoop } from "./looping.ts";
import { handleBatch, receiveBatch, type QueueBatchSettings } from "./queue-batches.ts";
import type { ReceivedMessage } from "./queue-events.ts";
import type { EventSource } from "./sources-model.ts";

export type QueueSourceSettings = Omit<QueueBatchSettings, "sqs"> & {
  readonly emulators: Emulators;
  readonly dataDir: string | undefined;
  readonly report: (problem: unknown) => void;
};

/** Lambda's own default is higher; two cores gain nothing beyond this. */
const concurrencyDefault = 8;

/** Feeds a function from a queue: one long poll, as many batches at once as the template allows. */
export function createQueueSource(settings: QueueSourceSettings): EventSource {
  const { source, queue, emulators, report } = settings;
  const sqs = emulators.connectSqs();
  const batchSettings = { ...settings, sqs };
  const deferred = createDeferred({ ...settings, sqs });
  const running = new Set<Promise<void>>();
  const concurrencyMax = source.concurrencyMax ?? concurrencyDefault;

  const run = async (messages: readonly ReceivedMessage[]): Promise<void> => {
    const left = await handleBatch(messages, batchSettings).catch((error: unknown) => {
      report(error);
      return messages;
    });
    deferred.left(left);
  };
  const looping = createLoop(async () => {
    if (running.size >= concurrencyMax) {
      await Promise.race(running);
      return;
    }
    const messages = await receiveBatch(batchSettings);
    if (messages.length === 0) return;
    const batch = run(messages).finally(() => running.delete(batch));
    running.add(batch);
  }, report);
  return {
    start: async () => {
      await deferred.releaseOthers((await emulators.queueState(queue.name)).inFlight);
      looping.start();
    },
    settled: async () => void (await Promise.all(running)),
    busyWith: async () => {
      if (running.size > 0) return `${running.size} batches from ${queue.name}`;
      const count = movable(await emulators.queueState(queue.name), deferred);
      return count > 0 ? `${count} messages in ${queue.name}` : undefined;
    },
    stop: async () => {
      await looping.stop();
      await Promise.all(running);
      sqs.close();
    },
  };
}

/** How many messages can be handled without time being moved. */
function movable({ ready, inFlight, blockedGroups }: QueueState, deferred: Deferred): number {
  const blocked = new Set(blockedGroups);
  const waiting = ready.filter(
    ({ messageGroupId }) => messageGroupId === undefined || !blocked.has(messageGroupId),
  );
  return waiting.length + inFlight.filter((handle) => !deferred.has(handle)).length;
}
