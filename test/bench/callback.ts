import { loadavg } from "node:os";
import { ensureAssembly } from "../../infra/local/synthesise.ts";
import { recorded, type Recorded } from "./callback-recording.ts";
import type { CloudQuestion } from "./callback-cloud.ts";
import type { LoopQuestion } from "./callback-loop.ts";
import { agencyCase, lifeKinds, schedule, typeOf, type Schedule, type Turn } from "./callback-mix.ts";
import { withCloud, type World } from "./callback-world.ts";
import { startChild, type Child } from "./child.ts";
import { requestBytes } from "./keep-alive-line.ts";
import { workedOff, type Round } from "./load.ts";
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

/** Callbacks are counted by connection. */
const full = { connections: 16, warmUp: 125, perRound: 32, rounds: 25 };
/** Enough for an account of either kind, from its first callback to its last. */
const tiny: typeof full = { connections: 2, warmUp: 2, perRound: 24, rounds: 2 };
/** Rounds are short, so that what else the machine does changes between pairs rather than within one. */
const ROUND_SECONDS = 2;

/**
 * Callbacks of every common type over HTTP through the local cloud, against a bare SDK loop that does the same
 * reads and the same transactions on the same table of the same DynamoDB Local. The ratio is of throughputs: more
 * is better.
 */
export const callback: Bench = async ({ smoke }) => {
  const sizes = smoke ? tiny : full;
  await ensureAssembly(say);
  const { connections } = sizes;
  const start = { acknowledged: false, connections };
  const known = await withCloud({ ...start, record: true, accounts: lifeKinds.length }, recorded);
  say(`callback: ${JSON.stringify(known.costs)}`);
  const plan = schedule(connections, sizes.warmUp + sizes.rounds * sizes.perRound);
  const pairs = await withCloud({ ...start, record: false, accounts: plan.kinds.length }, (world) =>
    race(world, { ...known, plan, sizes }),
  );
  return [resultOf(pairs, known, plan)];
};

type Race = Recorded & { readonly plan: Schedule; readonly sizes: typeof full };

async function race(world: World, { recordings, plan, sizes }: Race): Promise<readonly Pair<Round>[]> {
  const loop = startChild({ file: "callback-loop.ts" });
  try {
    const { dynamodb: endpoint, region } = world;
    const { kinds } = plan;
    await loop.ask({ ask: "start", endpoint, region, recordings, kinds } satisfies LoopQuestion);
    const [ours, theirs] = [taking(plan), taking(plan)];
    const door = throughTheDoor(world);
    const warm = await door(ours(sizes.warmUp));
    await loopRound(loop, theirs(sizes.warmUp));
    const wanted = Math.ceil((warm.perSecond * ROUND_SECONDS) / sizes.connections);
    const perRound = Math.min(sizes.perRound, wanted);
    return await interleaved(
      sizes.rounds,
      {
        ours: async () => door(ours(perRound)),
        theirs: async () => loopRound(loop, theirs(perRound)),
      },
      (pair, round) =>
        say(
          `callback: round ${round + 1} of ${sizes.rounds}: ${Math.round(pair.ours.perSecond)} callbacks/s, bare loop ${Math.round(pair.theirs.perSecond)}/s, ratio ${rounded(pair.ours.perSecond / pair.theirs.perSecond, 3)}`,
        ),
    );
  } finally {
    await loop.stop();
  }
}

const loopRound = (loop: Child, lists: Schedule["lists"]): Promise<Round> =>
  loop.ask({ ask: "round", lists } satisfies LoopQuestion);

/** Takes so many turns more of every connection's. */
function taking({ lists }: Schedule): (count: number) => Schedule["lists"] {
  let taken = 0;
  return (count) => {
    taken += count;
    return lists.map((turns) => turns.slice(taken - count, taken));
  };
}

/** One account's callbacks go over one connection, in order, as an agency sends them. */
function throughTheDoor({ seat, placements, lines, host, child }: World) {
  const cases = placements.map((placed) => agencyCase(seat, placed));
  const task = (turn: Turn) => {
    const agency = cases[turn.life];
    if (agency === undefined) throw new Error("too few accounts were placed");
    const type = typeOf(turn);
    const bytes = (): Buffer => {
      const { path, headers, body } = agency.say(type);
      return requestBytes(path, { host, ...headers }, body);
    };
    // All but what waits for an answer is signed before the round begins.
    const made =
      type === "hold.acknowledged"
        ? bytes
        : (
            (ready) => () =>
              ready
          )(bytes());
    return { type, agency, made };
  };
  const cpuUs = (): Promise<number> => child.ask({ ask: "cpu" } satisfies CloudQuestion);
  return async (lists: Schedule["lists"]): Promise<Round> => {
    const tasks = lists.map((turns) => turns.map(task));
    const count = tasks.reduce((sum, list) => sum + list.length, 0);
    const before = await cpuUs();
    const worked = await workedOff(tasks, async ({ type, agency, made }, list) => {
      const answer = await lines[list]?.send(made());
      if (answer?.status !== 202) throw new Error(`${type} was answered ${String(answer?.body)}`);
      if (type === "dispute.raised") agency.heard(String(answer.body));
    });
    return { ...worked, cpuUs: ((await cpuUs()) - before) / count };
  };
}

function resultOf(pairs: readonly Pair<Round>[], { costs }: Recorded, { lists }: Schedule): Result {
  const latencies = pairs.flatMap(({ ours }) => ours.latenciesMs);
  const loopLatencies = pairs.flatMap(({ theirs }) => theirs.latenciesMs);
  const types = lists.flat().map(typeOf);
  const share = (type: string): number => types.filter((one) => one === type).length / types.length;
  return {
    bench: "callback",
    value: rounded(median(pairs.map(({ ours }) => ours.perSecond)), 1),
    unit: "callbacks/s",
    ratio: rounded(median(pairs.map(({ ours, theirs }) => ours.perSecond / theirs.perSecond)), 3),
    against: "bare SDK loop: the same reads and transactions",
    p50Ms: rounded(percentile(latencies, 0.5)),
    p99Ms: rounded(percentile(latencies, 0.99)),
    loopPerSecond: rounded(median(pairs.map(({ theirs }) => theirs.perSecond)), 1),
    loopP50Ms: rounded(percentile(loopLatencies, 0.5)),
    loopP99Ms: rounded(percentile(loopLatencies, 0.99)),
    cloudCpuUs: rounded(median(pairs.map(({ ours }) => ours.cpuUs)), 0),
    loopCpuUs: rounded(median(pairs.map(({ theirs }) => theirs.cpuUs)), 0),
    rounds: pairs.length,
    mix: Object.fromEntries(
      Object.entries(costs).map(([type, cost]) => [type, { share: rounded(share(type)), ...cost }]),
    ),
    loadAverage: rounded(loadavg()[0] ?? 0, 1),
  };
}
