import { loadavg } from "node:os";
import type { AwsCall } from "../../infra/local/lambda/lambda-protocol.ts";
import { ensureAssembly } from "../../infra/local/synthesise.ts";
import { itemBytes, templateOf, writeUnits, type Template } from "./callback-template.ts";
import type { CloudQuestion, CloudReady } from "./callback-cloud.ts";
import type { LoopQuestion } from "./callback-loop.ts";
import { startChild, type Child } from "./child.ts";
import { openLine, requestBytes, type Line } from "./keep-alive-line.ts";
import { spread, workedOff, type Round } from "./load.ts";
import {
  interleaved,
  median,
  percentile,
  rounded,
  say,
  type Bench,
  type Pair,
  type Result,
} from "./measure.ts";
import { paymentCallback } from "./payment-callback.ts";

const CONCURRENCY = 16;
const full = { accounts: 64, counted: 100, warmUp: 2_000, perRound: 500, rounds: 25 };
const tiny: typeof full = { accounts: 16, counted: 16, warmUp: 16, perRound: 32, rounds: 2 };
/** Rounds are short, so that what else the machine does changes between pairs rather than within one. */
const ROUND_SECONDS = 2;

/**
 * Payment callbacks over HTTP through the local cloud, against a bare SDK loop that does the same read and the
 * same transaction on the same table of the same DynamoDB Local. The ratio is of throughputs: more is better.
 */
export const callback: Bench = async ({ smoke }) => {
  const sizes = smoke ? tiny : full;
  await ensureAssembly(say);
  const counted = await withCloud({ record: true, accounts: CONCURRENCY }, (world) =>
    count(world, sizes.counted),
  );
  say(
    `callback: ${JSON.stringify(counted.calls)} a callback, items of ${JSON.stringify(itemBytes(counted.template))} bytes`,
  );
  const pairs = await withCloud({ record: false, accounts: sizes.accounts }, (world) =>
    race(world, counted.template, sizes),
  );
  return [resultOf(pairs, counted)];
};

type World = CloudReady & { readonly child: Child; readonly lines: readonly Line[] };

async function withCloud<T>(
  wanted: { readonly record: boolean; readonly accounts: number },
  use: (world: World) => Promise<T>,
): Promise<T> {
  const child = startChild({ file: "callback-cloud.ts" });
  const lines: Line[] = [];
  try {
    const ready = await child.ask<CloudReady>({ ask: "start", ...wanted } satisfies CloudQuestion);
    while (lines.length < CONCURRENCY) lines.push(await openLine(ready.port));
    return await use({ ...ready, child, lines });
  } finally {
    for (const line of lines) line.close();
    await child.stop();
  }
}

type Counted = { readonly calls: Readonly<Record<string, number>>; readonly template: Template };

/** What the function asks of AWS: not timed, for recording has a price. */
async function count(world: World, callbacks: number): Promise<Counted> {
  const question = { ask: "calls" } satisfies CloudQuestion;
  await throughTheDoor(world, CONCURRENCY); // what is cached for seconds is read now
  const before = await world.child.ask<readonly AwsCall[]>(question);
  await throughTheDoor(world, callbacks);
  const calls = (await world.child.ask<readonly AwsCall[]>(question)).slice(before.length);
  const perCallback: Record<string, number> = {};
  for (const call of calls) {
    const name = nameOf(call);
    perCallback[name] = (perCallback[name] ?? 0) + 1 / callbacks;
  }
  const named = Object.entries(perCallback).map(([name, share]) => [name, rounded(share, 3)]);
  return { calls: Object.fromEntries(named), template: templateOf(calls) };
}

/** Reads are told apart by what they read: agency and key are read anew every few seconds, not every time. */
const nameOf = ({ operation, body }: AwsCall): string => {
  const { Key } = body as { readonly Key?: { readonly sk: { readonly S: string } } };
  return Key === undefined ? operation : `${operation} ${Key.sk.S}`;
};

/** One account's callbacks go over one connection, in order, as an agency sends them. */
async function throughTheDoor(world: World, callbacks: number): Promise<Round> {
  const { seat, placements, port, lines, child } = world;
  const host = `127.0.0.1:${port}`;
  const requests = spread(callbacks, lines.length, (n, list) => {
    const placement = placements[(list + n * lines.length) % placements.length] ?? "";
    const { path, headers, body } = paymentCallback(seat, placement);
    return requestBytes(path, { host, ...headers }, body);
  });
  const cpuUs = (): Promise<number> => child.ask({ ask: "cpu" } satisfies CloudQuestion);
  const before = await cpuUs();
  const worked = await workedOff(requests, async (request, list) => {
    const status = await lines[list]?.send(request);
    if (status !== 202) throw new Error(`a callback was answered ${status}`);
  });
  return { ...worked, cpuUs: ((await cpuUs()) - before) / callbacks };
}

async function race(world: World, template: Template, sizes: typeof full): Promise<readonly Pair<Round>[]> {
  const loop = startChild({ file: "callback-loop.ts" });
  const loopRound = (count: number): Promise<Round> =>
    loop.ask({ ask: "round", count, concurrency: CONCURRENCY } satisfies LoopQuestion);
  try {
    const { dynamodb: endpoint, region } = world;
    await loop.ask({
      ask: "start",
      endpoint,
      region,
      template,
      accounts: sizes.accounts,
    } satisfies LoopQuestion);
    const warm = await throughTheDoor(world, sizes.warmUp);
    await loopRound(sizes.warmUp);
    const perRound = Math.min(sizes.perRound, Math.ceil(warm.perSecond * ROUND_SECONDS));
    return await interleaved(
      sizes.rounds,
      { ours: () => throughTheDoor(world, perRound), theirs: () => loopRound(perRound) },
      ({ ours, theirs }, round) =>
        say(
          `callback: round ${round + 1} of ${sizes.rounds}: ${Math.round(ours.perSecond)} callbacks/s, bare loop ${Math.round(theirs.perSecond)}/s, ratio ${rounded(ours.perSecond / theirs.perSecond, 3)}`,
        ),
    );
  } finally {
    await loop.stop();
  }
}

function resultOf(pairs: readonly Pair<Round>[], { calls, template }: Counted): Result {
  const latencies = pairs.flatMap(({ ours }) => ours.latenciesMs);
  const loopLatencies = pairs.flatMap(({ theirs }) => theirs.latenciesMs);
  return {
    bench: "callback",
    value: rounded(median(pairs.map(({ ours }) => ours.perSecond)), 1),
    unit: "callbacks/s",
    ratio: rounded(median(pairs.map(({ ours, theirs }) => ours.perSecond / theirs.perSecond)), 3),
    against: "bare SDK loop: the same GetItem and TransactWriteItems",
    p50Ms: rounded(percentile(latencies, 0.5)),
    p99Ms: rounded(percentile(latencies, 0.99)),
    loopPerSecond: rounded(median(pairs.map(({ theirs }) => theirs.perSecond)), 1),
    loopP50Ms: rounded(percentile(loopLatencies, 0.5)),
    loopP99Ms: rounded(percentile(loopLatencies, 0.99)),
    cloudCpuUs: rounded(median(pairs.map(({ ours }) => ours.cpuUs)), 0),
    loopCpuUs: rounded(median(pairs.map(({ theirs }) => theirs.cpuUs)), 0),
    rounds: pairs.length,
    calls,
    writeUnits: writeUnits(template),
    itemBytes: itemBytes(template),
    loadAverage: rounded(loadavg()[0] ?? 0, 1),
  };
}
