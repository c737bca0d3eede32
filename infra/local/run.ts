import { join } from "node:path";
import { PortTaken } from "./http/api-gateway.ts";
import { DataFolderInUse } from "./stores/data-lock.ts";
import { MissingTool } from "./stores/dynamodb-local.ts";
import { freePort } from "./free-port.ts";
import { startLocalCloud, type LocalCloud } from "./local-cloud.ts";
import { startSandbox } from "./sandbox/sandbox.ts";
import { assemblyDir, ensureAssembly } from "./synthesise.ts";
import { UnsupportedTemplate } from "./plan/template.ts";

// `npm start`: the local cloud with its sandbox, up until it is stopped, its data kept in .local.

const portDefault = 8787;
const localDir = process.env["LOCAL_DIR"] ?? join(import.meta.dirname, "../../.local");

const say = (line: string): void => console.log(line);

/** What a person at the machine can mend needs a sentence, not a stack. */
const explained = [PortTaken, MissingTool, DataFolderInUse, UnsupportedTemplate];

async function run(): Promise<void> {
  const port = Number(process.env["PORT"] ?? portDefault);
  if ((await freePort(port)) !== port) throw new PortTaken(port);
  await ensureAssembly(say);
  say("Starting the local cloud …");
  const cloud = await startLocalCloud({
    assemblyDir,
    port,
    dataDir: join(localDir, "data"),
    logsDir: join(localDir, "logs"),
  });
  const sandbox = await startSandbox(cloud, { dataDir: localDir }).catch(async (error: unknown) => {
    await cloud.stop();
    throw error;
  });
  stopOnSignal(async () => {
    await sandbox.stop();
    await cloud.stop();
  });
  for (const line of [...sandbox.summary, ...guide(cloud)]) say(line);
}

function guide({ baseUrl }: LocalCloud): readonly string[] {
  return [
    `Logs      ${join(localDir, "logs")}, one file per function`,
    `Time      curl -X POST ${baseUrl}/_local/clock -d '{"advance":"P1D"}'`,
    "Stop      Ctrl-C; the data stays in .local/data",
  ];
}

/** npm passes on the Ctrl-C that the terminal has already sent: one key press may come twice. */
const samePressMs = 1_000;

/** The first signal stops cleanly; another one, meant, stops at once. */
function stopOnSignal(stop: () => Promise<void>): void {
  let stoppingSince: number | undefined;
  const onSignal = (): void => {
    if (stoppingSince !== undefined) {
      if (performance.now() - stoppingSince > samePressMs) process.exit(1);
      return;
    }
    stoppingSince = performance.now();
    say("Stopping …");
    stop().then(() => process.exit(0), fail);
  };
  process.on("SIGINT", onSignal);
  process.on("SIGTERM", onSignal);
}

function fail(error: unknown): void {
  const isExplained = error instanceof Error && explained.some((kind) => error instanceof kind);
  console.error(isExplained ? error.message : error);
  process.exit(1);
}

run().catch(fail);
