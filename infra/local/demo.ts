import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Facts } from "./audit/audit-facts.ts";
import { isClosed } from "./audit/audit-money.ts";
import { audit } from "./audit/audit.ts";
import { gathered } from "./demo/demo-gathering.ts";
import { lived } from "./demo/demo-life.ts";
import { demoOptions, type DemoOptions } from "./demo/demo-options.ts";
import { phase } from "./demo/demo-progress.ts";
import { breaksByCode, countsOf, summaryLines } from "./demo/demo-summary.ts";
import { startLocalCloud } from "./local-cloud.ts";
import { startSandbox } from "./sandbox/sandbox.ts";

/*
 * `npm run demo`: the main job on real input, through the documented interfaces only. Progress goes to stderr,
 * the summary to stdout, and the last line of stdout is one JSON object.
 */

const repositoryRoot = join(import.meta.dirname, "../..");
const secondsMax = (accounts: number): number => 240 + accounts / 4;
const STOP_MS = 10_000;

/** What must be undone before the process ends, the last first. */
type CleanUp = (() => Promise<unknown>)[];

async function run(options: DemoOptions, cleanUp: CleanUp): Promise<boolean> {
  const startedAt = performance.now();
  await synthesise();
  const started = phase("local cloud");
  const dataDir = await mkdtemp(join(tmpdir(), "gateway-demo-"));
  cleanUp.push(() => rm(dataDir, { recursive: true, force: true }));
  const cloud = await startLocalCloud({ port: 0, isShortLived: true });
  cleanUp.push(cloud.stop);
  const sandbox = await startSandbox(cloud, { dataDir, seed: options.seed, lively: true });
  cleanUp.push(sandbox.stop);
  started.end(`${sandbox.lenders.length} lenders, ${sandbox.agencies.length} agencies at ${cloud.baseUrl}`);
  const facts = await gathered({ cloud, sandbox }, await lived({ cloud, sandbox }, options));
  return report(facts, options, (performance.now() - startedAt) / 1000);
}

async function synthesise(): Promise<void> {
  const shown = phase("synthesis");
  const child = spawn(process.execPath, ["infra/app.ts"], {
    cwd: repositoryRoot,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const said: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => said.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => said.push(chunk));
  const code = await new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  if (code !== 0)
    throw new Error(`infra/app.ts ended with ${String(code)}:\n${Buffer.concat(said).toString("utf8")}`);
  shown.end();
}

function report(facts: Facts, options: DemoOptions, seconds: number): boolean {
  const findings = audit(facts);
  const counts = countsOf(facts);
  for (const line of summaryLines(facts, counts, findings)) console.log(line);
  const invariants = Object.fromEntries(findings.map(({ name, holds }) => [name, holds]));
  const rounded = Math.round(seconds * 10) / 10;
  const periodClosed = facts.money.every(isClosed);
  console.log(
    JSON.stringify({
      ...counts,
      breaksByCode: breaksByCode(facts),
      periodClosed,
      seed: options.seed,
      seconds: rounded,
      invariants,
    }),
  );
  return findings.every(({ holds }) => holds);
}

/** Ends one way or another: nothing here may hang, and nothing that was started may stay. */
async function main(): Promise<number> {
  const options = demoOptions(process.argv.slice(2));
  const cleanUp: CleanUp = [];
  const cut = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.once(signal, () => cut.abort(new Error(`stopped by ${signal}`)));
  const limit = secondsMax(options.accounts);
  const timer = setTimeout(
    () => cut.abort(new Error(`the demo did not end within ${limit} seconds`)),
    limit * 1000,
  );
  try {
    const holds = await Promise.race([run(options, cleanUp), cutShort(cut.signal)]);
    return holds ? 0 : 1;
  } finally {
    clearTimeout(timer);
    await Promise.race([undo(cleanUp), sleep(STOP_MS)]);
  }
}

async function undo(cleanUp: CleanUp): Promise<void> {
  for (const each of cleanUp.toReversed()) await each().catch(() => undefined);
}

const cutShort = (signal: AbortSignal): Promise<never> =>
  new Promise((_resolve, reject) => signal.addEventListener("abort", () => reject(signal.reason)));

process.exit(
  await main().catch((error: unknown) => {
    console.error(`demo: ${error instanceof Error ? error.message : String(error)}`);
    return 1;
  }),
);
