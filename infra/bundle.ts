import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Code } from "aws-cdk-lib/aws-lambda";
import { buildSync, type BuildOptions } from "esbuild";
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

/** Writes `<outdir>/<name>/index.mjs` for each function, all in one esbuild run. */
export function writeBundles(names: readonly FunctionName[], outdir: string): void {
  buildSync({
    ...bundleOptions,
    absWorkingDir: repositoryRoot,
    entryPoints: names.map((name) => ({ in: `functions/${name}/main.ts`, out: `${name}/index` })),
    outdir,
    outExtension: { ".js": ".mjs" },
  });
}
