import { loadavg } from "node:os";
import { setTimeout as pause } from "node:timers/promises";
import { ensureAssembly } from "../../infra/local/synthesise.ts";
import type { PlacedCase } from "./callback-cloud.ts";
import { withCloud, type World } from "./callback-world.ts";
import { requestBytes } from "./keep-alive-line.ts";
import { spread, workedOff } from "./load.ts";
import { interleaved, median, percentile, rounded, say, type Bench, type Pair } from "./measure.ts";
import { orderReceiver, type OrderReceiver } from "./order-receiver.ts";
import { paymentCallback, signedCallback, type SignedCallback } from "./payment-callback.ts";

const full = { rounds: 10, perRound: 20, warmUp: 2_000 };
const tiny: typeof full = { rounds: 1, perRound: 2, warmUp: 32 };

/** Connections that carry payments; disputes go over one of their own. */
const CONNECTIONS = 16;
/** Accounts that get payments, so that no two of one meet. */
const PAYING = 64;
/** How much of what the gateway takes at most is sent as load: in the cloud, the workers have CPUs of their own. */
const LOAD_SHARE = 0.5;
/** Up to so long between one order and the next dispute: never in step with what is polled. */
const PAUSE_MS_MAX = 100;

/** What one round saw: milliseconds from the answer to the order, and how many payments a second went in meanwhile. */
type Round = { readonly orderMs: readonly number[]; readonly paymentsPerSecond: number };

/**
 * From the answer to a dispute until the agency has the signed order to stop, through stream, outbox, two queues and
 * two workers of the local cloud: idle, and while payments come in. Less is better.
 */
export const dispute: Bench = async ({ smoke }) => {
  const sizes = smoke ? tiny : full;
  await ensureAssembly(say);
  const receiver = await orderReceiver();
  const wanted = {
    record: false,
    acknowledged: true,
    accounts: PAYING + 1 + 2 * sizes.rounds * sizes.perRound,
    connections: CONNECTIONS + 1,
    endpointUrl: receiver.url,
  };
  try {
    return [await withCloud(wanted, (world) => measured(world, receiver, sizes))];
  } finally {
    receiver.close();
  }
};

async function measured(world: World, receiver: OrderReceiver, sizes: typeof full) {
  const disputed = world.placements.slice(PAYING).values();
  const bestPerSecond = (await payAtMost(world, sizes.warmUp)).perSecond;
  await orderMs(world, receiver, disputed.next().value);
  const round = async (): Promise<readonly number[]> => {
    const all: number[] = [];
    while (all.length < sizes.perRound) all.push(await orderMs(world, receiver, disputed.next().value));
    return all;
  };
  const pairs = await interleaved<Round>(
    sizes.rounds,
    {
      ours: () => underPayments(world, bestPerSecond * LOAD_SHARE, round),
      theirs: async () => ({ orderMs: await round(), paymentsPerSecond: 0 }),
    },
    ({ ours, theirs }, n) =>
      say(
        `dispute: round ${n + 1} of ${sizes.rounds}: median ${Math.round(median(ours.orderMs))} ms at ${Math.round(ours.paymentsPerSecond)} payments/s, idle ${Math.round(median(theirs.orderMs))} ms`,
      ),
  );
  return resultOf(pairs, bestPerSecond);
}

/** Raises a dispute on an account that has none, and waits for the order. */
async function orderMs(
  { seat, lines, host }: World,
  receiver: OrderReceiver,
  placed: PlacedCase | undefined,
): Promise<number> {
  if (placed === undefined) throw new Error("too few accounts were placed");
  const { placementId } = placed;
  const data = { type: "AMOUNT_WRONG", narrative: "I paid the late fee in June." };
  const callback = signedCallback(seat, placementId, { eventType: "dispute.raised", data });
  const answer = await lines[CONNECTIONS]?.send(bytesOf(callback, host));
  const answeredAt = performance.now();
  if (answer?.status !== 202) throw new Error(`a dispute was answered ${String(answer?.body)}`);
  const orderedAt = await receiver.orderFor(placementId, seat.webhookSecret);
  await pause(Math.random() * PAUSE_MS_MAX);
  return orderedAt - answeredAt;
}

const bytesOf = ({ path, headers, body }: SignedCallback, host: string): Buffer =>
  requestBytes(path, { host, ...headers }, body);

async function pay({ seat, placements, lines, host }: World, n: number, line: number): Promise<void> {
  // Each account always on the same connection.
  const { placementId } = placements[(line + n * CONNECTIONS) % PAYING] ?? { placementId: "" };
  const answer = await lines[line]?.send(bytesOf(paymentCallback(seat, placementId), host));
  if (answer?.status !== 202) throw new Error(`a payment was answered ${String(answer?.body)}`);
}

/** As many payments as go in, one after the other on every connection. */
const payAtMost = async (world: World, count: number) =>
  workedOff(
    spread(count, CONNECTIONS, (n) => n),
    async (n, line) => pay(world, n, line),
  );

/** Does something while so many payments a second are sent, each connection at its own even pace. */
async function underPayments(
  world: World,
  perSecond: number,
  work: () => Promise<readonly number[]>,
): Promise<Round> {
  const startedAt = performance.now();
  const everyMs = (CONNECTIONS * 1000) / perSecond;
  const over = new AbortController();
  let sent = 0;
  const paying = Array.from({ length: CONNECTIONS }, async (_, line) => {
    for (let n = 0; !over.signal.aborted; n += 1) {
      const dueAt = startedAt + (n + line / CONNECTIONS) * everyMs;
      await pause(Math.max(0, dueAt - performance.now()));
      await pay(world, n, line);
      sent += 1;
    }
  });
  const working = work().finally(() => over.abort());
  const [all] = await Promise.all([working, ...paying]);
  return { orderMs: all, paymentsPerSecond: (sent * 1000) / (performance.now() - startedAt) };
}

function resultOf(pairs: readonly Pair<Round>[], bestPerSecond: number) {
  const loaded = pairs.flatMap(({ ours }) => ours.orderMs);
  const idle = pairs.flatMap(({ theirs }) => theirs.orderMs);
  return {
    bench: "dispute",
    value: rounded(percentile(loaded, 0.99), 1),
    unit: "ms p99 from the answer to the signed order to stop, while payments come in",
    ratio: rounded(percentile(loaded, 0.99) / percentile(idle, 0.99)),
    against: "the same while nothing else comes in",
    p50Ms: rounded(percentile(loaded, 0.5), 1),
    idleP50Ms: rounded(percentile(idle, 0.5), 1),
    idleP99Ms: rounded(percentile(idle, 0.99), 1),
    paymentsPerSecond: rounded(median(pairs.map(({ ours }) => ours.paymentsPerSecond)), 0),
    bestPaymentsPerSecond: rounded(bestPerSecond, 0),
    disputes: loaded.length + idle.length,
    loadAverage: rounded(loadavg()[0] ?? 0, 1),
  };
}
