import { describe, expect, it } from "vitest";
import { decimalOf, minorOf } from "../../../shared/account-batches/decimal.ts";

describe("a decimal amount", () => {
  it.each([
    ["1234.56", 2, 123_456],
    ["1234.5", 2, 123_450],
    ["1234", 2, 123_400],
    ["0.07", 2, 7],
    ["0.29", 2, 29], // 0.29 * 100 is 28.999999999999996
    ["1.005", 3, 1005],
    ["1.5", 3, 1500],
    ["12345", 0, 12_345],
    ["-5.00", 2, -500],
    ["0.00", 2, 0],
    ["-0.00", 2, 0],
    ["0000123.40", 2, 12_340],
    ["9999999999999.99", 2, 999_999_999_999_999],
  ])("%s with %i decimals is exactly %i minor units", (text, exponent, minor) => {
    expect(minorOf(text, exponent)).toBe(minor);
  });

  it.each([
    ["1.5", 0],
    ["1.234", 2],
    ["1.2345", 3],
    ["1,234.56", 2],
    ["1.234,56", 2],
    ["1 234", 2],
    ["12e3", 2],
    ["+5", 2],
    [".5", 2],
    ["5.", 2],
    ["USD 5", 2],
    ["NaN", 2],
    ["٣", 2],
    ["=1+1", 2],
    [" 5", 2],
    ["99999999999999.99", 2],
  ])("%s with %i decimals is none, rather than rounded or guessed", (text, exponent) => {
    expect(minorOf(text, exponent)).toBeUndefined();
  });

  it.each([
    [123_456, 2, "1234.56"],
    [7, 2, "0.07"],
    [1005, 3, "1.005"],
    [12_345, 0, "12345"],
    [-500, 2, "-5.00"],
  ])("%i minor units with %i decimals are written %s", (minor, exponent, text) => {
    expect(decimalOf(minor, exponent)).toBe(text);
  });
});
