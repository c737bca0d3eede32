/* oxlint-disable unicorn/require-post-message-target-origin -- threads have no origin; the rule is for windows */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import * as z from "zod";
import { compileCache } from "../compile-cache.ts";
import { AwsJsonError, connectAwsJson, type AwsJson } from "./aws-json.ts";
import { emulatorReplySchema, type EmulatorReply, type QueueState } from "./emulators-model.ts";
import { freePort } from "../free-port.ts";
import type { BucketPlan, QueuePlan } from "../plan/plan-model.ts";
import type { SharedOffset } from "../clock/virtual-time.ts";

/** SQS and S3. */
export type Emulators = {
  readonly port: number;
  readonly connectSqs: () => AwsJson;
  readonly queueState: (queue: string) => Promise<QueueState>;
  /** How many changes of objects have begun, and how many of them have ended. */
  readonly objectWrites: () => ObjectWrites;
  /** Empties every queue and bucket. */
  readonly reset: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

type ObjectWrites = { readonly begun: number; readonly ended: number };

export type EmulatorSettings = {
  readonly clock: SharedOffset;
  readonly region: string;
  readonly dataDir: string | undefined;
};

/** Starts the SQS and S3 emulator in a thread; with a data folder every change is on disk before it is answered. */
export async function startEmulators({ clock, region, dataDir }: EmulatorSettings): Promise<Emulators> {
  const folder = dataDir === undefined ? undefined : join(dataDir, "queues-and-buckets");
  if (folder !== undefined) await mkdir(folder, { recursive: true });
  const objectWrites = new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT);
  const counts = new Int32Array(objectWrites);
  const workerData = { clock: clock.buffer, objectWrites, region, port: await freePort(), dataDir: folder };
  const worker = new Worker(new URL("./emulators-worker.ts", import.meta.url), {
    workerData,
    env: { ...process.env, ...compileCache },
    execArgv: [],
  });
  const ask = requests(worker);
  const { port = 0 } = await ask.started;
  return {
    port,
    connectSqs: () => connectAwsJson({ port, prefix: "AmazonSQS", service: "sqs", region }),
    queueState: stateReader(ask),
    objectWrites: () => ({ begun: Atomics.load(counts, 0), ended: Atomics.load(counts, 1) }),
    reset: async () => {
      await ask.send("reset");
    },
    stop: async () => {
      await ask.send("stop");
      await worker.terminate();
    },
  };
}

type Requests = {
  readonly started: Promise<EmulatorReply>;
  readonly send: (command: string, queues?: readonly string[]) => Promise<EmulatorReply>;
};

/** Reads the states of queues: all that are asked for at once are one message. */
function stateReader({ send }: Requests): Emulators["queueState"] {
  let asked: string[] = [];
  let answer: Promise<EmulatorReply> | undefined;
  return async (queue) => {
    const index = asked.push(queue) - 1;
    answer ??= Promise.resolve().then(() => {
      const queues = asked;
      [asked, answer] = [[], undefined];
      return send("states", queues);
    });
    const state = (await answer).states?.[index];
    if (state === undefined) throw new Error(`the emulator knows no queue ${queue}`);
    return state;
  };
}

function requests(worker: Worker): Requests {
  const waiting = new Map<number, PromiseWithResolvers<EmulatorReply>>();
  const expect = (id: number): Promise<EmulatorReply> => {
    const entry = Promise.withResolvers<EmulatorReply>();
    waiting.set(id, entry);
    return entry.promise;
  };
  worker.on("message", (message: unknown) => {
    const reply = emulatorReplySchema.parse(message);
    waiting.get(reply.id)?.resolve(reply);
    waiting.delete(reply.id);
  });
  worker.on("error", (error) => {
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  });
  let last = 0;
  return {
    started: expect(0),
    send: (command, queues) => {
      last += 1;
      const reply = expect(last);
      worker.postMessage({ id: last, command, queues });
      return reply;
    },
  };
}

const anything = z.looseObject({});

/** Creates a queue, or brings the attributes of the one that is there up to date. */
export async function ensureQueue(sqs: AwsJson, queue: QueuePlan): Promise<void> {
  try {
    await sqs.call("CreateQueue", { QueueName: queue.name, Attributes: queue.attributes }, anything);
  } catch (error) {
    if (!(error instanceof AwsJsonError)) throw error;
    const { FifoQueue: _fixed, ...Attributes } = queue.attributes;
    await sqs.call("SetQueueAttributes", { QueueUrl: queue.url, Attributes }, anything);
  }
}

export async function ensureBucket(port: number, bucket: BucketPlan): Promise<void> {
  const response = await fetch(`http://127.0.0.1:${port}/${bucket.name}`, { method: "PUT" });
  if (!response.ok && response.status !== 409)
    throw new Error(`bucket ${bucket.name}: ${await response.text()}`);
}
