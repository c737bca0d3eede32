import { spawn, type ChildProcess } from "node:child_process";
import { join } from "node:path";
import type { Gateway } from "./tenant.ts";

/** A local cloud in a process of its own, that a test can kill. */
export async function startChild(
  dataDir: string,
): Promise<{ readonly child: ChildProcess; readonly gateway: Gateway }> {
  const script = join(import.meta.dirname, "cloud-process.ts");
  const child = spawn(process.execPath, [script, dataDir], { stdio: ["ignore", "pipe", "inherit"] });
  const line = await new Promise<string>((resolve, reject) => {
    child.stdout.once("data", (text: Buffer) => resolve(text.toString()));
    child.once("exit", (code) => reject(new Error(`the cloud ended with ${code} before it was up`)));
  });
  return { child, gateway: JSON.parse(line) as Gateway };
}
