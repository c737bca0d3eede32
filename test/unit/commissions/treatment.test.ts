import { describe, expect, it } from "vitest";
import type { PaymentFacts } from "../../../shared/commissions/facts.ts";
import { on } from "../../support/builders.ts";
import { lineOf, type Facts, type Terms } from "../../support/commissions.ts";

const paidOn = (date: string, recipient: PaymentFacts["recipient"] = "AGENCY"): Facts => ({
  payment: { effectiveOn: on(date), recipient },
});

/** Placed on 2026-03-02; ended on 2026-05-01 with a tail of thirty days. */
const ended = { endedOn: on("2026-05-01"), tailUntil: on("2026-05-31") };

const bearsNothing = { fee: 0, calculated: 0, commission: 0, tax: 0, rounding: 0 };

describe("a payment of before the placement", () => {
  const worthy: Terms = { perPayment: { min: 500 }, perAccount: { min: 900 } };

  it.each(["AGENCY", "LENDER"] as const)(
    "bears nothing, whatever the floors, when %s got it",
    (recipient) => {
      const line = lineOf(worthy, 10_000, paidOn("2026-03-01", recipient));
      expect(line).toMatchObject({ treatment: "BEFORE_PLACEMENT", base: 10_000, ...bearsNothing });
      expect(line).not.toHaveProperty("rateBp");
      expect(line.components).toEqual([{ component: "PRINCIPAL", base: 10_000, commission: 0 }]);
    },
  );

  it("of the very day of the placement is one of after it", () => {
    expect(lineOf({}, 10_000, paidOn("2026-03-02"))).toMatchObject({
      treatment: "ORDINARY",
      commission: 3_000,
    });
  });

  it("bears its rate where the plan says so", () => {
    const terms: Terms = { noFeeWindow: { beforePlacement: false, daysAfterPlacement: 10 } };
    expect(lineOf(terms, 10_000, paidOn("2026-03-01"))).toMatchObject({
      treatment: "ORDINARY",
      commission: 3_000,
    });
  });
});

describe("a no-fee window of ten days", () => {
  const terms: Terms = { noFeeWindow: { daysAfterPlacement: 10 } };

  it.each([
    { date: "2026-03-02", treatment: "NO_FEE_WINDOW", commission: 0 },
    { date: "2026-03-11", treatment: "NO_FEE_WINDOW", commission: 0 },
    { date: "2026-03-12", treatment: "ORDINARY", commission: 3_000 },
  ])("on $date a payment bears $commission", ({ date, ...expected }) => {
    expect(lineOf(terms, 10_000, paidOn(date))).toMatchObject(expected);
  });

  it.each([
    { recipient: "LENDER", treatment: "NO_FEE_WINDOW", commission: 0 },
    { recipient: "AGENCY", treatment: "ORDINARY", commission: 3_000 },
  ] as const)("for direct payments only: $recipient bears $commission", ({ recipient, ...expected }) => {
    const direct: Terms = { noFeeWindow: { daysAfterPlacement: 10, payments: "DIRECT" } };
    expect(lineOf(direct, 10_000, paidOn("2026-03-05", recipient))).toMatchObject(expected);
  });
});

describe("a direct payment", () => {
  it.each(["LENDER", "GATEWAY", "COURT", "THIRD_PARTY"] as const)(
    "bears the plan's direct rate when %s got it",
    (recipient) => {
      expect(lineOf({ directPayRateBp: 1_500 }, 10_000, paidOn("2026-04-01", recipient))).toMatchObject({
        treatment: "DIRECT",
        rateBp: 1_500,
        commission: 1_500,
      });
    },
  );

  it("bears what every payment does where the plan has no direct rate", () => {
    expect(lineOf({}, 10_000, paidOn("2026-04-01", "LENDER"))).toMatchObject({
      treatment: "DIRECT",
      rateBp: 3_000,
      commission: 3_000,
    });
  });

  it("at a rate of zero bears nothing, neither a fee nor a floor", () => {
    const terms: Terms = {
      directPayRateBp: 0,
      perPayment: { min: 500 },
      rule: { kind: "FIXED_PLUS_PCT", per: "PAYMENT", fee: 200, rateBp: 1_000 },
    };
    expect(lineOf(terms, 10_000, paidOn("2026-04-01", "LENDER"))).toMatchObject({
      rateBp: 0,
      ...bearsNothing,
    });
  });

  it("does not change what a payment to the agency bears", () => {
    expect(lineOf({ directPayRateBp: 0 }, 10_000)).toMatchObject({
      treatment: "ORDINARY",
      commission: 3_000,
    });
  });
});

describe("a payment after the placement's end", () => {
  const terms: Terms = { tailRateBp: 1_000 };

  it.each([
    { date: "2026-05-01", treatment: "ORDINARY", commission: 3_000 },
    { date: "2026-05-02", treatment: "TAIL", commission: 1_000 },
    { date: "2026-05-31", treatment: "TAIL", commission: 1_000 },
    { date: "2026-06-01", treatment: "AFTER_TAIL", commission: 0 },
  ])("on $date is $treatment", ({ date, ...expected }) => {
    expect(lineOf(terms, 10_000, { ...paidOn(date), placed: ended })).toMatchObject(expected);
  });

  it("bears what every payment does where the plan has no tail rate", () => {
    expect(lineOf({}, 10_000, { ...paidOn("2026-05-02"), placed: ended })).toMatchObject({
      treatment: "TAIL",
      commission: 3_000,
    });
  });

  it.each([
    { tailRateBp: 1_000, directPayRateBp: 1_500, rateBp: 1_000 },
    { tailRateBp: 1_500, directPayRateBp: 0, rateBp: 0 },
    { tailRateBp: 1_500, rateBp: 1_500 },
    { directPayRateBp: 1_200, rateBp: 1_200 },
    { rateBp: 3_000 },
  ])("past the agency bears the lower of both rates: $rateBp bp", ({ rateBp, ...rates }) => {
    const line = lineOf(rates, 10_000, { ...paidOn("2026-05-02", "LENDER"), placed: ended });
    expect(line).toMatchObject({ treatment: "DIRECT_IN_TAIL", rateBp, commission: rateBp });
  });

  it("is in the no-fee window before it is in the tail", () => {
    const both: Terms = { ...terms, noFeeWindow: { daysAfterPlacement: 90 } };
    const line = lineOf(both, 10_000, { ...paidOn("2026-05-02"), placed: ended });
    expect(line.treatment).toBe("NO_FEE_WINDOW");
  });
});
