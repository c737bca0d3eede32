import { describe, expect, it } from "vitest";
import type { Currency } from "../../../shared/kernel/money.ts";
import { said } from "../../../shared/reconciliation/break.ts";
import { defaultRules } from "../../../shared/reconciliation/default-rules.ts";
import { normaliser } from "../../../shared/reconciliation/normalise.ts";
import { chosen, isPartOf, sizeOf, subsetsWithin } from "../../../shared/reconciliation/subset-sum.ts";
import { acceptable, expectable } from "../../../shared/reconciliation/tolerance.ts";
import { Normalisation, Rule, RuleSet, Tolerance } from "../../../shared/reconciliation/wire.ts";

describe("a reference", () => {
  const plain = (reference: string) =>
    normaliser(Normalisation.parse({ prefixes: ["PAY", "Payment-"] }))(reference);

  it.each([
    ["p-0012/a", "P0012A"],
    ["  Pay 0012 ", "12"],
    ["PAYMENT 7", "7"],
    ["ＡＢ１", "AB1"],
    ["straße-1", "STRASSE1"],
    ["000", "0"],
    ["PAYPAY1", "PAY1"],
  ])("%s is taken as %s", (reference, taken) => {
    expect(plain(reference)).toBe(taken);
  });

  it.each(["", " -/. ", "PAY"])("%j names nothing", (reference) => {
    expect(plain(reference)).toBeUndefined();
  });

  it("keeps its zeros where they count", () => {
    expect(normaliser(Normalisation.parse({ leadingZeros: "KEPT" }))("00-12")).toBe("0012");
  });
});

describe("a tolerance", () => {
  const tolerance = Tolerance.parse({ below: { basisPoints: 100 }, above: { minorUnits: 7 } });

  it("accepts the same sizes in either direction", () => {
    expect(acceptable(tolerance, 1_000)).toEqual({ from: 990, to: 1_007 });
    expect(acceptable(tolerance, -1_000)).toEqual({ from: -1_007, to: -990 });
  });

  it("never lets money change its direction", () => {
    expect(acceptable(Tolerance.parse({ below: { minorUnits: 5 } }), 3)).toEqual({ from: 1, to: 3 });
  });

  it("is exact where a product would not be", () => {
    expect(acceptable(Tolerance.parse({ below: { basisPoints: 9_999 } }), 4_000_000_000_001)).toEqual({
      from: 400_000_001,
      to: 4_000_000_000_001,
    });
  });

  it("tells of what is found how much may have been expected", () => {
    for (const found of [1, 99, 1_000, 123_457]) {
      const { from, to } = expectable(tolerance, found);
      const accepts = (expected: number): boolean => {
        const range = acceptable(tolerance, expected);
        return found >= range.from && found <= range.to;
      };
      expect([from - 1, from, to, to + 1].map(accepts)).toEqual([
        from === 1 && found <= 8 ? accepts(0) : false,
        true,
        true,
        false,
      ]);
      expect(expectable(tolerance, -found)).toEqual({ from: -to, to: -from });
    }
  });
});

describe("sums", () => {
  it("are found wherever they lie in the range, signs mixed", () => {
    const amounts = [5, -2, 3, 4];
    const found = subsetsWithin(amounts, { from: 6, to: 7 }, { steps: 1_000 });
    const sums = found?.map((bits) => chosen(amounts, bits));
    expect(sums).toEqual([
      [5, -2, 3],
      [5, -2, 4],
      [3, 4],
    ]);
  });

  it("are none without a step left, rather than some", () => {
    expect(subsetsWithin([1, 1], { from: 1, to: 1 }, { steps: 7 })).toEqual([1, 2]);
    expect(subsetsWithin([1, 1], { from: 1, to: 1 }, { steps: 5 })).toBeUndefined();
  });

  it("leave out what cannot reach the range", () => {
    const budget = { steps: 100 };
    expect(subsetsWithin([1, 2, 3, 4, 5, 6], { from: 100, to: 200 }, budget)).toEqual([]);
    expect(budget.steps).toBe(99);
  });

  it("count nothing chosen as no sum", () => {
    expect(subsetsWithin([1], { from: -1, to: 0 }, { steps: 10 })).toEqual([]);
  });

  it("are sets: of a size, and parts of each other", () => {
    expect([0b0, 0b1, 0b1011].map(sizeOf)).toEqual([0, 1, 3]);
    expect(isPartOf(0b010, 0b011)).toBe(true);
    expect(isPartOf(0b011, 0b011)).toBe(false);
    expect(isPartOf(0b100, 0b011)).toBe(false);
  });
});

describe("money in words", () => {
  it.each([
    [5, "USD", "0.05 USD"],
    [-123_456, "USD", "-1234.56 USD"],
    [1_234, "JPY", "1234 JPY"],
    [-1, "KWD", "-0.001 KWD"],
    [0, "EUR", "0.00 EUR"],
  ])("%i of %s is %s", (amount, currency, text) => {
    expect(said(amount, currency as Currency)).toBe(text);
  });
});

describe("rules from outside", () => {
  const rule = { ruleId: "A", relation: "ADVISED", kind: "REFERENCE" };

  it.each([
    ["two of one id", { version: 1, rules: [rule, rule] }, "its own"],
    ["none", { version: 1, rules: [] }, "Too small"],
    [
      "more than a hundred",
      { version: 1, rules: Array.from({ length: 101 }, (_, n) => ({ ...rule, ruleId: `A${n}` })) },
      "Too big",
    ],
    ["an unknown kind", { version: 1, rules: [{ ...rule, kind: "GUESS" }] }, "Invalid"],
    ["fractions", { version: 1, rules: [{ ...rule, tolerance: { below: { minorUnits: 0.5 } } }] }, "int"],
    [
      "more than all",
      { version: 1, rules: [{ ...rule, tolerance: { below: { basisPoints: 10_001 } } }] },
      "Too big",
    ],
    [
      "a search without end",
      { version: 1, rules: [{ ...rule, kind: "MANY_TO_MANY", limits: { candidates: 25 } }] },
      "Too big",
    ],
    ["an unknown member", { version: 1, rules: [{ ...rule, fuzzy: true }] }, "Unrecognized"],
  ])("with %s are refused", (_, ruleSet, message) => {
    const { success, error } = RuleSet.safeParse(ruleSet);
    expect(success).toBe(false);
    expect(error?.message).toContain(message);
  });

  it("have nothing tolerated unless they say so", () => {
    const none = { minorUnits: 0, basisPoints: 0 };
    expect(Rule.parse(rule).tolerance).toEqual({ below: none, above: none, daysBefore: 0, daysAfter: 0 });
  });

  it("come as a standard set, the exact before the near, by reference before all else", () => {
    expect(RuleSet.parse(defaultRules)).toEqual(defaultRules);
    expect(defaultRules.rules.map(({ ruleId }) => ruleId).slice(0, 4)).toEqual([
      "REF",
      "REF-NEAR",
      "REF-SPELT",
      "ACCOUNT-AMOUNT",
    ]);
  });
});
