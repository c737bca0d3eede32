/** A pause that ends early: soon after a hint, and at once when somebody waits for what comes behind it. */
export type Waiter = {
  readonly wait: (pause: { readonly leastMs: number; readonly mostMs: number }) => Promise<void>;
  readonly hint: () => void;
  readonly wake: () => void;
};

export function createWaiter(): Waiter {
  const noted = { hint: false, wake: false };
  let end: { readonly onHint: boolean; readonly now: () => void } | undefined;
  const sleep = (ms: number, onHint: boolean): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      const now = (): void => {
        clearTimeout(timer);
        resolve();
      };
      end = { onHint, now };
    });
  return {
    wait: async ({ leastMs, mostMs }) => {
      if (!noted.wake) await sleep(leastMs, false);
      if (!noted.wake && !noted.hint) await sleep(mostMs - leastMs, true);
      end = undefined;
      Object.assign(noted, { hint: false, wake: false });
    },
    hint: () => {
      noted.hint = true;
      if (end?.onHint === true) end.now();
    },
    wake: () => {
      noted.wake = true;
      end?.now();
    },
  };
}
