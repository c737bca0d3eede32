import { loadavg } from "node:os";
import { tendBreakers } from "../../shared/deliveries/tend-breakers.ts";
import { breakerStore } from "../../shared/deliveries/breaker-store.ts";
import { laneStore } from "../../shared/deliveries/lane-store.ts";
import { tellBreaker } from "../../shared/deliveries/tell-breaker.ts";
import { instantOf } from "../../shared/kernel/time.ts";
import { startChild } from "./child.ts";
import { anAgencyAt, aTable, bareLoop, oneEventEach, type BenchAgency } from "./delivery-world.ts";
import { cpuUs, workedOff, type Round } from "./load.ts";
import { interleaved, median, percentile, rounded, say, type Bench, type Result } from "./measure.ts";
import type { ReceiverQuestion } from "./delivery-receiver.ts";

/** Posts under way at the same time, of ours and of the floor's alike: a worker's batch is up to ten. */
const IN_FLIGHT = 8;

const AGENCY_COUNT = 10;

type Scale = { readonly lanes: number; readonly rounds: number };
const scales = { full: { lanes: 512, rounds: 9 }, smoke: { lanes: 8, rounds: 1 } } as const satisfies Record<
  string,
  Scale
>;

/** The body that a hold's release has; what the floor posts is as long. */
const BODY = JSON.stringify({
  specVersion: "1.0",
  eventId: "evt_01JB4R0E3SH5G9V1XJ7P2M4WQC_7",
  eventType: "hold.release",
  placementId: "plc_01JB4R0E3SH5G9V1XJ7P2M4WQC_1",
  occurredAt: "2026-03-02T12:00:00.000Z",
  data: { holdId: "hld_1", type: "DISPUTE" },
});

export const delivery: Bench = async ({ smoke }) => {
  const scale = smoke ? scales.smoke : scales.full;
  const receiver = startChild({ file: "./delivery-receiver.ts" });
  const { store, stop } = await aTable();
  try {
    const port = await receiver.ask<number>({ ask: "start" } satisfies ReceiverQuestion);
    const origin = `http://127.0.0.1:${port}`;
    const behave = async (latencyMs: number, down: readonly string[] = []) =>
      receiver.ask({ ask: "behave", latencyMs, down } satisfies ReceiverQuestion);
    const taken = async (path: string) =>
      receiver.ask<readonly string[]>({ ask: "taken", path } satisfies ReceiverQuestion);
    const one = await anAgencyAt(origin, { path: "/one", lanes: scale.lanes, store });
    const results: Result[] = [];
    for (const latencyMs of [0, 25]) {
      await behave(latencyMs);
      results.push(await throughput(one, { url: `${origin}/one`, latencyMs, scale }));
    }
    await behave(25);
    const many: BenchAgency[] = [];
    for (let n = 0; n < AGENCY_COUNT; n += 1)
      many.push(await anAgencyAt(origin, { path: `/many-${n}`, lanes: Math.ceil(scale.lanes / 8), store }));
    results.push(await isolation(many, { behave, taken, rounds: scale.rounds }));
    return results;
  } finally {
    await receiver.stop();
    await stop();
  }
};

const dealt = <T>(all: readonly T[]): readonly (readonly T[])[] =>
  Array.from({ length: IN_FLIGHT }, (_, list) => all.filter((__, n) => n % IN_FLIGHT === list));

/** Works lists off and counts what CPU that took in this process, a task. */
async function counted<T>(
  lists: readonly (readonly T[])[],
  work: (task: T) => Promise<void>,
): Promise<Round> {
  const before = cpuUs();
  const done = await workedOff(lists, work);
  return { ...done, cpuUs: (cpuUs() - before) / done.latenciesMs.length };
}

