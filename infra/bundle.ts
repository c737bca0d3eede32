import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Code } from "aws-cdk-lib/aws-lambda";
import { buildSync, type BuildOptions, type Metafile } from "esbuild";
import type { FunctionName } from "./functions.ts";

/** Where a function's code comes from: real bundles when synthesising, a stub in template tests. */
export type CodeOf = (name: FunctionName) => Code;

const repositoryRoot = join(import.meta.dirname, "..");

// The AWS SDK still reaches for `require` in places; an ESM bundle has none of its own.
const requireBanner = 'import{createRequire as __cr}from"node:module";const require=__cr(import.meta.url);';

/** Bundles every function; the same sources give the same bytes, so the same asset hash. */
export function bundleFunctions(names: readonly FunctionName[]): CodeOf {
  const outdir = mkdtempSync(join(tmpdir(), "gateway-bundles-"));
  process.on("exit", () => rmSync(outdir, { recursive: true, force: true }));
  writeBundles(names, outdir);
  return (name) => Code.fromAsset(join(outdir, name));
}

/** How every bundle is made; the benchmark of cold starts makes the bare SDK's the same way. */
export const bundleOptions = {
  bundle: true,
  minify: true,
  format: "esm",
  platform: "node",
  target: "node24",
  mainFields: ["module", "main"],
  banner: { js: requireBanner },
  legalComments: "none",
  logLevel: "warning",
} satisfies BuildOptions;

/**
 * What loads rare parts of itself when they are needed. Those parts are files of their own beside `index.mjs`, and
 * code that is not needed is neither read nor compiled when a function starts.
 */
const inParts: ReadonlySet<FunctionName> = new Set([
  "agency-api",
  "admin-api",
  "event-file-worker",
  "finance-api",
  "reconciler",
]);

/** Writes `<outdir>/<name>/index.mjs` for each function. @returns what went into which file */
export function writeBundles(names: readonly FunctionName[], outdir: string): readonly Metafile[] {
  const whole = names.filter((name) => !inParts.has(name));
  return [
    ...(whole.length > 0 ? [written(whole, outdir, { splitting: false })] : []),
    // Each in a run of its own, for functions share no files.
    ...names.filter((name) => inParts.has(name)).map((name) => written([name], outdir, { splitting: true })),
  ];
}

const written = (
  names: readonly FunctionName[],
  outdir: string,
  { splitting }: { readonly splitting: boolean },
): Metafile =>
  buildSync({
    ...bundleOptions,
    splitting,
    metafile: true,
    absWorkingDir: repositoryRoot,
    entryPoints: names.map((name) => ({ in: `functions/${name}/main.ts`, out: `${name}/index` })),
    ...(splitting && { chunkNames: `${names.join()}/[name]-[hash]` }),
    outdir,
    outExtension: { ".js": ".mjs" },
  }).metafile;
