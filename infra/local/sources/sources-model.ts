/** Something that feeds a function without being asked. */
export type EventSource = {
  /** Resolves when it is listening. */
  readonly start: () => Promise<void>;
  /** Waits until everything that was there when it was asked has been handed over and answered. */
  readonly settled: () => Promise<void>;
  /** What it is busy with; `undefined` when nothing. */
  readonly busyWith: () => Promise<string | undefined>;
  /** Ends after the batches in hand. */
  readonly stop: () => Promise<void>;
};
