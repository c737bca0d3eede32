import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  AMOUNT_MINOR_MAX,
  Currency,
  exponentOf,
  formatted,
  money,
  split,
} from "../../shared/kernel/money.ts";
import { runs } from "../support/property-runs.ts";

const currency = fc
  .constantFrom("JPY", "USD", "EUR", "KWD", "CLF", "MGA")
  .map((code) => Currency.parse(code));
const amount = fc.integer({ min: -AMOUNT_MINOR_MAX, max: AMOUNT_MINOR_MAX });

/** Shares, or balances to split by. */
const weights = fc
  .array(fc.oneof(fc.nat({ max: 100 }), fc.nat({ max: AMOUNT_MINOR_MAX })), { minLength: 1, maxLength: 12 })
  .filter((all) => all.some((weight) => weight > 0));

describe("splitting money", () => {
  it("loses nothing and invents nothing", () => {
    fc.assert(
      fc.property(amount, currency, weights, (total, code, all) => {
        const parts = split(money(total, code), all);
        expect(parts).toHaveLength(all.length);
        expect(parts.reduce((sum, part) => sum + part.amount, 0)).toBe(total);
        expect(parts.every((part) => part.currency === code && Number.isInteger(part.amount))).toBe(true);
      }),
      { numRuns: runs(500) },
    );
  });

  it("is fair: nobody is more than one minor unit away from the exact share", () => {
    fc.assert(
      fc.property(amount, weights, (total, all) => {
        const sum = BigInt(all.reduce((one, other) => one + other, 0));
        for (const [index, part] of split(money(total, Currency.parse("USD")), all).entries()) {
          const off = BigInt(part.amount) * sum - BigInt(total) * BigInt(all[index]!);
          expect(off >= -sum && off <= sum).toBe(true);
        }
      }),
      { numRuns: runs(2_000), examples: [[104_323_982_096, [18, 89, 215_720_776_415, 15]]] },
    );
  });

  it("gives equal weights amounts that differ by one minor unit at most", () => {
    fc.assert(
      fc.property(amount, fc.integer({ min: 1, max: 20 }), (total, count) => {
        const parts = split(
          money(total, Currency.parse("USD")),
          Array.from({ length: count }, () => 1),
        );
        const amounts = parts.map((part) => part.amount);
        expect(Math.max(...amounts) - Math.min(...amounts)).toBeLessThanOrEqual(1);
      }),
      { numRuns: runs(300) },
    );
  });
});

describe("money for people", () => {
  it("reads back as the same minor units", () => {
    fc.assert(
      fc.property(amount, currency, (value, code) => {
        const [text, unit] = formatted(money(value, code)).split(" ");
        expect(unit).toBe(code);
        const [, decimals = ""] = text!.split(".");
        expect(decimals).toHaveLength(exponentOf(code));
        expect(Number(text!.replace(".", ""))).toBe(value === 0 ? 0 : value);
      }),
      { numRuns: runs(300) },
    );
  });
});
