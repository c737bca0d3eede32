/** What one round of work did. */
export type Round = {
  readonly perSecond: number;
  readonly latenciesMs: readonly number[];
  /** CPU that one task took in the process that serves it: unlike throughput, hardly moved by what else runs. */
  readonly cpuUs: number;
};

/** CPU of this process so far, all its threads, in microseconds. */
export function cpuUs(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}

/**
 * Works lists off, each in its own order, all lists at the same time: the concurrency is the number of lists.
 * What may collide belongs into one list.
 */
export async function workedOff<T>(
  lists: readonly (readonly T[])[],
  work: (task: T, list: number) => Promise<void>,
): Promise<Omit<Round, "cpuUs">> {
  const latenciesMs: number[] = [];
  const startedAt = performance.now();
  await Promise.all(
    lists.map(async (tasks, list) => {
      for (const task of tasks) {
        const sentAt = performance.now();
        await work(task, list);
        latenciesMs.push(performance.now() - sentAt);
      }
    }),
  );
  return { perSecond: (latenciesMs.length * 1000) / (performance.now() - startedAt), latenciesMs };
}

/** `count` tasks in `lists` lists. */
export const spread = <T>(
  count: number,
  lists: number,
  task: (n: number, list: number) => T,
): readonly T[][] =>
  Array.from({ length: lists }, (_, list) =>
    Array.from({ length: Math.ceil((count - list) / lists) }, (__, n) => task(n, list)),
  );
