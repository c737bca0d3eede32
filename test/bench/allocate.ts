import { loadavg } from "node:os";
import { allocate, type Candidate, type Placeable } from "../../shared/contracts/allocate.ts";
import { shardCountOf } from "../../shared/contracts/usage.ts";
import { aCandidate, today } from "../support/builders.ts";
import { interleaved, median, rounded, say, type Bench, type Result } from "./measure.ts";

const full = { rounds: 15, decisions: { 3: 20_000, 20: 4_000, 200: 400 } };
const tiny: typeof full = { rounds: 2, decisions: { 3: 200, 20: 40, 200: 4 } };

const CAPACITY = 100_000;

/** A lender's contracts, every counter of which is in use. */
const candidatesOf = (count: number): readonly Candidate[] =>
  Array.from({ length: count }, (_, n) =>
    aCandidate({
      contract: { share: 1 + (n % 7), capacity: CAPACITY, capacityPerDay: 5_000 },
      usage: Array.from({ length: shardCountOf(CAPACITY) }, (_unused, shard) => ({
        shard,
        open: 10 + ((n + shard) % 5),
        placed: 20 + ((n * shard) % 9),
        day: today,
        placedOnDay: 3,
      })),
    }),
  );

const account = (spread: number): Placeable => ({
  region: "US-CT",
  product: "PERSONAL_LOAN",
  currency: "USD",
  outstanding: 100_000,
  daysPastDue: 90,
  placementNumber: 1,
  formerHolders: [],
  mayReturn: false,
  arm: "CHAMPION",
  sameDebtor: [],
  spread,
});

/** Microseconds that one of so many calls takes. */
function timed(count: number, call: (n: number) => number): number {
  let kept = 0;
  const began = performance.now();
  for (let n = 0; n < count; n += 1) kept += call(n);
  const us = ((performance.now() - began) * 1_000) / count;
  if (kept < 0) throw new Error("the work was optimised away");
  return us;
}

/** The least that any rule by share must do: add up every counter once. */
const sumsOf = (candidates: readonly Candidate[]): number =>
  candidates.reduce(
    (total, { usage }) => total + usage.reduce((sum, { open, placed }) => sum + open + placed, 0),
    0,
  );

async function measured(contracts: 3 | 20 | 200, { rounds, decisions }: typeof full): Promise<Result> {
  const candidates = candidatesOf(contracts);
  const count = decisions[contracts];
  const ours = async () => timed(count, (n) => allocate(account(n), candidates, today).lines.length);
  const theirs = async () => timed(count, () => sumsOf(candidates));
  await ours();
  await theirs();
  const pairs = await interleaved(rounds, { ours, theirs }, () => undefined);
  const us = median(pairs.map((pair) => pair.ours));
  say(`allocate: ${contracts} contracts: ${rounded(us)} µs a decision`);
  return {
    bench: `allocate-${contracts}`,
    value: rounded(1_000_000 / us, 0),
    unit: "decisions a second",
    ratio: rounded(median(pairs.map((pair) => pair.ours / pair.theirs)), 1),
    against: "adding up the same counters once",
    us: rounded(us),
    rounds: pairs.length,
    loadAverage: rounded(loadavg()[0] ?? 0, 1),
  };
}

/** How many allocations one core decides, and how much more each takes than adding up the counters. */
export const allocateBench: Bench = async ({ smoke }) => {
  const sizes = smoke ? tiny : full;
  const results: Result[] = [];
  for (const contracts of [3, 20, 200] as const) results.push(await measured(contracts, sizes));
  return results;
};
