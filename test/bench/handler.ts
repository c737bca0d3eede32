import { loadavg } from "node:os";
import { startChild } from "./child.ts";
import type { Cost, HandlerQuestion } from "./handler-process.ts";
import { interleaved, median, rounded, say, type Bench } from "./measure.ts";

const full = { warmUp: 2_000, ours: 2_000, sdk: 1_000, rounds: 9 };
const tiny: typeof full = { warmUp: 20, ours: 20, sdk: 10, rounds: 2 };

/**
 * CPU of everything that is ours in one payment callback – HTTP, keys, signature, schemas, decision, transaction,
 * log line – against the CPU of the two SDK calls in the same process. Less is better.
 */
export const handler: Bench = async ({ smoke }) => {
  const sizes = smoke ? tiny : full;
  const dynamodb = startChild({ file: "canned-dynamodb.ts" });
  const port = await dynamodb.ask<number>({});
  const child = startChild({ file: "handler-process.ts", env: environment(port) });
  const cost = (ask: HandlerQuestion["ask"], count: number): Promise<Cost> =>
    child.ask({ ask, count } satisfies HandlerQuestion);
  try {
    await cost("ours", sizes.warmUp);
    await cost("sdk", sizes.warmUp);
    const pairs = await interleaved(
      sizes.rounds,
      { ours: () => cost("ours", sizes.ours), theirs: () => cost("sdk", sizes.sdk) },
      ({ ours, theirs }, round) =>
        say(
          `handler: round ${round + 1} of ${sizes.rounds}: ours ${Math.round(ours.us)} µs, SDK calls ${Math.round(theirs.us)} µs`,
        ),
    );
    return [
      {
        bench: "handler",
        value: rounded(median(pairs.map(({ ours }) => ours.us)), 0),
        unit: "µs of CPU a callback",
        ratio: rounded(median(pairs.map(({ ours, theirs }) => ours.us / theirs.us)), 3),
        against: "the SDK's GetItem and TransactWriteItems of the same callback",
        sdkUs: rounded(median(pairs.map(({ theirs }) => theirs.us)), 0),
        rounds: pairs.length,
        loadAverage: rounded(loadavg()[0] ?? 0, 1),
      },
    ];
  } finally {
    await child.stop();
    await dynamodb.stop();
  }
};

const environment = (port: number): Readonly<Record<string, string>> => ({
  STAGE: "local",
  LOG_LEVEL: "INFO",
  TABLE_NAME: "bench",
  AWS_REGION: "us-east-1",
  AWS_ACCESS_KEY_ID: "local",
  AWS_SECRET_ACCESS_KEY: "local",
  AWS_CONFIG_FILE: "/dev/null",
  AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
  AWS_ENDPOINT_URL_DYNAMODB: `http://127.0.0.1:${port}`,
});
