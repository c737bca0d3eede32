import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { buildSync } from "esbuild";
import { bundleOptions, writeBundles } from "../../infra/bundle.ts";
import { config } from "../../infra/config.ts";
import { bytesOf, filesAtStart } from "../support/bundle-start.ts";
import { median, rounded, say, type Bench } from "./measure.ts";

const SAMPLES = 21;
const SAMPLES_SMOKE = 2;

const run = promisify(execFile);

/** `bare` is one file, as esbuild bundles unless it is asked for more; `inParts` loads rare parts later, as ours does. */
const who = ["ours", "bare", "inParts"] as const;
type Who = (typeof who)[number];

/** Milliseconds by the clock, and of CPU in all threads: the latter moves less with what else the machine does. */
type Cost = { readonly ms: number; readonly cpuMs: number };
type Costs = Readonly<Record<Who, Cost[]>>;

/**
 * How long importing the callback function's bundle takes in a fresh process, against the bare DynamoDB client
 * bundled with the same options; and how large what is imported is. Less is better.
 */
export const coldstart: Bench = async ({ smoke }) => {
  const outdir = await mkdtemp(join(tmpdir(), "gateway-coldstart-"));
  try {
    const { files, bytes } = bundled(outdir);
    for (const one of who) await imported(files[one]); // the file is in memory, not on disk, for any of them
    const costs: Costs = { ours: [], bare: [], inParts: [] };
    for (let round = 0; round < (smoke ? SAMPLES_SMOKE : SAMPLES); round += 1)
      await sampled(files, costs, round);
    return [importing(costs), sizeOf(bytes)];
  } finally {
    await rm(outdir, { recursive: true, force: true });
  }
};

/** Each round begins with another one, so that what the machine does falls on all alike. */
async function sampled(files: Readonly<Record<Who, string>>, costs: Costs, round: number): Promise<void> {
  const shift = round % who.length;
  for (const one of [...who.slice(shift), ...who.slice(0, shift)])
    costs[one].push(await imported(files[one]));
  const shown = who.map((one) => `${one} ${rounded(costs[one].at(-1)?.ms ?? Number.NaN, 1)} ms`);
  say(`coldstart: sample ${round + 1}: ${shown.join(", ")}`);
}

function bundled(outdir: string) {
  const startOf = filesAtStart(writeBundles(["agency-api"], outdir), "agency-api");
  const bare = (name: string, splitting: boolean) =>
    buildSync({
      ...bundleOptions,
      splitting,
      metafile: true,
      entryPoints: [{ in: join(import.meta.dirname, "bare-sdk.ts"), out: `${name}/index` }],
      ...(splitting && { chunkNames: `${name}/[name]-[hash]` }),
      outdir,
      outExtension: { ".js": ".mjs" },
    }).metafile;
  const [bareStart, inPartsStart] = [
    filesAtStart([bare("bare", false)], "bare"),
    filesAtStart([bare("in-parts", true)], "in-parts"),
  ];
  const fileOf = (name: string): string => join(outdir, name, "index.mjs");
  return {
    files: { ours: fileOf("agency-api"), bare: fileOf("bare"), inParts: fileOf("in-parts") },
    bytes: { ours: bytesOf(startOf), bare: bytesOf(bareStart), inParts: bytesOf(inPartsStart) },
  };
}

/** What a fresh process spends in importing a module. */
async function imported(file: string): Promise<Cost> {
  const script = `const c=process.cpuUsage(),t=performance.now();await import(${JSON.stringify(pathToFileURL(file).href)});const ms=performance.now()-t,{user,system}=process.cpuUsage(c);process.stdout.write(JSON.stringify({ms,cpuMs:(user+system)/1000}));process.exit()`;
  const { stdout } = await run(process.execPath, ["--input-type=module", "--eval", script], {
    env: environment,
  });
  return JSON.parse(stdout) as Cost;
}

const environment = { STAGE: "local", LOG_LEVEL: "INFO", TABLE_NAME: "bench", AWS_REGION: "us-east-1" };

const importing = (costs: Costs) => {
  const of = (one: Who, what: keyof Cost): number => median(costs[one].map((cost) => cost[what]));
  const [ours, bare, inParts] = [of("ours", "ms"), of("bare", "ms"), of("inParts", "ms")];
  return {
    bench: "coldstart",
    value: rounded(ours, 1),
    unit: "ms to import",
    ratio: rounded(ours / bare),
    against: "bare @aws-sdk/client-dynamodb in one file, with the same options",
    bareMs: rounded(bare, 1),
    bareInPartsMs: rounded(inParts, 1),
    ratioInParts: rounded(ours / inParts),
    cpuMs: rounded(of("ours", "cpuMs"), 1),
    cpuRatio: rounded(of("ours", "cpuMs") / of("bare", "cpuMs")),
    cpuRatioInParts: rounded(of("ours", "cpuMs") / of("inParts", "cpuMs")),
    samples: costs.ours.length,
    loadAverage: rounded(loadavg()[0] ?? 0, 1),
  };
};

const sizeOf = (bytes: Readonly<Record<Who, number>>) => ({
  bench: "coldstart-size",
  value: bytes.ours,
  unit: "bytes at start",
  ratio: rounded(bytes.ours / config.functions.bundleBytesMax),
  against: `the budget of ${config.functions.bundleBytesMax} bytes`,
  bareBytes: bytes.bare,
  bareInPartsBytes: bytes.inParts,
});
