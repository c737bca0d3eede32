import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freePort } from "../../infra/local/free-port.ts";

const root = join(import.meta.dirname, "../..");
const localDir = mkdtempSync(join(tmpdir(), "gateway-tour-"));
const npmStart = { process: undefined as ChildProcess | undefined, port: 0, output: "" };

/** The shell of the README's tour, with the port and the folder of this run. */
function tour(port: number): string {
  const readme = readFileSync(join(root, "README.md"), "utf8");
  const chapter = readme.slice(
    readme.indexOf("## A five-minute tour"),
    readme.indexOf("## Where things are"),
  );
  const blocks = [...chapter.matchAll(/```sh\n([\s\S]*?)```/gu)].map(([, block]) => block);
  return ["set -eu", ...blocks]
    .join("\n")
    .replaceAll("http://127.0.0.1:8787", `http://127.0.0.1:${port}`)
    .replaceAll(".local/", `${localDir}/`);
}

const run = async (
  command: string,
  args: readonly string[],
): Promise<{ code: number | null; output: string }> =>
  new Promise((resolve) => {
    const own = { LOCAL_DIR: localDir, GATEWAY_CONFIG: join(localDir, "cli.json") };
    const child = spawn(command, args, { cwd: root, env: { ...process.env, ...own } });
    let output = "";
    child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (output += chunk.toString()));
    child.on("close", (code) => resolve({ code, output }));
  });

beforeAll(async () => {
  npmStart.port = await freePort();
  const child = spawn("npm", ["start"], {
    cwd: root,
    env: { ...process.env, PORT: String(npmStart.port), LOCAL_DIR: localDir },
  });
  npmStart.process = child;
  await new Promise<void>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      npmStart.output += chunk.toString();
      if (npmStart.output.includes("Ctrl-C")) resolve();
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    child.on("close", () => reject(new Error(npmStart.output)));
  });
});

afterAll(() => {
  npmStart.process?.kill("SIGKILL");
  rmSync(localDir, { recursive: true, force: true });
});

describe("the README", () => {
  it("has a tour that works word for word against npm start", async () => {
    const { code, output } = await run("bash", ["-c", tour(npmStart.port)]);
    expect(code, output.slice(-2_000)).toBe(0);
    const seen = [
      "ACTIVE",
      "idempotent-replayed: true",
      '"state":"PARTLY_UPHELD"',
      '"type":"balance.adjusted"',
      '"eventType":"hold.release"',
    ];
    expect(seen.filter((text) => !output.includes(text))).toEqual([]);
    expect(output.includes('"status":4')).toBe(false);
  });

  it("names a second start that finds its port taken", async () => {
    const { code, output } = await run("env", [
      `PORT=${npmStart.port}`,
      `LOCAL_DIR=${localDir}`,
      "npm",
      "start",
    ]);
    expect(code).toBe(1);
    expect(output).toContain(`port ${npmStart.port} is taken`);
  });

  it("stops cleanly when npm is told to terminate, and frees the port", async () => {
    const ended = new Promise((resolve) => npmStart.process?.on("close", resolve));
    npmStart.process?.kill("SIGTERM");
    await ended;
    expect(npmStart.output).toContain("Stopping");
    expect(await freePort(npmStart.port)).toBe(npmStart.port);
  });
});
