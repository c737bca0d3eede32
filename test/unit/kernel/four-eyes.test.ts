import { describe, expect, it } from "vitest";
import { needsTwoKeys } from "../../../shared/kernel/four-eyes.ts";
import { Currency } from "../../../shared/kernel/money.ts";

const [usd, eur] = ["USD", "EUR"].map((code) => Currency.parse(code)) as [Currency, Currency];
const limit = { amount: 500, currency: usd };

describe("a second key", () => {
  it.each([
    ["more than the limit", { amount: 501, currency: usd }, true],
    ["as much as the limit", { amount: 500, currency: usd }, false],
    ["more than the limit the other way", { amount: -501, currency: usd }, true],
    ["as much the other way", { amount: -500, currency: usd }, false],
    ["anything in another currency", { amount: 1, currency: eur }, true],
    ["nothing in another currency", { amount: 0, currency: eur }, false],
  ])("is asked for %s as it should be", (_what, amount, needed) => {
    expect(needsTwoKeys(amount, limit)).toBe(needed);
  });

  it("is asked for nothing where no limit is set", () => {
    expect(needsTwoKeys({ amount: 10 ** 12, currency: usd }, undefined)).toBe(false);
  });

  it("is asked for everything where the limit is nothing", () => {
    expect(needsTwoKeys({ amount: 1, currency: usd }, { amount: 0, currency: usd })).toBe(true);
  });
});
