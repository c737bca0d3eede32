import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import * as z from "zod";

/** `.local/sandbox.json`: everything an integrator needs to talk to the sandbox. A public contract. */
export const SandboxFile = z.object({
  baseUrl: z.string(),
  admin: z.object({ apiKey: z.string() }),
  finance: z.object({ apiKey: z.string() }),
  lenders: z.array(z.object({ id: z.string(), apiKey: z.string() })),
  agencies: z.array(
    z.object({
      id: z.string(),
      apiKey: z.string(),
      webhookSecret: z.string(),
      /** Only the demo has agencies without. */
      endpointUrl: z.string().exactOptional(),
    }),
  ),
});
export type SandboxFile = z.infer<typeof SandboxFile>;

/** What an earlier start left, or nothing when it is missing or of another shape. */
export async function readSandboxFile(path: string): Promise<SandboxFile | undefined> {
  try {
    return SandboxFile.parse(JSON.parse(await readFile(path, "utf8")));
  } catch {
    return undefined;
  }
}

/** Written beside and moved into place, so that a reader sees the old one or the new one; keys are for the owner only. */
export async function writeSandboxFile(path: string, content: SandboxFile): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const beside = `${path}.${process.pid}`;
  await writeFile(beside, `${JSON.stringify(content, undefined, 2)}\n`, { mode: 0o600 });
  await rename(beside, path);
}
