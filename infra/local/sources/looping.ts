/** Work done again and again until it is told to stop. */
export type Looping = {
  readonly start: () => void;
  readonly isStopping: () => boolean;
  /** Resolves when the turn in hand has ended. */
  readonly stop: () => Promise<void>;
};

const pauseAfterFailureMs = 100;

/** A turn that fails is reported, and the next one waits a little so that a lasting failure does not spin. */
export function createLoop(turn: () => Promise<void>, report: (problem: unknown) => void): Looping {
  const stopping = new AbortController();
  const loop = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      try {
        await turn();
      } catch (error) {
        if (!stopping.signal.aborted) report(error);
        await new Promise((resolve) => setTimeout(resolve, pauseAfterFailureMs));
      }
    }
  };
  let looping: Promise<void> = Promise.resolve();
  return {
    start: () => {
      looping = loop();
    },
    isStopping: () => stopping.signal.aborted,
    stop: () => {
      stopping.abort();
      return looping;
    },
  };
}
