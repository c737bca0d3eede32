import { existing } from "../access/scope.ts";
import type { LetterBox } from "../platform/letter-box.ts";
import { letterView, redriveWayOf, type DeadLetterQueue, type Letter } from "./model.ts";
import type { DeadLetterList, DeadLetterQueueView } from "./wire.ts";

export type ShowLettersDeps = {
  readonly queues: readonly DeadLetterQueue[];
  readonly box: Pick<LetterBox, "count" | "take" | "putBack">;
};

/** Every queue of dead letters with how many wait in it. */
export const listDeadLetterQueues =
  ({ queues, box }: ShowLettersDeps) =>
  async (): Promise<readonly DeadLetterQueueView[]> =>
    Promise.all(
      queues.map(async (queue) => ({
        queue: queue.name,
        count: await box.count(queue.url),
        redrive: redriveWayOf(queue),
      })),
    );

/** @throws Refused `not-found` */
export const queueNamed = (queues: readonly DeadLetterQueue[], name: string): DeadLetterQueue =>
  existing(queues.find((queue) => queue.name === name));

/** Some letters of a queue; all of them stay. @throws Refused `not-found` */
export const showLetters =
  ({ queues, box }: ShowLettersDeps) =>
  async (name: string, limit: number): Promise<DeadLetterList> => {
    const { url } = queueNamed(queues, name);
    const count = await box.count(url);
    const letters: Letter[] = [];
    try {
      while (letters.length < Math.min(limit, count)) {
        const more = await box.take(url);
        if (more.length === 0) break;
        letters.push(...more);
      }
    } finally {
      for (const { receiptHandle } of letters) await box.putBack(url, receiptHandle);
    }
    return { queue: name, count, items: letters.slice(0, limit).map(letterView) };
  };
