import { mkdtemp, rm } from "node:fs/promises";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { buildSync } from "esbuild";
import { bundleOptions } from "../../infra/bundle.ts";
import { startChild, type Child } from "./child.ts";
import { median, rounded, say, type Bench, type Result } from "./measure.ts";
import type { PeerCost, PeerQuestion } from "./peer-process.ts";

const full = { warmUp: 5_000, perRound: 2_000, rounds: 15 };
const tiny: typeof full = { warmUp: 20, perRound: 20, rounds: 2 };

/** Bare handlers that verify the signature and parse with zod, by what carries them. */
const peers = {
  hono: "hono and its adapter",
  powertools: "Powertools' event handler",
  express: "Express with serverless-http",
  fastify: "Fastify with @fastify/aws-lambda",
} as const;
const names = ["ours", ...Object.keys(peers)];

/** What each took in one round. */
type Round = Readonly<Record<string, PeerCost>>;

/**
 * The whole callback function – key, signature, contract, decision, event, transaction, log line – with AWS stubbed
 * at the client, side by side with handlers that only verify the signature and parse. More is better.
 */
export const peersBench: Bench = async ({ smoke }) => {
  const sizes = smoke ? tiny : full;
  const outdir = await mkdtemp(join(tmpdir(), "gateway-peers-"));
  const children = new Map<string, Child>();
  try {
    bundle(outdir);
    for (const name of names) {
      const child = startChild({ file: "peer-process.ts", env: environment });
      children.set(name, child);
      await child.ask({ ask: "load", file: join(outdir, name, "index.mjs") } satisfies PeerQuestion);
      await child.ask({ ask: "round", count: sizes.warmUp } satisfies PeerQuestion);
    }
    const rounds: Round[] = [];
    while (rounds.length < sizes.rounds) rounds.push(await inTurn(children, rounds.length, sizes.perRound));
    return Object.entries(peers).map(([name, carrier]) => resultOf(name, carrier, rounds));
  } finally {
    for (const child of children.values()) await child.stop();
    await rm(outdir, { recursive: true, force: true });
  }
};

/** All of them alike, and as the callback function is deployed: what is loaded later is a file of its own. */
function bundle(outdir: string): void {
  for (const name of names)
    buildSync({
      ...bundleOptions,
      splitting: true,
      entryPoints: [{ in: join(import.meta.dirname, `peers/${name}.ts`), out: "index" }],
      outdir: join(outdir, name),
      outExtension: { ".js": ".mjs" },
    });
}

const environment = {
  NODE_ENV: "production", // Express is slower without
  STAGE: "local",
  LOG_LEVEL: "INFO",
  TABLE_NAME: "bench",
  AWS_REGION: "us-east-1",
};

/** Each round begins with another one, so that what the machine does falls on all alike. */
async function inTurn(children: ReadonlyMap<string, Child>, n: number, count: number): Promise<Round> {
  const shift = n % names.length;
  const costs: Record<string, PeerCost> = {};
  for (const name of [...names.slice(shift), ...names.slice(0, shift)]) {
    const cost = await children.get(name)?.ask<PeerCost>({ ask: "round", count } satisfies PeerQuestion);
    if (cost !== undefined) costs[name] = cost;
  }
  say(
    `peers: round ${n + 1}: ${names.map((name) => `${name} ${Math.round(1e6 / (costs[name]?.cpuUs ?? 0))}/s`).join(", ")}`,
  );
  return costs;
}

function resultOf(name: string, carrier: string, rounds: readonly Round[]): Result {
  const perSecond = (who: string, what: keyof PeerCost): number =>
    rounded(median(rounds.map((costs) => 1e6 / (costs[who]?.[what] ?? Number.NaN))), 0);
  return {
    bench: `peers-${name}`,
    value: perSecond("ours", "cpuUs"),
    unit: "callbacks a second of one core",
    ratio: rounded(
      median(
        rounds.map((costs) => (costs[name]?.cpuUs ?? Number.NaN) / (costs["ours"]?.cpuUs ?? Number.NaN)),
      ),
    ),
    against: `a bare handler on ${carrier}: signature and schema only`,
    barePerSecond: perSecond(name, "cpuUs"),
    wallPerSecond: perSecond("ours", "wallUs"),
    bareWallPerSecond: perSecond(name, "wallUs"),
    rounds: rounds.length,
    loadAverage: rounded(loadavg()[0] ?? 0, 1),
  };
}
