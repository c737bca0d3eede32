/* oxlint-disable unicorn/require-post-message-target-origin -- threads have no origin; the rule is for windows */
import { randomUUID } from "node:crypto";
import { openSync, writeSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { parentPort, workerData } from "node:worker_threads";
import type { FunctionError, InvokeMessage, WorkerMessage, WorkerStart } from "./lambda-protocol.ts";
import { recordCalls } from "./record-calls.ts";
import { installVirtualTime, sharedOffset } from "../clock/virtual-time.ts";

// The thread of one function: what the Lambda runtime does around a handler, and nothing more.

const start = startOf(workerData);
type Handler = (event: unknown, context: unknown) => unknown;

const log = openSync(start.logFile, "a");
redirect(process.stdout);
redirect(process.stderr);
installVirtualTime(sharedOffset(start.clock));
if (start.recordedS3Port !== undefined) {
  recordCalls(start.recordedS3Port, (call) => send({ kind: "called", call }));
}

const handler = await loadHandler();
parentPort?.on("message", (message: InvokeMessage) => void invoke(message));
send({ kind: "ready" });

async function invoke({ id, payload, timeoutMs }: InvokeMessage): Promise<void> {
  try {
    const result: unknown = await handler(JSON.parse(payload), contextFor(timeoutMs));
    send({ kind: "done", id, payload: JSON.stringify(result) ?? "null" });
  } catch (error) {
    const failure = toFunctionError(error);
    const stack = error instanceof Error ? error.stack?.split("\n") : undefined;
    writeSync(log, `${JSON.stringify({ level: "ERROR", message: "Invoke Error", ...failure, stack })}\n`);
    send({ kind: "failed", id, error: failure });
  }
}

/** The host and this thread are one program: what it starts us with needs no checking. */
function startOf(given: WorkerStart): WorkerStart {
  return given;
}

async function loadHandler(): Promise<Handler> {
  const module: unknown = await import(pathToFileURL(start.modulePath).href);
  const exported: unknown =
    typeof module === "object" && module !== null ? Reflect.get(module, start.exportName) : undefined;
  if (typeof exported !== "function")
    throw new Error(`${start.modulePath} exports no function ${start.exportName}`);
  return (event, context) => Reflect.apply(exported, undefined, [event, context]);
}

function contextFor(timeoutMs: number): unknown {
  const deadline = performance.now() + timeoutMs;
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName: start.functionName,
    functionVersion: "$LATEST",
    invokedFunctionArn: start.functionArn,
    memoryLimitInMB: String(start.memoryMb),
    awsRequestId: randomUUID(),
    logGroupName: `/aws/lambda/${start.functionName}`,
    logStreamName: "local",
    getRemainingTimeInMillis: () => Math.max(0, Math.round(deadline - performance.now())),
  };
}

function toFunctionError(error: unknown): FunctionError {
  if (error instanceof Error) return { errorType: error.name, errorMessage: error.message };
  return { errorType: "Error", errorMessage: String(error) };
}

function send(message: WorkerMessage): void {
  parentPort?.postMessage(message);
}

/** Straight to the file, so that nothing is lost when the thread is ended and the host does no work for it. */
function redirect(stream: NodeJS.WriteStream): void {
  const write = (chunk: string | Uint8Array, ...others: readonly unknown[]): boolean => {
    if (typeof chunk === "string") writeSync(log, chunk);
    else writeSync(log, chunk);
    const callback = others.at(-1);
    if (typeof callback === "function") callback();
    return true;
  };
  Object.defineProperty(stream, "write", { value: write });
}
