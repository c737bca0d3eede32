import { describe, expect, it } from "vitest";
import type { ReadLine } from "../../../shared/bank-statements/model.ts";
import { newTally } from "../../../shared/bank-statements/tally.ts";
import { AMOUNT_MINOR_MAX, Currency } from "../../../shared/kernel/money.ts";
import { LocalDate } from "../../../shared/kernel/time.ts";

const [EUR, USD] = ["EUR", "USD"].map((code) => Currency.parse(code)) as [Currency, Currency];

const aLine = (amount: number, over: Partial<ReadLine> = {}): ReadLine => ({
  currency: EUR,
  amount,
  valueDate: LocalDate.parse("2026-03-02"),
  isReversal: false,
  status: "BOOKED",
  references: [],
  text: "",
  charges: [],
  ...over,
});

describe("what lines add up to", () => {
  it("is exact beyond what a number holds", () => {
    const tally = newTally();
    const count = 40_000;
    for (let n = 0; n < count; n += 1) {
      tally.add(aLine(AMOUNT_MINOR_MAX - n));
      tally.add(aLine(-(AMOUNT_MINOR_MAX - 2 * n)));
    }
    const n = BigInt(count);
    const indices = (n * (n - 1n)) / 2n;
    const [credits, debits] = [
      n * BigInt(AMOUNT_MINOR_MAX) - indices,
      n * BigInt(AMOUNT_MINOR_MAX) - 2n * indices,
    ];
    expect(credits > BigInt(Number.MAX_SAFE_INTEGER)).toBe(true);
    expect(tally.totals()).toEqual([{ currency: EUR, count: 2 * count, credits, debits }]);
    expect(tally.bookedOf(EUR)).toBe(credits - debits);
  });

  it("is apart by currency, and of booked lines alone what the balances are made of", () => {
    const tally = newTally();
    for (const currency of [EUR, USD, EUR, USD]) tally.add(aLine(5, { currency }));
    tally.add(aLine(7, { status: "PENDING" }));
    expect(tally.totals()).toMatchObject([
      { currency: EUR, credits: 17n },
      { currency: USD, credits: 10n },
    ]);
    expect([tally.bookedOf(EUR), tally.bookedOf(USD)]).toEqual([10n, 10n]);
    expect([tally.countOf("CREDIT"), tally.countOf("DEBIT")]).toEqual([5, 0]);
  });
});
