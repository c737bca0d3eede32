import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { areas } from "./areas.ts";

/*
 * `npm run mutation [area …] [-- an option of Stryker …]`: mutates one area after the other, each of which must come
 * to the thresholds of stryker.config.json by itself. CONTRIBUTING.md says how long it takes.
 */

const root = join(import.meta.dirname, "../..");
const given = process.argv.slice(2);
const isArea = (argument: string): boolean => Object.hasOwn(areas, argument);
const firstOption = given.findIndex((argument) => argument.startsWith("-"));
const named = firstOption === -1 ? given : given.slice(0, firstOption);
const options = given.slice(named.length);
const unknown = named.find((name) => !isArea(name));

/** Runs Stryker in a process of its own; false when too many mutants survived. */
function passes(area: string): boolean {
  console.log(`> mutants of ${area}`);
  const mutate = ["--mutate", (areas[area] ?? []).join(",")];
  const kept = ["--incrementalFile", join(root, `.local/stryker-${area}.json`)]; // with --incremental only
  const stryker = join(root, "node_modules/@stryker-mutator/core/bin/stryker.js");
  const { status } = spawnSync(process.execPath, [stryker, "run", ...mutate, ...kept, ...options], {
    cwd: root,
    stdio: "inherit",
  });
  return status === 0;
}

if (unknown === undefined) {
  // Every area runs, so that one look shows everything that survived.
  const failed = (named.length > 0 ? named : Object.keys(areas)).filter((area) => !passes(area));
  if (failed.length > 0) console.error(`Too many mutants survived in ${failed.join(", ")}.`);
  process.exitCode = failed.length === 0 ? 0 : 1;
} else {
  console.error(`There is no area ${unknown}; there are ${Object.keys(areas).join(", ")}.`);
  process.exitCode = 1;
}
