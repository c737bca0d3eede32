import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { allocate, type Candidate, type Placeable } from "../../shared/contracts/allocate.ts";
import { limitsOf } from "../../shared/contracts/room.ts";
import { shardCountOf } from "../../shared/contracts/usage.ts";
import { LocalDate } from "../../shared/kernel/time.ts";
import { aCandidate, today } from "../support/builders.ts";

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

/** The same, with the day's own count, as the table keeps it. */
const onDay = (candidate: Candidate, shard: number, day: LocalDate): Candidate => {
  const after = counted(candidate, shard, 1);
  const usage = after.usage.map((one) =>
    one.shard === shard
      ? { ...one, day, placedOnDay: one.day === day ? (one.placedOnDay ?? 0) + 1 : 1 }
      : one,
  );
  return { ...after, usage };
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

/** Ten thousand accounts one after the other: what each contract got. */
function afterTenThousand(
  all: readonly Candidate[],
  armOf: (n: number) => Placeable["arm"] = () => "CHAMPION",
) {
  const got = new Map(all.map(({ agency }) => [agency.agencyId, 0]));
  let candidates = all;
  for (let n = 1; n <= 10_000; n += 1) {
    const allocation = allocate({ ...account(n), arm: armOf(n) }, candidates, today);
    const { candidate, usageShard } = allocation.chosen!;
    const { agencyId } = candidate.agency;
    got.set(agencyId, got.get(agencyId)! + 1);
    candidates = candidates.map((one) =>
      one.agency.agencyId === agencyId ? counted(one, usageShard, 1) : one,
    );
  }
  return all.map(({ agency, contract }) => ({ contract, placed: got.get(agency.agencyId)! }));
}

describe("shares", () => {
  it("of ten thousand accounts are met to within one in a thousand", () => {
    const shares = fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 2, maxLength: 4 });
    fc.assert(
      fc.property(shares, (all) => {
        const total = all.reduce((sum, share) => sum + share, 0);
        const ended = afterTenThousand(
          all.map((share) => aCandidate({ contract: { share, capacity: 50_000 } })),
        );
        for (const { contract, placed: mine } of ended)
          expect(Math.abs(mine - (10_000 * contract.share) / total)).toBeLessThanOrEqual(10);
      }),
      { numRuns: 4 },
    );
  });

  it("hold within each arm, and no account crosses to the other arm while its own has room", () => {
    const contract = (share: number, arm: "CHAMPION" | "CHALLENGER") =>
      aCandidate({ contract: { share, arm, capacity: 50_000 } });
    const ended = afterTenThousand(
      [contract(3, "CHAMPION"), contract(1, "CHAMPION"), contract(1, "CHALLENGER")],
      (n) => (n % 10 === 0 ? "CHALLENGER" : "CHAMPION"),
    );
    expect(ended.map(({ placed: mine }) => mine)).toEqual([6_750, 2_250, 1_000]);
  });

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

  it("of a day is never exceeded, and begins anew with the day", () => {
    const days = fc.array(fc.nat({ max: 40 }), { minLength: 1, maxLength: 4 });
    const limits = fc.record({ perDay: fc.nat({ max: 12 }), capacity: fc.constantFrom(30, 1_000, 5_000) });
    fc.assert(
      fc.property(days, limits, (counts, { perDay, capacity }) => {
        let candidate = aCandidate({ contract: { capacity, capacityPerDay: perDay } });
        counts.forEach((count, n) => {
          const day = LocalDate.parse(`2026-03-0${n + 1}`);
          let taken = 0;
          for (let spread = 0; spread < count; spread += 1) {
            const { chosen, lines } = allocate(account(spread), [candidate], day);
            if (chosen === undefined) {
              expect(lines[0]?.reasons[0]).toMatch(/^NO_CAPACITY/u);
              continue;
            }
            taken += 1;
            candidate = onDay(candidate, chosen.usageShard, day);
          }
          expect(taken).toBeLessThanOrEqual(perDay);
          if (capacity >= 1_000) expect(taken).toBe(Math.min(count, perDay));
        });
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
