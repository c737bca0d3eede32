import { allocateBench as allocate } from "./allocate.ts";
import { batch } from "./batch.ts";
import { callback } from "./callback.ts";
import { coldstart } from "./coldstart.ts";
import { delivery } from "./delivery.ts";
import { dispute } from "./dispute.ts";
import { handler } from "./handler.ts";
import { ledger } from "./ledger.ts";
import { parse } from "./parse.ts";
import { matchBench as match } from "./match.ts";
import type { Bench } from "./measure.ts";
import { peersBench as peers } from "./peers.ts";

/*
 * `npm run bench [name] [--smoke]`: one JSON object a line on stdout, progress on stderr. docs/benchmarks.md says
 * what each figure means and what it must be.
 */

const benches: Readonly<Record<string, Bench>> = {
  coldstart,
  handler,
  peers,
  callback,
  dispute,
  allocate,
  delivery,
  batch,
  parse,
  match,
  ledger,
};

const names = process.argv.slice(2).filter((argument) => !argument.startsWith("--"));
const smoke = process.argv.includes("--smoke");
const unknown = names.find((name) => !Object.hasOwn(benches, name));

if (unknown === undefined) {
  for (const name of names.length > 0 ? names : Object.keys(benches))
    for (const result of (await benches[name]?.({ smoke })) ?? []) console.log(JSON.stringify(result));
} else {
  console.error(`There is no bench ${unknown}; there are ${Object.keys(benches).join(", ")}.`);
  process.exitCode = 1;
}
