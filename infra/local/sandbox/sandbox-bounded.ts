/** Runs at most so many tasks at once; the others wait their turn in order. */
export type Bounded = <T>(task: () => Promise<T>) => Promise<T>;

export function bounded(limit: number): Bounded {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (task) => {
    if (running >= limit) await new Promise<void>((resume) => waiting.push(resume));
    else running += 1;
    try {
      return await task();
    } finally {
      const next = waiting.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  };
}

/** The results of one task per value, in the order of the values, with so many at once. */
export async function mapBounded<T, R>(
  values: readonly T[],
  limit: number,
  task: (value: T, index: number) => Promise<R>,
): Promise<R[]> {
  const run = bounded(limit);
  return Promise.all(values.map((value, index) => run(() => task(value, index))));
}
