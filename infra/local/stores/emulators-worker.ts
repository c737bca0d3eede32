/* oxlint-disable unicorn/require-post-message-target-origin -- threads have no origin; the rule is for windows */
import { subscribe } from "node:diagnostics_channel";
import { ServerResponse } from "node:http";
import { Server } from "node:net";
import { parentPort, workerData } from "node:worker_threads";
import * as z from "zod";
import { emulatorCommandSchema, type QueueState } from "./emulators-model.ts";
import { repairFauxqs } from "./fauxqs-repair.ts";
import { installVirtualTime, sharedOffset } from "../clock/virtual-time.ts";

// SQS and S3 (fauxqs) in a thread of their own: their CPU does not delay HTTP, and their clock – visibility
// timeouts, delays, deduplication windows – is the virtual one, so that a retry of hours falls due when time is moved.

const settings = z
  .object({
    clock: z.instanceof(SharedArrayBuffer),
    objectWrites: z.instanceof(SharedArrayBuffer),
    region: z.string(),
    port: z.number(),
    dataDir: z.string().optional(),
  })
  .parse(workerData);

installVirtualTime(sharedOffset(settings.clock));
listenOnLoopbackOnly();
countObjectWrites(new Int32Array(settings.objectWrites));
await repairFauxqs();

const { startFauxqs } = await import("fauxqs");
const server = await startFauxqs({
  port: settings.port,
  logger: false,
  defaultRegion: settings.region,
  ...(settings.dataDir === undefined ? {} : { dataDir: settings.dataDir }),
});

parentPort?.on("message", (message: unknown) => {
  const { id, command, queues } = emulatorCommandSchema.parse(message);
  if (command === "states") parentPort?.postMessage({ id, states: queues.map(stateOf) });
  if (command === "reset") {
    server.reset();
    parentPort?.postMessage({ id });
  }
  if (command === "stop") {
    void server.stop().finally(() => {
      parentPort?.postMessage({ id });
      parentPort?.close();
    });
  }
});
parentPort?.postMessage({ id: 0, port: server.port });

function stateOf(queue: string): QueueState {
  const found = server.inspectQueue(queue);
  if (found === undefined) throw new Error(`no queue ${queue}`);
  const { ready, delayed, inflight } = found.messages;
  const now = Date.now();
  const isDue = (instant: number | undefined): boolean => instant === undefined || instant <= now;
  const held = inflight.filter(({ visibilityDeadline }) => !isDue(visibilityDeadline));
  return {
    ready: [
      ...ready,
      ...delayed.filter(({ delayUntil }) => isDue(delayUntil)),
      ...inflight.filter(({ visibilityDeadline }) => isDue(visibilityDeadline)).map(({ message }) => message),
    ].map(({ messageId, body, messageGroupId }) => ({ messageId, body, messageGroupId })),
    delayed: delayed.filter(({ delayUntil }) => !isDue(delayUntil)).length,
    inFlight: held.map(({ receiptHandle }) => receiptHandle),
    blockedGroups: [...new Set(held.map(({ message }) => message.messageGroupId ?? ""))],
  };
}

const Exchange = z.object({
  request: z.object({ method: z.string(), headers: z.record(z.string(), z.unknown()) }),
  response: z.custom<ServerResponse>((value) => value instanceof ServerResponse),
});

/** Whoever looks for new objects need only look when something was written since: counted when it begins and ends. */
function countObjectWrites(counts: Int32Array): void {
  subscribe("http.server.request.start", (message) => {
    const { request, response } = Exchange.parse(message);
    const isRead = request.method === "GET" || request.method === "HEAD";
    if (isRead || request.headers["x-amz-target"] !== undefined) return;
    Atomics.add(counts, 0, 1);
    response.once("close", () => Atomics.add(counts, 1, 1));
  });
}

/** fauxqs listens on every interface and has no option for it; a sandbox must not be open to the network. */
function listenOnLoopbackOnly(): void {
  const listen: unknown = Reflect.get(Server.prototype, "listen");
  if (typeof listen !== "function") return;
  Server.prototype.listen = function listenLocally(this: Server, ...given: readonly unknown[]): Server {
    const [first, ...others] = given;
    const options =
      typeof first === "object" && first !== null && "port" in first
        ? { ...first, host: "127.0.0.1" }
        : first;
    Reflect.apply(listen, this, [options, ...others]);
    return this;
  };
}
