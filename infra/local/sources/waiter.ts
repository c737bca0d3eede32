/** A pause that a hint ends early. */
export type Waiter = {
  readonly wait: (pause: { readonly leastMs: number; readonly mostMs: number }) => Promise<void>;
  readonly hint: () => void;
};

export function createWaiter(): Waiter {
  let isHinted = false;
  let wake: (() => void) | undefined;
  const sleep = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  return {
    wait: async ({ leastMs, mostMs }) => {
      await new Promise((resolve) => setTimeout(resolve, leastMs));
      if (!isHinted) await sleep(mostMs - leastMs);
      wake = undefined;
      isHinted = false;
    },
    hint: () => {
      isHinted = true;
      wake?.();
    },
  };
}
