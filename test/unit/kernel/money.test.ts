import { describe, expect, it } from "vitest";
import {
  AMOUNT_MINOR_MAX,
  Currency,
  exponentOf,
  formatted,
  Money,
  NonNegativeMoney,
  PositiveMoney,
  split,
} from "../../../shared/kernel/money.ts";
import { cash, usd } from "../../support/builders.ts";

describe("currencies", () => {
  it.each([
    ["JPY", 0],
    ["KRW", 0],
    ["CLP", 0],
    ["USD", 2],
    ["EUR", 2],
    ["GBP", 2],
    ["KWD", 3],
    ["BHD", 3],
    ["TND", 3],
    ["CLF", 4],
    ["MGA", 2],
    ["MRU", 2],
  ])("%s has the %i decimals of ISO 4217", (code, exponent) => {
    expect(exponentOf(Currency.parse(code))).toBe(exponent);
  });

  it.each(["usd", "US", "XXX1", "", "BTC", "default", "__proto__", "toString"])(
    "%j is no currency",
    (code) => {
      expect(Currency.safeParse(code).success).toBe(false);
    },
  );
});

describe("a code that nobody checked", () => {
  it("is refused by name, and no decimals are guessed for it", () => {
    expect(() => exponentOf("XYZ" as Currency)).toThrow(
      new RangeError("XYZ is not an ISO 4217 currency code"),
    );
  });
});

describe("amounts from outside", () => {
  it.each([
    ["a float", 10.5],
    ["a text", "1000"],
    ["nothing", null],
    ["infinity", Number.POSITIVE_INFINITY],
    ["not a number", Number.NaN],
    ["more than sums can carry exactly", AMOUNT_MINOR_MAX + 1],
    ["beyond the safe integers", 2 ** 60],
  ])("refuse %s", (_what, amount) => {
    for (const schema of [Money, PositiveMoney, NonNegativeMoney])
      expect(schema.safeParse({ amount, currency: "USD" }).success).toBe(false);
  });

  it("refuse zero and negative amounts where money must have moved", () => {
    expect(PositiveMoney.safeParse(usd(0)).error?.issues[0]).toMatchObject({
      path: ["amount"],
      message: "must be greater than zero",
    });
    expect(PositiveMoney.safeParse(usd(-1)).success).toBe(false);
    expect(PositiveMoney.parse(usd(1))).toEqual(usd(1));
  });

  it("refuse a negative balance but take zero", () => {
    expect(NonNegativeMoney.safeParse(usd(-1)).success).toBe(false);
    expect(NonNegativeMoney.parse(usd(0))).toEqual(usd(0));
  });

  it("refuse an unknown currency, a missing one and members that nobody asked for", () => {
    expect(Money.safeParse({ amount: 1, currency: "ABC" }).success).toBe(false);
    expect(Money.safeParse({ amount: 1 }).success).toBe(false);
    expect(Money.safeParse({ amount: 1, currency: "USD", scale: 2 }).success).toBe(false);
  });

  it("reach exactly to their bound", () => {
    expect(PositiveMoney.safeParse(usd(AMOUNT_MINOR_MAX)).success).toBe(true);
    expect(Money.safeParse(usd(-AMOUNT_MINOR_MAX)).success).toBe(true);
    expect(Money.safeParse(usd(-AMOUNT_MINOR_MAX - 1)).success).toBe(false);
  });
});

describe("money for people", () => {
  it.each([
    [cash(12_345, "USD"), "123.45 USD"],
    [cash(12_345, "JPY"), "12345 JPY"],
    [cash(12_345, "KWD"), "12.345 KWD"],
    [cash(5, "USD"), "0.05 USD"],
    [cash(-5, "EUR"), "-0.05 EUR"],
    [cash(12_345, "MGA"), "123.45 MGA"],
  ])("writes %o as %s", (value, text) => {
    expect(formatted(value)).toBe(text);
  });
});

describe("splitting", () => {
  it("gives the odd cents away and keeps the sum", () => {
    expect(split(usd(100), [1, 1, 1]).map(({ amount }) => amount)).toEqual([34, 33, 33]);
    expect(split(usd(5), [7, 3]).map(({ amount }) => amount)).toEqual([4, 1]);
  });

  it("keeps the currency and gives nothing to a weight of zero", () => {
    expect(split(cash(1_001, "KWD"), [0, 1])).toEqual([cash(0, "KWD"), cash(1_001, "KWD")]);
  });
});
