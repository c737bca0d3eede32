import { setTimeout as delay } from "node:timers/promises";
import { batchResult } from "./batch-response.ts";
import type { Outcome } from "../lambda/lambda-protocol.ts";
import type { StreamSourcePlan } from "../plan/plan-model.ts";
import type { StreamRecord } from "./stream-api.ts";

export type StreamBatchSettings = {
  readonly source: StreamSourcePlan;
  readonly invoke: (functionArn: string, payload: string) => Promise<Outcome>;
  /** Where records go that failed as often as the template allows. */
  readonly giveUp: (records: readonly StreamRecord[], reason: string) => Promise<void>;
  readonly isStopping: () => boolean;
};

type Batch = { readonly records: readonly StreamRecord[]; readonly attempts: number };

const retryPauseMsMax = 2_000;

/**
 * Hands a batch over until it is handled or given up; `false` when the local cloud stops before that.
 * A reported failure is the checkpoint: what precedes it is done. A batch that fails as a whole is halved
 * when the template bisects, and halving costs no attempt; a retry does.
 */
export async function handOver(
  records: readonly StreamRecord[],
  settings: StreamBatchSettings,
): Promise<boolean> {
  const queue: Batch[] = [{ records, attempts: 0 }];
  for (let batch = queue.shift(); batch !== undefined; batch = queue.shift()) {
    if (settings.isStopping()) return false;
    const left = await attempt(batch, settings);
    queue.unshift(...left);
  }
  return true;
}

async function attempt(
  { records, attempts }: Batch,
  settings: StreamBatchSettings,
): Promise<readonly Batch[]> {
  const { source, invoke, giveUp } = settings;
  const outcome = await invoke(source.functionArn, JSON.stringify(streamEvent(records, source.streamArn)));
  const ids = records.map(({ dynamodb }) => dynamodb.SequenceNumber);
  const result = batchResult(outcome, ids, source.reportsItemFailures);
  if (result.kind === "handled") return [];
  const firstFailed = result.kind === "partly" ? ids.findIndex((id) => result.failedIds.has(id)) : 0;
  const left = records.slice(firstFailed);
  if (firstFailed === 0 && source.bisects && left.length > 1) return halves(left, attempts);
  if (source.retriesMax !== undefined && attempts >= source.retriesMax) {
    await giveUp(left, result.kind === "failed" ? result.reason : "reported as failed");
    return [];
  }
  if (firstFailed === 0) await delay(Math.min(retryPauseMsMax, 50 * 2 ** attempts));
  return [{ records: left, attempts: attempts + 1 }];
}

function halves(records: readonly StreamRecord[], attempts: number): readonly Batch[] {
  const middle = Math.ceil(records.length / 2);
  return [
    { records: records.slice(0, middle), attempts },
    { records: records.slice(middle), attempts },
  ];
}

function streamEvent(records: readonly StreamRecord[], eventSourceARN: string): unknown {
  const awsRegion = eventSourceARN.split(":")[3] ?? "";
  return { Records: records.map((record) => ({ ...record, awsRegion, eventSourceARN })) };
}
