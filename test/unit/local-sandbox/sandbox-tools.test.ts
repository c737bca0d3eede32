import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { demoOptions } from "../../../infra/local/demo/demo-options.ts";
import { mapBounded } from "../../../infra/local/sandbox/sandbox-bounded.ts";
import { between, chance, pick, shuffled } from "../../../infra/local/sandbox/sandbox-chance.ts";

describe("chance from a text", () => {
  it("is the same for the same text, evenly spread over [0, 1)", () => {
    const draws = Array.from({ length: 4000 }, (_, n) => chance(`draw ${n}`));
    expect(chance("draw 7")).toBe(draws[7]);
    expect(Math.min(...draws)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...draws)).toBeLessThan(1);
    for (let tenth = 0; tenth < 10; tenth += 1) {
      const share = draws.filter((draw) => Math.floor(draw * 10) === tenth).length / draws.length;
      expect(Math.abs(share - 0.1)).toBeLessThan(0.02);
    }
  });

  it("picks, counts and shuffles within what it was given", () => {
    fc.assert(
      fc.property(fc.string(), fc.array(fc.nat(), { minLength: 1 }), (text, values) => {
        expect(values).toContain(pick(text, values));
        expect(new Set(shuffled(text, values))).toEqual(new Set(values));
        expect(shuffled(text, values)).toHaveLength(values.length);
        expect(between(text, 3, 5)).toBeGreaterThanOrEqual(3);
        expect(between(text, 3, 5)).toBeLessThanOrEqual(5);
      }),
    );
    expect(() => pick("x", [])).toThrow(RangeError);
  });
});

describe("bounded work", () => {
  it("keeps the order of the results and never has more at once than allowed", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(5), { maxLength: 40 }),
        fc.integer({ min: 1, max: 6 }),
        async (turns, limit) => {
          let running = 0;
          let most = 0;
          const results = await mapBounded(turns, limit, async (turn, index) => {
            running += 1;
            most = Math.max(most, running);
            for (let n = 0; n < turn; n += 1) await Promise.resolve();
            running -= 1;
            return index;
          });
          expect(results).toEqual(turns.map((_, index) => index));
          expect(most).toBeLessThanOrEqual(limit);
        },
      ),
    );
  });

  it("goes on after a task that failed", async () => {
    const ran: number[] = [];
    const work = mapBounded([1, 2, 3], 1, async (n) => {
      ran.push(n);
      if (n === 1) throw new Error("first");
    });
    await expect(work).rejects.toThrow("first");
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(ran).toEqual([1, 2, 3]);
  });
});

describe("the demo's options", () => {
  it("are 500 accounts and seed 1 unless said otherwise", () => {
    expect(demoOptions([])).toEqual({ accounts: 500, seed: 1 });
    expect(demoOptions(["--accounts", "9857", "--seed=7"])).toEqual({ accounts: 9857, seed: 7 });
  });

  it.each([
    [["--accounts", "9858"], /--accounts the portfolio has 9857 loans/u],
    [["--accounts", "0"], /--accounts must be at least 1/u],
    [["--accounts", "many"], /--accounts must be a number/u],
    [["--seed", "1.5"], /--seed must be whole/u],
    [["--acounts", "5"], /Unknown option/u],
  ] as const)("refuse %j in words", (args, words) => {
    expect(() => demoOptions(args)).toThrow(words);
  });
});
