import { tmpdir } from "node:os";
import { spawn, type ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import * as z from "zod";
import { connectAwsJson } from "./aws-json.ts";
import { freePort } from "../free-port.ts";

export type DynamoDbLocal = {
  readonly port: number;
  readonly pid: number | undefined;
  readonly stop: () => Promise<void>;
};

/** A thing missing on this machine that the person at it can install; its message says how. */
export class MissingTool extends Error {
  override readonly name = "MissingTool";
}

const startTimeoutMs = 60_000;
const require = createRequire(import.meta.url);
const emulator = join(dirname(require.resolve("amplify-dynamodb-simulator/package.json")), "emulator");

/**
 * Runs Java as a child that cannot outlive us: the shell around it holds our pipe as its input, and when
 * that closes – because we stopped, crashed or were killed – it kills Java.
 */
const watchdog = `
exec 3<&0
"$@" </dev/null 3<&- &
java=$!
( cat <&3 >/dev/null; kill -9 $java 2>/dev/null ) &
exec 3<&-
wait $java
`;

/** Starts AWS's own DynamoDB Local, in memory or on files in `dataDir`. */
export async function startDynamoDbLocal(
  dataDir: string | undefined,
  { isShortLived = false } = {},
): Promise<DynamoDbLocal> {
  if (!existsSync(join(emulator, "DynamoDBLocal.jar")))
    throw new MissingTool(`No DynamoDB Local in ${emulator}; run npm ci.`);
  const folder = dataDir === undefined ? undefined : join(dataDir, "dynamodb");
  if (folder !== undefined) await mkdir(folder, { recursive: true });
  const port = await freePort();
  const child = spawn(
    "/bin/sh",
    ["-c", watchdog, "dynamodb-local", ...javaCommand(port, folder, isShortLived)],
    {
      stdio: ["pipe", "ignore", "pipe"],
      cwd: folder ?? tmpdir(), // it leaves a file of its own where it is started
      // Ctrl-C in a terminal reaches the whole group; Java must outlive the functions that we let finish.
      detached: true,
    },
  );
  const output = collectOutput(child);
  await untilReady({ child, port, output });
  return { port, pid: child.pid, stop: () => stopChild(child) };
}

/** The better compiler takes minutes of both cores before it pays off. */
const quick = ["-XX:TieredStopAtLevel=1"];

function javaCommand(port: number, folder: string | undefined, isShortLived: boolean): readonly string[] {
  const home = process.env["JAVA_HOME"];
  const java = home !== undefined && existsSync(join(home, "bin/java")) ? join(home, "bin/java") : "java";
  const store = folder === undefined ? ["-inMemory"] : ["-dbPath", folder];
  const jvm = ["-XX:+UseSerialGC", "-Xmn192m", "-Xmx1g", "-Xshare:auto", ...(isShortLived ? quick : [])];
  const library = `-Djava.library.path=${join(emulator, "DynamoDBLocal_lib")}`;
  const jar = ["-jar", join(emulator, "DynamoDBLocal.jar")];
  return [java, ...jvm, library, ...jar, "-port", String(port), "-sharedDb", "-disableTelemetry", ...store];
}

function collectOutput(child: ChildProcess): { readonly tail: () => string } {
  let tail = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    tail = (tail + chunk.toString("utf8")).slice(-4000);
  });
  return { tail: () => tail };
}

type Starting = {
  readonly child: ChildProcess;
  readonly port: number;
  readonly output: { readonly tail: () => string };
};

async function untilReady({ child, port, output }: Starting): Promise<void> {
  const api = connectAwsJson({ port, prefix: "DynamoDB_20120810", service: "dynamodb", region: "us-east-1" });
  const deadline = performance.now() + startTimeoutMs;
  try {
    while (performance.now() < deadline) {
      if (child.exitCode !== null) throw startFailure(child.exitCode, output.tail());
      if (await answers(api)) return;
      await delay(25);
    }
  } finally {
    api.close();
  }
  await stopChild(child);
  throw new Error(`DynamoDB Local did not answer within ${startTimeoutMs / 1000} s.\n${output.tail()}`);
}

async function answers(api: ReturnType<typeof connectAwsJson>): Promise<boolean> {
  try {
    await api.call("ListTables", {}, z.looseObject({}));
    return true;
  } catch {
    return false;
  }
}

function startFailure(exitCode: number, output: string): Error {
  if (exitCode === 127 || exitCode === 126) {
    return new MissingTool(
      "The local cloud needs a Java runtime (11 or later) for DynamoDB Local, and found none on PATH or in JAVA_HOME.\n" +
        "Install one:  apt-get install openjdk-17-jre-headless",
    );
  }
  return new Error(`DynamoDB Local ended with code ${exitCode}.\n${output}`);
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  child.stdin?.end();
  await ended;
}
