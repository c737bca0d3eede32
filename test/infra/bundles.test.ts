import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeBundles } from "../../infra/bundle.ts";
import { config } from "../../infra/config.ts";
import { functionNames, functions } from "../../infra/functions.ts";

// Bundled here and not read from cdk.out, which may be older than the code: the same sources give the same bytes.
describe("bundles", () => {
  const outdir = mkdtempSync(join(tmpdir(), "gateway-bundle-test-"));
  const bundle = (run: string, name: string): Buffer => readFileSync(join(outdir, run, name, "index.mjs"));
  beforeAll(() => {
    writeBundles(functionNames, join(outdir, "first"));
    writeBundles(functionNames, join(outdir, "second"));
  }, 60_000);
  afterAll(() => rmSync(outdir, { recursive: true, force: true }));

  it("are made of every function", () => {
    expect([...functionNames].sort()).toEqual(Object.keys(functions).sort());
  });

  it.each([...functionNames])("of %s come out the same each time", (name) => {
    expect(bundle("first", name).equals(bundle("second", name))).toBe(true);
  });

  it("of agency-api, the hot one, stay small enough to start fast", () => {
    expect(bundle("first", "agency-api").byteLength).toBeLessThanOrEqual(config.functions.bundleBytesMax);
  });
});
