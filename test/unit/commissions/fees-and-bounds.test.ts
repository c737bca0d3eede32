import { describe, expect, it } from "vitest";
import { commissionOf } from "../../../shared/commissions/compute.ts";
import { soFar } from "../../../shared/commissions/so-far.ts";
import type { CommissionLine } from "../../../shared/commissions/line-wire.ts";
import { reversalOf } from "../../../shared/commissions/reverse.ts";
import { on } from "../../support/builders.ts";
import { aPlan, lineOf, paid, type Terms } from "../../support/commissions.ts";

/** Payments to one placement, one after the other. */
const linesOf = (terms: Terms, amounts: readonly number[]): readonly CommissionLine[] =>
  amounts.reduce<readonly CommissionLine[]>(
    (lines, amount) => [...lines, commissionOf(aPlan(terms), paid(amount, { before: soFar(lines) }))],
    [],
  );

const commissions = (lines: readonly CommissionLine[]): readonly number[] =>
  lines.map(({ commission }) => commission);

describe("a fee", () => {
  it("per payment is borne by each, whatever its size", () => {
    const lines = linesOf({ rule: { kind: "FLAT_PER_PAYMENT", fee: 250 } }, [100, 99_900]);
    expect(commissions(lines)).toEqual([250, 250]);
    expect(lines[0]).toMatchObject({ fee: 250, calculated: 250, rounding: 0 });
    expect(lines[0]).not.toHaveProperty("rateBp");
    expect(lines[1]?.explain).toContainEqual({
      step: "FEE",
      per: "PAYMENT",
      fee: 250,
      before: 0,
      charged: 250,
    });
  });

  it("is explained without a rate where the rule has none, and a rate of its own without the rule's fee", () => {
    const stepsOf = ({ explain }: CommissionLine) => explain.map(({ step }) => step);
    const flat = lineOf({ rule: { kind: "FLAT_PER_PAYMENT", fee: 250 } }, 10_000);
    expect(stepsOf(flat)).toEqual(["INPUTS", "TREATMENT", "BASE", "FEE", "TAX"]);
    const terms: Terms = {
      rule: { kind: "FIXED_PLUS_PCT", per: "PAYMENT", fee: 500, rateBp: 1_000 },
      directPayRateBp: 100,
    };
    const direct = lineOf(terms, 10_000, { payment: { recipient: "LENDER" } });
    expect(stepsOf(direct)).toEqual(["INPUTS", "TREATMENT", "BASE", "SHARE", "ROUNDED", "TAX"]);
    expect(direct).toMatchObject({ fee: 0, commission: 100 });
  });

  it("per account is borne by the first payment only", () => {
    const lines = linesOf({ rule: { kind: "FLAT_PER_ACCOUNT", fee: 4_500 } }, [10_000, 10_000, 10_000]);
    expect(commissions(lines)).toEqual([4_500, 0, 0]);
  });

  it("per account is borne by the next payment when the first is taken back", () => {
    const terms: Terms = { rule: { kind: "FLAT_PER_ACCOUNT", fee: 4_500 } };
    const [first] = linesOf(terms, [10_000]);
    const back = reversalOf(first!, { reversalRef: "R-1", amount: 10_000, reversedBefore: 0 });
    const next = commissionOf(aPlan(terms), paid(8_000, { before: soFar([first!, back]) }));
    expect(commissions([first!, back, next])).toEqual([4_500, -4_500, 4_500]);
  });

  it("per account is borne by the next payment as far as a part was taken back", () => {
    const terms: Terms = { rule: { kind: "FLAT_PER_ACCOUNT", fee: 4_500 } };
    const [first] = linesOf(terms, [10_000]);
    const back = reversalOf(first!, { reversalRef: "R-1", amount: 4_000, reversedBefore: 0 });
    const next = commissionOf(aPlan(terms), paid(8_000, { before: soFar([first!, back]) }));
    expect(commissions([first!, back, next])).toEqual([4_500, -1_800, 1_800]);
  });

  it.each([
    { per: "PAYMENT", expected: [1_500, 1_500] },
    { per: "ACCOUNT", expected: [1_500, 1_000] },
  ] as const)("and a rate besides, per $per", ({ per, expected }) => {
    const rule = { kind: "FIXED_PLUS_PCT", per, fee: 500, rateBp: 1_000 } as const;
    const lines = linesOf({ rule }, [10_000, 10_000]);
    expect(commissions(lines)).toEqual(expected);
    expect(lines[0]).toMatchObject({ fee: 500, rateBp: 1_000 });
  });
});