async function throughput(
  agency: BenchAgency,
  { url, latencyMs, scale }: { readonly url: string; readonly latencyMs: number; readonly scale: Scale },
): Promise<Result> {
  const bare = bareLoop(url, agency.secret);
  const ours = async (): Promise<Round> => {
    const messages = await oneEventEach(agency);
    return counted(dealt(messages), async (body) => {
      if ((await agency.useCases.work(body)) !== undefined) throw new Error("an event was not taken");
    });
  };
  const theirs = async (): Promise<Round> =>
    counted(dealt(agency.cases), async ({ account }) => bare(account.accountId, BODY));
  await ours();
  await theirs();
  const pairs = await interleaved(scale.rounds, { ours, theirs }, (pair, round) =>
    say(
      `delivery ${latencyMs} ms, round ${round + 1}: ${rounded(pair.ours.perSecond, 0)}/s of ${rounded(pair.theirs.perSecond, 0)}/s`,
    ),
  );
  const all = pairs.flatMap((pair) => pair.ours.latenciesMs);
  return {
    bench: `delivery-${latencyMs}ms`,
    value: rounded(median(pairs.map((pair) => pair.ours.perSecond)), 0),
    unit: "deliveries/s",
    ratio: rounded(median(pairs.map((pair) => pair.ours.perSecond / pair.theirs.perSecond))),
    against: "bare undici loop that signs and posts the same body",
    inFlight: IN_FLIGHT,
    barePerSecond: rounded(median(pairs.map((pair) => pair.theirs.perSecond)), 0),
    cpuUs: rounded(median(pairs.map((pair) => pair.ours.cpuUs)), 0),
    bareCpuUs: rounded(median(pairs.map((pair) => pair.theirs.cpuUs)), 0),
    p50Ms: rounded(percentile(all, 0.5), 1),
    p99Ms: rounded(percentile(all, 0.99), 1),
    loadAverage: rounded(loadavg()[0] ?? 0),
  };
}

type Outside = {
  readonly behave: (latencyMs: number, down?: readonly string[]) => Promise<unknown>;
  readonly taken: (path: string) => Promise<readonly string[]>;
  readonly rounds: number;
};

/** One of ten agencies down: what the other nine notice, and whether it gets everything in order afterwards. */
async function isolation(agencies: readonly BenchAgency[], outside: Outside): Promise<Result> {
  const [down, ...others] = agencies as [BenchAgency, ...BenchAgency[]];
  const withAllUp: number[] = [];
  const withOneDown: number[] = [];
  await round(agencies, others);
  for (let n = 0; n < outside.rounds; n += 1) {
    await outside.behave(25);
    withAllUp.push(...(await round(agencies, others)));
    await outside.behave(25, [down.path]);
    withOneDown.push(...(await round(agencies, others)));
    await outside.behave(25);
    await recover(down);
  }
  const [up, broken] = [percentile(withAllUp, 0.99), percentile(withOneDown, 0.99)];
  const inOrder = isInOrder(await outside.taken(down.path), down);
  return {
    bench: "delivery-isolation",
    value: rounded(broken, 1),
    unit: "ms p99 of nine agencies while the tenth is down",
    ratio: rounded(broken / up),
    against: "the same with all ten up",
    inFlight: IN_FLIGHT,
    upP99Ms: rounded(up, 1),
    recoveredInOrder: inOrder,
    loadAverage: rounded(loadavg()[0] ?? 0),
  };
}

/** One event for every placement of every agency, mixed. @returns the latencies of `watched` */
async function round(agencies: readonly BenchAgency[], watched: readonly BenchAgency[]): Promise<number[]> {
  const announced = await Promise.all(
    agencies.map(async (agency) => (await oneEventEach(agency)).map((body) => ({ agency, body }))),
  );
  const length = Math.max(...announced.map((messages) => messages.length));
  const mixed = Array.from({ length }, (_, n) => announced.flatMap((messages) => messages[n] ?? [])).flat();
  const latencies: number[] = [];
  await workedOff(dealt(mixed), async ({ agency, body }) => {
    const startedAt = performance.now();
    await agency.useCases.work(body);
    if (watched.includes(agency)) latencies.push(performance.now() - startedAt);
  });
  return latencies;
}

/** What the operator does, and then the clock. */
async function recover({ world, useCases }: BenchAgency): Promise<void> {
  const { reader, update } = world.store;
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const deps = {
    breakers: breakerStore(reader),
    lanes: laneStore(reader),
    update,
    log,
    sendHint: useCases.hint,
  };
  await tellBreaker(deps, world.primary, { kind: "enabled", at: instantOf(Date.now()) });
  await tendBreakers(deps)(instantOf(Date.now()));
  // A few lanes failed before the breaker opened and wait for seconds; the rest was parked.
  for (let n = 0; n < 40; n += 1) {
    for (const { body } of world.queue.splice(0)) await useCases.work(body);
    const waits = world.queue.length;
    if (waits === 0 && n > 2) return;
  }
}

function isInOrder(taken: readonly string[], { cases }: BenchAgency): boolean {
  const first = [...new Set(taken)];
  return cases.every(({ eventIds }) => {
    const own = first.filter((eventId) => eventIds.includes(eventId));
    return own.every(
      (eventId, n) => n === 0 || eventIds.indexOf(eventId) > eventIds.indexOf(own[n - 1] ?? ""),
    );
  });
}
