import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { allocate, type Candidate, type Placeable } from "../../shared/contracts/allocate.ts";
import { limitsOf } from "../../shared/contracts/room.ts";
import { shardCountOf } from "../../shared/contracts/usage.ts";
import { aCandidate, today } from "../support/builders.ts";

const account = (spread: number): Placeable => ({
  region: "US-CT",
  product: "PERSONAL_LOAN",
  currency: "USD",
  outstanding: 100_000,
  daysPastDue: 90,
  formerHolders: [],
  mayReturn: false,
  arm: "CHAMPION",
  sameDebtor: [],
  spread,
});

/** The candidate with one more account in one of its counters, or one fewer open. */
const counted = (candidate: Candidate, shard: number, open: 1 | -1): Candidate => {
  const { agencyId } = candidate.agency;
  const before = candidate.usage.find((one) => one.shard === shard) ?? {
    agencyId,
    shard,
    open: 0,
    placed: 0,
  };
  const now = { ...before, open: before.open + open, placed: before.placed + (open === 1 ? 1 : 0) };
  return { ...candidate, usage: [...candidate.usage.filter((one) => one.shard !== shard), now] };
};

const placed = ({ usage }: Candidate) => usage.reduce((sum, one) => sum + one.placed, 0);
const open = ({ usage }: Candidate) => usage.reduce((sum, one) => sum + one.open, 0);

function placeOne(candidates: readonly Candidate[], spread: number): readonly Candidate[] | undefined {
  const { chosen } = allocate(account(spread), candidates, today);
  if (chosen === undefined) return undefined;
  const { agencyId } = chosen.candidate.agency;
  return candidates.map((one) =>
    one.agency.agencyId === agencyId ? counted(one, chosen.usageShard, 1) : one,
  );
}

describe("shares", () => {
  it("are met to within one account in a thousand", () => {
    const shares = fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 2, maxLength: 5 });
    fc.assert(
      fc.property(shares, (all) => {
        const total = all.reduce((sum, share) => sum + share, 0);
        let candidates: readonly Candidate[] = all.map((share) =>
          aCandidate({ contract: { share, capacity: 10_000 } }),
        );
        for (let n = 1; n <= 1_000; n += 1) candidates = placeOne(candidates, n)!;
        for (const one of candidates)
          expect(Math.abs(placed(one) - (1_000 * one.contract.share) / total)).toBeLessThanOrEqual(1);
      }),
      { numRuns: 25 },
    );
  });
});

const world = fc.array(
  fc.record({ share: fc.integer({ min: 1, max: 10 }), capacity: fc.integer({ min: 0, max: 9 }) }),
  {
    minLength: 1,
    maxLength: 4,
  },
);

describe("capacity", () => {
  it("is never exceeded, in the whole or in a counter, and is used to the last place", () => {
    const steps = fc.array(
      fc.record({ spread: fc.nat({ max: 255 }), free: fc.option(fc.nat(), { freq: 4 }) }),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(world, steps, (contracts, story) => {
        let candidates: readonly Candidate[] = contracts.map((contract) => aCandidate({ contract }));
        for (const { spread, free } of story) {
          const holding = candidates.flatMap((one) => one.usage.filter((usage) => usage.open > 0));
          if (free !== null && holding.length > 0) {
            const { agencyId, shard } = holding[free % holding.length]!;
            candidates = candidates.map((one) =>
              one.agency.agencyId === agencyId ? counted(one, shard, -1) : one,
            );
          }
          const room = candidates.some((one) => open(one) < one.contract.capacity);
          const after = placeOne(candidates, spread);
          expect(after !== undefined).toBe(room);
          candidates = after ?? candidates;
          for (const { usage, contract } of candidates)
            for (const one of usage) expect(one.open).toBeLessThanOrEqual(limitsOf(contract, one.shard).open);
        }
      }),
      { numRuns: 100 },
    );
  });

  it("is spread over its counters evenly and without loss, whatever it is", () => {
    fc.assert(
      fc.property(fc.nat({ max: 10_000_000 }), (capacity) => {
        const parts = Array.from(
          { length: shardCountOf(capacity) },
          (_, shard) => limitsOf({ capacity }, shard).open,
        );
        expect(parts.reduce((sum, part) => sum + part, 0)).toBe(capacity);
        expect(Math.max(...parts) - Math.min(...parts)).toBeLessThanOrEqual(1);
      }),
      { numRuns: 200 },
    );
  });
});

describe("the choice", () => {
  it("is the same whatever the order in which contracts and counters are read", () => {
    const usage = fc.array(fc.record({ open: fc.nat({ max: 5 }), placed: fc.nat({ max: 50 }) }), {
      minLength: 4,
      maxLength: 4,
    });
    const some = fc.array(
      fc.record({ share: fc.integer({ min: 1, max: 5 }), capacity: fc.integer({ min: 0, max: 30 }), usage }),
      { minLength: 1, maxLength: 6 },
    );
    const shuffledWorld = some.chain((specs) => {
      const candidates = specs.map(({ share, capacity, usage: counters }) =>
        aCandidate({
          contract: { share, capacity },
          usage: counters.map((one, shard) => ({ shard, ...one })),
        }),
      );
      const whole = { minLength: candidates.length, maxLength: candidates.length };
      return fc.record({
        candidates: fc.constant(candidates),
        other: fc.shuffledSubarray(candidates, whole),
        spread: fc.nat({ max: 255 }),
      });
    });
    fc.assert(
      fc.property(shuffledWorld, ({ candidates, other, spread }) => {
        const reversed = other.map((one) => ({ ...one, usage: one.usage.toReversed() }));
        const [a, b] = [
          allocate(account(spread), candidates, today),
          allocate(account(spread), reversed, today),
        ];
        expect(b.lines).toEqual(a.lines);
        expect(b.chosen?.candidate.agency.agencyId).toBe(a.chosen?.candidate.agency.agencyId);
        expect(b.chosen?.usageShard).toBe(a.chosen?.usageShard);
        expect(a.lines.filter(({ outcome }) => outcome === "CHOSEN")).toHaveLength(a.chosen ? 1 : 0);
        expect(a.lines).toHaveLength(candidates.length);
      }),
      { numRuns: 200 },
    );
  });
});
