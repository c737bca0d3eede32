import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";

type Step = {
  readonly title: string;
  /** Arguments of this very Node. */
  readonly run: readonly string[];
  /** The step has nothing to do until this file exists. */
  readonly needs: string;
};

const repositoryRoot = join(import.meta.dirname, "..");

/** Redocly calls home unless told not to; a synthesis needs no network. */
const offline = { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" };

const steps: readonly Step[] = [
  { title: "cloud assembly and cdk-nag", run: ["infra/app.ts"], needs: "infra/app.ts" },
  { title: "generated documents", run: ["docs/generate.ts", "--check"], needs: "docs/generate.ts" },
  {
    title: "OpenAPI lint",
    run: ["node_modules/@redocly/cli/bin/cli.js", "lint", "docs/api/openapi.json"],
    needs: "docs/api/openapi.json",
  },
];

/** Runs a step in a process of its own; false when it failed. */
function passes({ title, run, needs }: Step): boolean {
  if (!existsSync(join(repositoryRoot, needs))) {
    console.log(`- ${title}: skipped, there is no ${needs}`);
    return true;
  }
  console.log(`> ${title}: node ${run.join(" ")}`);
  const startedAt = performance.now();
  const { status } = spawnSync(process.execPath, run, {
    cwd: repositoryRoot,
    stdio: "inherit",
    env: offline,
  });
  const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
  console.log(`${status === 0 ? "+" : "x"} ${title}: ${status === 0 ? "passed" : "FAILED"} in ${seconds} s`);
  return status === 0;
}

// Every step runs, so that one look shows everything there is to mend.
const failed = steps.filter((step) => !passes(step));
process.exitCode = failed.length === 0 ? 0 : 1;
