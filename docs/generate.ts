import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { documents } from "./generators/documents.ts";

const repositoryRoot = join(import.meta.dirname, "..");
const read = (path: string): string | undefined => {
  try {
    return readFileSync(join(repositoryRoot, path), "utf8");
  } catch {
    return undefined;
  }
};

/** Writes what differs; with `--check` only names it. */
const checking = process.argv.includes("--check");
const differing = documents(read).filter(({ path, content }) => read(path) !== content);

for (const { path, content } of differing) {
  if (checking) console.error(`${path} differs from what the code says; run: node docs/generate.ts`);
  else {
    const target = join(repositoryRoot, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, content);
    console.log(`wrote ${relative(repositoryRoot, target)}`);
  }
}
process.exitCode = checking && differing.length > 0 ? 1 : 0;
