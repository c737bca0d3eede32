import { setTimeout as sleep } from "node:timers/promises";
import * as z from "zod";
import type { Outcome, PostCallback } from "./pretend-agency-callbacks.ts";
import { signed, type Posting, type Seat } from "./pretend-agency-signing.ts";
import { CallbackAnswer, Problem, type Callback } from "./pretend-agency-wire.ts";

/** Events that come within so many milliseconds leave together. */
const GATHER_MS = 25;
const EVENT_COUNT_MAX = 100;
const ATTEMPTS_MAX = 20;
const TIMEOUT_MS = 30_000;

const Answer = z.object({
  items: z.array(
    z.object({
      index: z.int(),
      status: z.int(),
      replayed: z.boolean().optional(),
      receipt: CallbackAnswer.optional(),
      problem: Problem.optional(),
    }),
  ),
});
type Item = z.infer<typeof Answer>["items"][number];

type Waiting = { readonly callback: Callback; readonly done: (outcome: Outcome) => void };

/** Posts callbacks in batches, the copies of one event side by side in one. What could not be taken comes again. */
export function batchPoster(options: Posting): PostCallback {
  const queues = new Map<string, Waiting[]>();
  const flush = async (seat: Seat): Promise<void> => {
    await sleep(GATHER_MS);
    const queue = queues.get(seat.agencyId) ?? [];
    queues.delete(seat.agencyId);
    for (let from = 0; from < queue.length; from += EVENT_COUNT_MAX)
      await sendAll(options, seat, queue.slice(from, from + EVENT_COUNT_MAX));
  };
  return (seat, callback) =>
    new Promise((done, failed) => {
      const queue = queues.get(seat.agencyId);
      if (queue !== undefined) return void queue.push({ callback, done });
      queues.set(seat.agencyId, [{ callback, done }]);
      flush(seat).catch(failed);
    });
}

async function sendAll(options: Posting, seat: Seat, batch: readonly Waiting[]): Promise<void> {
  let left = batch;
  for (let attempt = 1; attempt <= ATTEMPTS_MAX && left.length > 0; attempt += 1) {
    const items = await sendOnce(options, seat, left);
    const again: Waiting[] = [];
    for (const [index, one] of left.entries()) {
      const outcome = outcomeOf(items.get(index), attempt);
      if (outcome === undefined) again.push(one);
      else one.done(outcome);
    }
    left = again;
    if (left.length > 0) await sleep(100 * attempt, undefined, { signal: options.signal });
  }
  for (const { done } of left)
    done({ status: 0, replayed: false, problem: "given-up", attempts: ATTEMPTS_MAX });
}

/** What became of each; of nothing when the whole batch could not be taken. */
async function sendOnce(
  { baseUrl, now, signal }: Posting,
  seat: Seat,
  batch: readonly Waiting[],
): Promise<ReadonlyMap<number, Item>> {
  const body = `{"events":[${batch.map(({ callback }) => callback.body).join(",")}]}`;
  const eventId = `batch-${batch[0]?.callback.eventId ?? ""}-${batch.length}`;
  try {
    const response = await fetch(`${baseUrl}/v1/agencies/${seat.agencyId}/event-batches`, {
      method: "POST",
      headers: signed(seat, { eventId, body }, now()),
      body,
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
    });
    const answer = Answer.safeParse(await response.json());
    return new Map(answer.success ? answer.data.items.map((item) => [item.index, item]) : []);
  } catch (error) {
    if (signal.aborted) throw error;
    return new Map();
  }
}

function outcomeOf(item: Item | undefined, attempts: number): Outcome | undefined {
  if (item === undefined || item.status >= 500 || item.status === 429) return undefined;
  const { status, replayed = false, receipt, problem } = item;
  return {
    status,
    replayed,
    attempts,
    ...(receipt && { answer: receipt }),
    ...(problem && { problem: problem.code }),
  };
}
