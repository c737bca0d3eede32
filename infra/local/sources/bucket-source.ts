import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { ListObjectsV2Command, S3Client, type _Object } from "@aws-sdk/client-s3";
import * as z from "zod";
import type { Outcome } from "../lambda/lambda-protocol.ts";
import { createLoop } from "./looping.ts";
import type { Emulators } from "../stores/emulators.ts";
import type { BucketPlan, NotificationPlan, ObjectRulePlan } from "../plan/plan-model.ts";
import { positionFile } from "./position-file.ts";
import type { EventSource } from "./sources-model.ts";
import { createWaiter } from "./waiter.ts";

export type BucketSourceSettings = {
  readonly bucket: BucketPlan;
  readonly rules: readonly ObjectRulePlan[];
  /** Puts an event of EventBridge into the queue that a rule names. */
  readonly send: (queueArn: string, event: unknown) => Promise<void>;
  /** Changes of objects, in any bucket: without one since the last look, there is nothing new. */
  readonly writes: Emulators["objectWrites"];
  readonly accountId: string;
  readonly port: number;
  readonly region: string;
  readonly dataDir: string | undefined;
  readonly now: () => Date;
  readonly invoke: (functionArn: string, payload: string) => Promise<Outcome>;
  readonly report: (problem: unknown) => void;
};

const pollPause = { leastMs: 20, mostMs: 250 };
const attemptsMax = 3;

/**
 * Tells functions and EventBridge's rules of new objects. It compares the bucket's listing with what it has told, so that nothing is
 * lost when the local cloud is killed between an upload and its notification; an object overwritten twice within
 * a quarter of a second is told once.
 */
export function createBucketSource(
  settings: BucketSourceSettings,
): EventSource & { readonly hint: () => void } {
  const { bucket, port, region, dataDir, report } = settings;
  const s3 = new S3Client({
    endpoint: `http://127.0.0.1:${port}`,
    region,
    forcePathStyle: true,
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  });
  const told = toldObjects(dataDir, bucket.name);
  const waiter = createWaiter();
  let polling: Promise<void> = Promise.resolve();

  let seenUpTo = -1;

  const poll = async (): Promise<void> => {
    const { begun, ended } = settings.writes();
    if (begun === seenUpTo) return;
    for (const object of await listObjects(s3, bucket.name)) {
      if (looping.isStopping() || !isOfInterest(object, settings) || told.has(object)) continue;
      await tell(object, settings);
      told.add(object);
    }
    // What had not ended may not have been listed.
    if (ended === begun) seenUpTo = begun;
  };
  const pollInTurn = (): Promise<void> => {
    polling = polling.then(poll, poll);
    return polling;
  };
  const looping = createLoop(async () => {
    await pollInTurn();
    if (!looping.isStopping()) await waiter.wait(pollPause);
  }, report);
  return {
    start: async () => looping.start(),
    hint: waiter.hint,
    settled: pollInTurn,
    busyWith: async () => undefined,
    stop: async () => {
      const stopped = looping.stop();
      waiter.wake();
      await stopped;
      s3.destroy();
    },
  };
}

type ToldObjects = {
  readonly has: (object: _Object) => boolean;
  readonly add: (object: _Object) => void;
};

/** Which version of which object has been told, kept over a restart. */
function toldObjects(dataDir: string | undefined, bucket: string): ToldObjects {
  const path = dataDir === undefined ? undefined : join(dataDir, "told-objects", `${bucket}.json`);
  const file = positionFile(path, z.record(z.string(), z.string()), {});
  const told = new Map(Object.entries(file.read()));
  const versionOf = ({ ETag, LastModified }: _Object): string =>
    `${ETag ?? ""} ${LastModified?.toISOString() ?? ""}`;
  return {
    has: (object) => told.get(object.Key ?? "") === versionOf(object),
    add: (object) => {
      told.set(object.Key ?? "", versionOf(object));
      file.write(Object.fromEntries(told));
    },
  };
}

async function listObjects(s3: S3Client, Bucket: string): Promise<readonly _Object[]> {
  const found: _Object[] = [];
  let ContinuationToken: string | undefined;
  do {
    const page = await s3.send(new ListObjectsV2Command({ Bucket, ContinuationToken }));
    found.push(...(page.Contents ?? []));
    ContinuationToken = page.NextContinuationToken;
  } while (ContinuationToken !== undefined);
  return found;
}

async function tell(
  object: _Object,
  { bucket, rules, region, accountId, now, invoke, send, report }: BucketSourceSettings,
): Promise<void> {
  const key = object.Key ?? "";
  for (const rule of rules.filter(({ prefix }) => key.startsWith(prefix)))
    await send(rule.queueArn, objectCreated(object, bucket, { region, accountId, at: now() }));
  const interested = bucket.notifications.filter((each) => concerns(each, key));
  const payload = JSON.stringify({ Records: [notificationRecord(object, bucket, { region, at: now() })] });
  for (const { functionArn } of interested) {
    for (let attempt = 1; attempt <= attemptsMax; attempt += 1) {
      const outcome = await invoke(functionArn, payload);
      if (outcome.ok) break;
      if (attempt === attemptsMax) report(new Error(`${functionArn} failed for s3://${bucket.name}/${key}`));
    }
  }
}

/** What nobody hears of need not be remembered. */
const isOfInterest = ({ Key = "" }: _Object, { bucket, rules }: BucketSourceSettings): boolean =>
  bucket.notifications.some((each) => concerns(each, Key)) ||
  rules.some(({ prefix }) => Key.startsWith(prefix));

function concerns({ prefix, suffix }: NotificationPlan, key: string): boolean {
  return key.startsWith(prefix) && key.endsWith(suffix);
}

function notificationRecord(
  object: _Object,
  bucket: BucketPlan,
  { region, at }: { readonly region: string; readonly at: Date },
): unknown {
  return {
    eventVersion: "2.1",
    eventSource: "aws:s3",
    awsRegion: region,
    eventTime: at.toISOString(),
    eventName: "ObjectCreated:Put",
    userIdentity: { principalId: "local" },
    requestParameters: { sourceIPAddress: "127.0.0.1" },
    responseElements: { "x-amz-request-id": randomUUID() },
    s3: {
      s3SchemaVersion: "1.0",
      bucket: { name: bucket.name, ownerIdentity: { principalId: "local" }, arn: bucket.arn },
      object: {
        // As S3 writes keys in events: form-encoded.
        key: encodeURIComponent(object.Key ?? "")
          .replaceAll("%20", "+")
          .replaceAll("%2F", "/"),
        size: object.Size ?? 0,
        eTag: (object.ETag ?? "").replaceAll('"', ""),
        sequencer: at.getTime().toString(16).toUpperCase(),
      },
    },
  };
}

/** As S3 tells EventBridge. */
const objectCreated = (
  object: _Object,
  bucket: BucketPlan,
  { region, accountId, at }: { readonly region: string; readonly accountId: string; readonly at: Date },
): unknown => ({
  version: "0",
  id: randomUUID(),
  "detail-type": "Object Created",
  source: "aws.s3",
  account: accountId,
  time: at.toISOString(),
  region,
  resources: [bucket.arn],
  detail: {
    version: "0",
    bucket: { name: bucket.name },
    object: {
      key: object.Key ?? "",
      size: object.Size ?? 0,
      etag: (object.ETag ?? "").replaceAll('"', ""),
      sequencer: at.getTime().toString(16).toUpperCase(),
    },
    "request-id": randomUUID(),
    requester: accountId,
    reason: "PutObject",
  },
});
