import type { Emulators } from "../stores/emulators.ts";
import type { QueuedMessage } from "../stores/emulators-model.ts";
import type { QueueDepth } from "../local-cloud-model.ts";
import type { Plan } from "../plan/plan-model.ts";

export type QueueViews = {
  readonly queues: () => Promise<Readonly<Record<string, QueueDepth>>>;
  readonly deadLetters: () => Promise<Readonly<Record<string, readonly QueuedMessage[]>>>;
};

/** Queues seen from outside, without receiving anything. */
export function queueViews(plan: Plan, { queueState }: Emulators): QueueViews {
  const failures = new Set([
    ...plan.queues.map(({ deadLetterArn }) => deadLetterArn),
    ...plan.streamSources.map(({ onFailureArn }) => onFailureArn),
  ]);
  const failureQueues = plan.queues.filter(({ arn }) => failures.has(arn));
  return {
    queues: async () =>
      Object.fromEntries(await Promise.all(plan.queues.map(({ name }) => depthOf(name, queueState)))),
    deadLetters: async () =>
      Object.fromEntries(
        await Promise.all(
          failureQueues.map(async ({ name }) => [name, (await queueState(name)).ready] as const),
        ),
      ),
  };
}

async function depthOf(
  name: string,
  queueState: Emulators["queueState"],
): Promise<readonly [string, QueueDepth]> {
  const { ready, delayed, inFlight } = await queueState(name);
  return [name, { ready: ready.length, delayed, inFlight: inFlight.length }];
}
