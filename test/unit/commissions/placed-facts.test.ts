import { describe, expect, it } from "vitest";
import { commissionOf } from "../../../shared/commissions/compute.ts";
import { placedFactsOf } from "../../../shared/commissions/placed-facts.ts";
import { anAccount, aPlacement } from "../../support/builders.ts";
import { aPlan, paid } from "../../support/commissions.ts";
import { Currency } from "../../../shared/kernel/money.ts";

const kept = { ageDays: 90, region: "US-CT" };

describe("what a placement keeps", () => {
  it("is the day of the offer, and nothing of an end that there was not", () => {
    expect(placedFactsOf(aPlacement(anAccount()), kept)).toEqual({
      placedOn: "2026-03-02",
      placedBalance: 100_000,
      placedAgeDays: 90,
      placementNumber: 1,
      region: "US-CT",
    });
  });

  it("is its last day and the tail's, in UTC, once it ended", () => {
    const placement = aPlacement(anAccount(), {
      state: "RECALLED",
      endedAt: "2026-05-01T23:30:00.000Z",
      tailUntil: "2026-05-31T23:30:00.000Z",
    });
    expect(placedFactsOf(placement, kept)).toMatchObject({ endedOn: "2026-05-01", tailUntil: "2026-05-31" });
  });

  it("is calculated in the plan's currency only", () => {
    const inYen = paid(100, { payment: { currency: Currency.parse("JPY") } });
    expect(() => commissionOf(aPlan(), inYen)).toThrow("P-1 is not in the currency of standard");
  });
});