describe("the bounds of one payment", () => {
  const perPayment = { min: 500, max: 2_000 };

  it.each([
    { amount: 1, commission: 500 },
    { amount: 1_666, commission: 500 },
    { amount: 1_670, commission: 501 },
    { amount: 6_664, commission: 1_999 },
    { amount: 6_667, commission: 2_000 },
    { amount: 100_000, commission: 2_000 },
  ])("hold 30 % of $amount at $commission", ({ amount, commission }) => {
    expect(lineOf({ perPayment }, amount)).toMatchObject({ calculated: commission, commission });
  });

  it.each([
    { bounds: { min: 500 }, amount: 100, commission: 500 },
    { bounds: { min: 500 }, amount: 100_000, commission: 30_000 },
    { bounds: { max: 500 }, amount: 100, commission: 30 },
    { bounds: { max: 500 }, amount: 1, commission: 0 },
    { bounds: { max: 500 }, amount: 100_000, commission: 500 },
  ])("may be one of the two: $bounds", ({ bounds, amount, commission }) => {
    expect(lineOf({ perPayment: bounds }, amount)).toMatchObject({ commission });
  });

  it("hold a fee and a rate together", () => {
    const rule = { kind: "FIXED_PLUS_PCT", per: "PAYMENT", fee: 1_500, rateBp: 1_000 } as const;
    expect(lineOf({ rule, perPayment }, 10_000)).toMatchObject({ fee: 1_500, commission: 2_000 });
  });

  it("hold the direct rate as well", () => {
    const payment = { recipient: "LENDER" as const };
    const line = lineOf({ directPayRateBp: 100, perPayment }, 10_000, { payment });
    expect(line.commission).toBe(500);
  });
});

describe("the bounds of an account", () => {
  it("cap all its payments together", () => {
    const lines = linesOf({ perAccount: { max: 5_000 } }, [10_000, 10_000, 10_000]);
    expect(commissions(lines)).toEqual([3_000, 2_000, 0]);
    expect(lines.map(({ calculated }) => calculated)).toEqual([3_000, 3_000, 3_000]);
  });

  it("raise the first payment to the floor, and take that off the next ones", () => {
    const lines = linesOf({ perAccount: { min: 5_000 } }, [10_000, 10_000, 10_000]);
    expect(commissions(lines)).toEqual([5_000, 1_000, 3_000]);
  });

  it("give back no more than was taken when a capped payment is taken back", () => {
    const terms: Terms = { perAccount: { max: 5_000 } };
    const [first, second] = linesOf(terms, [10_000, 10_000]);
    const back = reversalOf(first!, { reversalRef: "R-1", amount: 10_000, reversedBefore: 0 });
    const lines = [first!, second!, back];
    const next = commissionOf(aPlan(terms), paid(20_000, { before: soFar(lines) }));
    expect(commissions([...lines, next])).toEqual([3_000, 2_000, -3_000, 3_000]);
  });

  it("never charge less than nothing", () => {
    const before = { calculated: 1_000, commission: 9_000 };
    expect(lineOf({ perAccount: { max: 5_000 } }, 10_000, { before }).commission).toBe(0);
  });

  it("come after those of the payment", () => {
    const terms: Terms = { perPayment: { max: 2_000 }, perAccount: { max: 3_000 } };
    expect(commissions(linesOf(terms, [10_000, 10_000]))).toEqual([2_000, 1_000]);
  });
});

describe("what came before", () => {
  it("is without payments that bear nothing by their date", () => {
    const early = lineOf({}, 10_000, { payment: { effectiveOn: on("2026-03-01") } });
    expect(soFar([early, lineOf({}, 5_000)])).toEqual({
      recovered: 5_000,
      fees: 0,
      calculated: 1_500,
      commission: 1_500,
    });
  });
});
