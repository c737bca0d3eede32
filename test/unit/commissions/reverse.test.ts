import { describe, expect, it } from "vitest";
import { reversalOf } from "../../../shared/commissions/reverse.ts";
import { lineOf } from "../../support/commissions.ts";

const original = lineOf({ taxRatePpm: 190_000 }, 10_015, {
  payment: { filled: { INTEREST: 15, PRINCIPAL: 10_000 } },
});

const back = (amount: number, reversedBefore = 0) =>
  reversalOf(original, { reversalRef: `R-${reversedBefore}`, amount, reversedBefore });

describe("the line of a reversal", () => {
  it("is the exact negative of its payment's", () => {
    expect(original).toMatchObject({ commission: 3_004, tax: 571, rounding: -5_000 });
    expect(back(10_015)).toEqual({
      ...original,
      reversalRef: "R-0",
      amount: -10_015,
      recovered: -10_015,
      base: -10_015,
      calculated: -3_004,
      commission: -3_004,
      tax: -571,
      rounding: 5_000,
      components: [
        { component: "INTEREST", base: -15, commission: -4 },
        { component: "PRINCIPAL", base: -10_000, commission: -3_000 },
      ],
      explain: [
        {
          step: "REVERSAL",
          ofAmount: 10_015,
          reversedBefore: 0,
          reversed: 10_015,
          original: { base: 10_015, commission: 3_004, tax: 571 },
        },
      ],
    });
  });

  it("is pro rata for a part, and the parts sum to the whole", () => {
    const parts = [back(3_333), back(3_333, 3_333), back(3_349, 6_666)];
    expect(parts.map(({ commission }) => commission)).toEqual([-1_000, -999, -1_005]);
    expect(parts.map(({ tax }) => tax)).toEqual([-190, -190, -191]);
    expect(parts.map(({ base }) => base)).toEqual([-3_333, -3_333, -3_349]);
    expect(parts.map(({ rounding }) => rounding)).toEqual([1_664, 1_664, 1_672]);
  });

  it("takes back as little as one minor unit, and the very last one", () => {
    expect(back(1)).toMatchObject({ amount: -1, base: -1, commission: 0 });
    expect(back(1, 10_014)).toMatchObject({ amount: -1, base: -1, commission: 0 });
  });

  it("has components that sum to it, the largest taking what is left over", () => {
    expect(back(3_333).components).toEqual([
      { component: "INTEREST", base: -5, commission: -1 },
      { component: "PRINCIPAL", base: -3_328, commission: -999 },
    ]);
  });

  it.each([
    { filled: { INTEREST: 5, PRINCIPAL: 5 }, amount: 5, commissions: [-1, -1] },
    { filled: { INTEREST: 7, PRINCIPAL: 3 }, amount: 3, commissions: [-2, 0] },
    { filled: { INTEREST: 3, PRINCIPAL: 7 }, amount: 3, commissions: [0, -2] },
  ])("leaves what is left over to the largest, of equals the first: $filled", (given) => {
    const rule = { kind: "CONTINGENCY_PCT", rateBp: 5_000 } as const;
    const whole = lineOf({ rule }, 10, { payment: { filled: given.filled } });
    const part = reversalOf(whole, { reversalRef: "R-1", amount: given.amount, reversedBefore: 0 });
    expect(part.commission).toBe(-2);
    expect(part.components.map(({ commission }) => commission)).toEqual(given.commissions);
  });

  it.each([
    { amount: 10_016, reversedBefore: 0 },
    { amount: 6_683, reversedBefore: 3_333 },
    { amount: 0, reversedBefore: 0 },
    { amount: -1, reversedBefore: 10 },
    { amount: 2, reversedBefore: -1 },
  ])("is none for $amount after $reversedBefore", ({ amount, reversedBefore }) => {
    expect(() => back(amount, reversedBefore)).toThrow(/takes back more than is left of P-1/u);
  });
});
