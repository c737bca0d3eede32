import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Metafile } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeBundles } from "../../infra/bundle.ts";
import { config } from "../../infra/config.ts";
import { functionNames, functions } from "../../infra/functions.ts";
import { bytesOf, filesAtStart } from "../support/bundle-start.ts";

// Bundled here and not read from cdk.out, which may be older than the code: the same sources give the same bytes.
describe("bundles", () => {
  const outdir = mkdtempSync(join(tmpdir(), "gateway-bundle-test-"));
  const files = (run: string, name: string): readonly (readonly [string, string])[] =>
    readdirSync(join(outdir, run, name)).map((file) => [
      file,
      readFileSync(join(outdir, run, name, file), "utf8"),
    ]);
  let metafiles: readonly Metafile[] = [];
  beforeAll(() => {
    metafiles = writeBundles(functionNames, join(outdir, "first"));
    writeBundles(functionNames, join(outdir, "second"));
  }, 120_000);
  afterAll(() => rmSync(outdir, { recursive: true, force: true }));

  it("are made of every function", () => {
    expect([...functionNames].sort()).toEqual(Object.keys(functions).sort());
  });

  it.each([...functionNames])("of %s come out the same each time", (name) => {
    expect(files("first", name)).toContainEqual(["index.mjs", expect.any(String)]);
    expect(files("second", name)).toEqual(files("first", name));
  });

  it("of agency-api, the hot one, stay small enough to start fast", () => {
    expect(bytesOf(filesAtStart(metafiles, "agency-api"))).toBeLessThanOrEqual(
      config.functions.bundleBytesMax,
    );
  });

  it("of agency-api start without what only an advice or an inventory needs", () => {
    const sources = filesAtStart(metafiles, "agency-api").flatMap(({ inputs }) => Object.keys(inputs));
    const rare = /^shared\/(remittances|snapshots|reconciliation|lenders)\/(?!(advice|snapshot)-data\.ts)/u;
    expect(sources).toContain("shared/callbacks/take-callback.ts");
    expect(sources.filter((path) => rare.test(path))).toEqual([]);
    const all = metafiles.flatMap(({ outputs }) =>
      Object.entries(outputs).flatMap(([path, { inputs }]) =>
        path.includes("/agency-api/") ? Object.keys(inputs) : [],
      ),
    );
    expect(all).toContain("shared/remittances/take-advice.ts");
    expect(all).toContain("shared/snapshots/take-snapshot.ts");
  });

  it("load something of ours later only where it is a file of its own", () => {
    const later = metafiles
      .filter(({ outputs }) => Object.keys(outputs).filter((path) => path.endsWith("/index.mjs")).length > 1)
      .flatMap(({ inputs }) => Object.entries(inputs))
      .filter(([path]) => !path.includes("node_modules/"))
      .flatMap(([path, { imports }]) =>
        imports.flatMap(({ kind }) => (kind === "dynamic-import" ? [path] : [])),
      );
    expect(later).toEqual([]);
  });
});
