import { join } from "node:path";
import type { Metafile } from "esbuild";

type Output = Metafile["outputs"][string];

/** The files of a bundle that are read and run when its function starts: without those that are loaded when needed. */
export function filesAtStart(metafiles: readonly Metafile[], name: string): readonly Output[] {
  const outputs: Readonly<Record<string, Output>> = Object.assign({}, ...metafiles.map((one) => one.outputs));
  const found = new Map<string, Output>();
  const follow = (path: string): void => {
    const output = outputs[path];
    if (output === undefined || found.has(path)) return;
    found.set(path, output);
    for (const { path: next, kind } of output.imports) if (kind === "import-statement") follow(next);
  };
  const entry = Object.keys(outputs).find((path) => path.endsWith(join(name, "index.mjs")));
  if (entry !== undefined) follow(entry);
  return [...found.values()];
}

export const bytesOf = (files: readonly Output[]): number =>
  files.reduce((total, { bytes }) => total + bytes, 0);
