import { execFile } from "node:child_process";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { buildSync } from "esbuild";
import { bundleOptions, writeBundles } from "../../infra/bundle.ts";
import { config } from "../../infra/config.ts";
import { bytesOf, filesAtStart } from "../support/bundle-start.ts";
import { interleaved, median, rounded, say, type Bench, type Pair } from "./measure.ts";

const SAMPLES = 21;
const SAMPLES_SMOKE = 2;

const run = promisify(execFile);

/**
 * How long importing the callback function's bundle takes in a fresh process, against the bare DynamoDB client
 * bundled with the same options; and how large what is imported is. Less is better.
 */
export const coldstart: Bench = async ({ smoke }) => {
  const outdir = await mkdtemp(join(tmpdir(), "gateway-coldstart-"));
  try {
    const { ours, bare, oursBytes } = bundled(outdir);
    await importMs(ours); // the file is in memory, not on disk, for either
    await importMs(bare);
    const pairs = await interleaved(
      smoke ? SAMPLES_SMOKE : SAMPLES,
      { ours: () => importMs(ours), theirs: () => importMs(bare) },
      (pair, round) =>
        say(
          `coldstart: sample ${round + 1}: ${rounded(pair.ours, 1)} ms, bare ${rounded(pair.theirs, 1)} ms`,
        ),
    );
    return [importing(pairs), sizeOf(oursBytes, (await stat(bare)).size)];
  } finally {
    await rm(outdir, { recursive: true, force: true });
  }
};

function bundled(outdir: string): Bundled {
  const oursBytes = bytesOf(filesAtStart(writeBundles(["agency-api"], outdir), "agency-api"));
  const bare = join(outdir, "bare-sdk.mjs");
  buildSync({ ...bundleOptions, entryPoints: [join(import.meta.dirname, "bare-sdk.ts")], outfile: bare });
  return { ours: join(outdir, "agency-api/index.mjs"), bare, oursBytes };
}

type Bundled = { readonly ours: string; readonly bare: string; readonly oursBytes: number };

/** Milliseconds that a fresh process spends in importing a module. */
async function importMs(file: string): Promise<number> {
  const script = `const t=performance.now();await import(${JSON.stringify(pathToFileURL(file).href)});process.stdout.write(String(performance.now()-t));process.exit()`;
  const { stdout } = await run(process.execPath, ["--input-type=module", "--eval", script], {
    env: environment,
  });
  return Number(stdout);
}

const environment = { STAGE: "local", LOG_LEVEL: "INFO", TABLE_NAME: "bench", AWS_REGION: "us-east-1" };

const importing = (pairs: readonly Pair<number>[]) => {
  const [ours, bare] = [median(pairs.map((pair) => pair.ours)), median(pairs.map((pair) => pair.theirs))];
  return {
    bench: "coldstart",
    value: rounded(ours, 1),
    unit: "ms to import",
    ratio: rounded(ours / bare),
    against: "bare @aws-sdk/client-dynamodb, bundled alike",
    bareMs: rounded(bare, 1),
    samples: pairs.length,
    loadAverage: rounded(loadavg()[0] ?? 0, 1),
  };
};

const sizeOf = (bytes: number, bareBytes: number) => ({
  bench: "coldstart-size",
  value: bytes,
  unit: "bytes",
  ratio: rounded(bytes / config.functions.bundleBytesMax),
  against: `the budget of ${config.functions.bundleBytesMax} bytes`,
  bareBytes,
});
