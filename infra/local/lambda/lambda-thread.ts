/* oxlint-disable unicorn/require-post-message-target-origin -- threads have no origin; the rule is for windows */
import { Worker } from "node:worker_threads";
import type { AwsCall, FunctionError, Outcome, WorkerMessage, WorkerStart } from "./lambda-protocol.ts";

/** Every copy of every function pipes what it prints into these two; more copies than this would be a leak. */
const COPIES_MAX = 1_000;
for (const stream of [process.stdout, process.stderr]) stream.setMaxListeners(COPIES_MAX);

export type ThreadSettings = {
  readonly start: WorkerStart;
  readonly environment: Readonly<Record<string, string>>;
  readonly onCall: (call: AwsCall) => void;
};

/** One running copy of a function. */
export type LambdaThread = {
  /** Settles when the bundle is imported, or fails with what importing it threw. */
  readonly ready: Promise<void>;
  readonly invoke: (payload: string, timeoutMs: number) => Promise<Outcome>;
  readonly isUsable: () => boolean;
  readonly stop: () => Promise<void>;
};

/** Starts a function's bundle in a thread with its own environment, memory limit and clock. */
export function startThread({ start, environment, onCall }: ThreadSettings): LambdaThread {
  const worker = new Worker(new URL("./lambda-worker.ts", import.meta.url), {
    workerData: start,
    env: environment,
    execArgv: [],
    // What it prints goes to its own file; piping it here as well would only pile listeners up.
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: Math.max(start.memoryMb, 128) },
  });
  const ready = Promise.withResolvers<void>();
  const pending = createPending(() => void worker.terminate());
  worker.on("message", (message: WorkerMessage) => {
    if (message.kind === "done") pending.settle(message.id, { ok: true, payload: message.payload });
    else if (message.kind === "failed") pending.settle(message.id, { ok: false, error: message.error });
    else if (message.kind === "called") onCall(message.call);
    else ready.resolve();
  });
  worker.on("error", (error) => {
    ready.reject(error);
    pending.failAll({
      errorType: "Runtime.Crashed",
      errorMessage: error instanceof Error ? error.message : String(error),
    });
  });
  worker.on("exit", (code) => {
    ready.reject(new Error(`${start.functionName} ended with code ${code} while it was loading`));
    pending.failAll({
      errorType: "Runtime.ExitError",
      errorMessage: `the function's process ended with code ${code}`,
    });
  });
  ready.promise.catch(() => undefined);
  return {
    ready: ready.promise,
    isUsable: pending.isOpen,
    invoke: (payload, timeoutMs) =>
      new Promise((resolve) =>
        worker.postMessage({ id: pending.add(resolve, timeoutMs), payload, timeoutMs }),
      ),
    stop: async () => {
      pending.close();
      await worker.terminate();
    },
  };
}

type Pending = {
  readonly add: (settle: (outcome: Outcome) => void, timeoutMs: number) => number;
  readonly settle: (id: number, outcome: Outcome) => void;
  readonly failAll: (error: FunctionError) => void;
  readonly isOpen: () => boolean;
  readonly close: () => void;
};

type Entry = { readonly settle: (outcome: Outcome) => void; readonly timer: NodeJS.Timeout };

/**
 * The invocations that run in a copy. After a timeout the copy is closed, as Lambda gives it up: what else runs
 * in it may end, nothing new begins in it; when it is closed and empty, `onEmpty` ends it.
 */
function createPending(onEmpty: () => void): Pending {
  const entries = new Map<number, Entry>();
  let isOpen = true;
  let lastId = 0;
  const settle = (id: number, outcome: Outcome): void => {
    const entry = entries.get(id);
    if (entry === undefined) return;
    entries.delete(id);
    clearTimeout(entry.timer);
    entry.settle(outcome);
    if (!isOpen && entries.size === 0) onEmpty();
  };
  const expire = (id: number, timeoutMs: number): void => {
    isOpen = false;
    const errorMessage = `Task timed out after ${(timeoutMs / 1000).toFixed(2)} seconds`;
    settle(id, { ok: false, error: { errorType: "Sandbox.Timedout", errorMessage } });
  };
  return {
    add: (settleEntry, timeoutMs) => {
      lastId += 1;
      entries.set(lastId, { settle: settleEntry, timer: setTimeout(expire, timeoutMs, lastId, timeoutMs) });
      return lastId;
    },
    settle,
    failAll: (error) => {
      isOpen = false;
      for (const id of entries.keys()) settle(id, { ok: false, error });
    },
    isOpen: () => isOpen,
    close: () => {
      isOpen = false;
    },
  };
}
