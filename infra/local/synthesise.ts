import { spawn } from "node:child_process";
import { existsSync, globSync, statSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "../..");

/** Where the cloud assembly lies that `npm run synth` writes. */
export const assemblyDir = join(root, "cdk.out");

const sources = [
  "infra/*.ts",
  "infra/constructs/**/*.ts",
  "functions/**/*.ts",
  "shared/**/*.ts",
  "package-lock.json",
];

/** Synthesises the cloud assembly when there is none or a source is newer. What synthesis says goes to stderr. */
export async function ensureAssembly(say: (line: string) => void): Promise<void> {
  const manifest = join(assemblyDir, "manifest.json");
  const isFresh = existsSync(manifest) && statSync(manifest).mtimeMs > newestSource();
  if (isFresh) return;
  say("Synthesising the cloud assembly …");
  const child = spawn(process.execPath, ["infra/app.ts"], { cwd: root, stdio: ["ignore", 2, 2] });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", resolve);
  });
  if (code !== 0) throw new Error("Synthesis failed; see above.");
}

function newestSource(): number {
  const files = sources.flatMap((pattern) => globSync(pattern, { cwd: root }));
  return Math.max(0, ...files.map((file) => statSync(join(root, file)).mtimeMs));
}
