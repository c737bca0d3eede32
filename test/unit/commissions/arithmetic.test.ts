import { describe, expect, it } from "vitest";
import { halfEven, splitToLargest } from "../../../shared/commissions/arithmetic.ts";

describe("rounding half to even", () => {
  it.each([
    [0n, 10n, 0n],
    [4n, 10n, 0n],
    [5n, 10n, 0n],
    [6n, 10n, 1n],
    [15n, 10n, 2n],
    [25n, 10n, 2n],
    [26n, 10n, 3n],
    [30n, 10n, 3n],
    [-4n, 10n, 0n],
    [-5n, 10n, 0n],
    [-6n, 10n, -1n],
    [-15n, 10n, -2n],
    [-25n, 10n, -2n],
    [-26n, 10n, -3n],
    [1n, 3n, 0n],
    [2n, 3n, 1n],
    [-2n, 3n, -1n],
    [9_007_199_254_740_993n, 2n, 4_503_599_627_370_496n],
  ])("of %s by %s is %s", (numerator, denominator, rounded) => {
    expect(halfEven(numerator, denominator)).toBe(rounded);
  });
});

describe("splitting by weights", () => {
  it.each([
    [100, [1n, 1n, 1n], [34, 33, 33]],
    [100, [1n, 2n, 1n], [25, 50, 25]],
    [100, [1n, 3n, 3n], [14, 44, 42]],
    [2, [1n, 0n, 5n], [0, 0, 2]],
    [0, [1n, 2n], [0, 0]],
    [7, [0n, 0n], [0, 0]],
    [7, [], []],
  ])("gives %s by %s as %s", (whole, weights, parts) => {
    expect(splitToLargest(whole, weights)).toEqual(parts);
  });
});
