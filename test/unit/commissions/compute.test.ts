import { describe, expect, it } from "vitest";
import { Currency } from "../../../shared/kernel/money.ts";
import { on } from "../../support/builders.ts";
import { lineOf, type Facts, type Terms } from "../../support/commissions.ts";

const percent = (rateBp: number): Terms => ({ rule: { kind: "CONTINGENCY_PCT", rateBp } });

/** Success fees by the size of the claim, as an international agency publishes them. */
const bySize: Terms = {
  rule: {
    kind: "TIERED",
    by: "PLACED_BALANCE",
    mode: "CLIFF",
    tiers: [
      { from: 0, rateBp: 3_000 },
      { from: 100_000, rateBp: 2_500 },
      { from: 1_000_000, rateBp: 1_750 },
      { from: 5_000_000, rateBp: 1_000 },
      { from: 15_000_000, rateBp: 750 },
    ],
  },
};

const marginalRecovery: Terms = {
  rule: {
    kind: "TIERED",
    by: "CUMULATIVE_RECOVERED",
    mode: "MARGINAL",
    tiers: [
      { from: 0, rateBp: 3_000 },
      { from: 100_000, rateBp: 2_000 },
      { from: 150_000, rateBp: 1_000 },
    ],
  },
};

const sharesIn = (line: ReturnType<typeof lineOf>) => line.explain.filter((one) => one.step === "SHARE");

describe("a percentage", () => {
  it("is of what was recovered: 30 % of 1,000.00 is 300.00", () => {
    expect(lineOf(percent(3_000), 100_000)).toMatchObject({
      paymentRef: "P-1",
      planRef: "standard",
      planVersion: 3,
      treatment: "ORDINARY",
      amount: 100_000,
      recovered: 100_000,
      base: 100_000,
      rateBp: 3_000,
      fee: 0,
      calculated: 30_000,
      commission: 30_000,
      tax: 0,
      rounding: 0,
    });
  });

  it.each([
    { amount: 5, rateBp: 1_000, commission: 0, rounding: -5_000, because: "half goes to the even 0" },
    { amount: 15, rateBp: 1_000, commission: 2, rounding: 5_000, because: "half goes to the even 2" },
    { amount: 25, rateBp: 1_000, commission: 2, rounding: -5_000, because: "half goes to the even 2" },
    { amount: 35, rateBp: 1_000, commission: 4, rounding: 5_000, because: "half goes to the even 4" },
    { amount: 26, rateBp: 1_000, commission: 3, rounding: 4_000, because: "the nearest is above" },
    { amount: 24, rateBp: 1_000, commission: 2, rounding: -4_000, because: "the nearest is below" },
    { amount: 1, rateBp: 10_000, commission: 1, rounding: 0, because: "all of it" },
    { amount: 333, rateBp: 1, commission: 0, rounding: -333, because: "a basis point of little" },
  ])("of $rateBp bp of $amount is $commission: $because", ({ amount, rateBp, commission, rounding }) => {
    expect(lineOf(percent(rateBp), amount)).toMatchObject({ commission, rounding });
  });

  it("is exact for the largest amounts", () => {
    expect(lineOf(percent(3_333), 999_999_999_999)).toMatchObject({
      commission: 333_300_000_000,
      rounding: 3_333,
    });
  });

  it.each([
    { currency: "JPY", amount: 12_345, commission: 3_704, rounding: 5_000 },
    { currency: "KWD", amount: 12_345, commission: 3_704, rounding: 5_000 },
    { currency: "JPY", amount: 12_335, commission: 3_700, rounding: -5_000 },
  ])("in $currency rounds to its own minor unit", ({ currency, amount, commission, rounding }) => {
    const payment = { currency: Currency.parse(currency) };
    const line = lineOf({ ...percent(3_000), currency }, amount, { payment });
    expect(line).toMatchObject({ currency, commission, rounding });
  });
});

describe("the base", () => {
  const filled = { COURT_COST: 5_000, AGENCY_FEE: 1_500, INTEREST: 3_500, PRINCIPAL: 20_000 };
  const payment = { filled };

  it.each([
    { feeBase: "GROSS", base: 30_000, commission: 9_000 },
    { feeBase: "EXCLUDING_COSTS", base: 23_500, commission: 7_050 },
    { feeBase: "PRINCIPAL_ONLY", base: 20_000, commission: 6_000 },
  ] as const)("of $feeBase is $base", ({ feeBase, base, commission }) => {
    const line = lineOf({ ...percent(3_000), feeBase }, 30_000, { payment });
    expect(line).toMatchObject({ recovered: 30_000, base, commission });
  });

  it("is without what the debtor paid beyond the debt", () => {
    const line = lineOf(percent(3_000), 25_000, { payment: { filled: { PRINCIPAL: 20_000 } } });
    expect(line).toMatchObject({ amount: 25_000, recovered: 20_000, base: 20_000, commission: 6_000 });
  });

  it("of nothing bears nothing, neither a fee nor a floor", () => {
    const terms: Terms = {
      rule: { kind: "FIXED_PLUS_PCT", per: "PAYMENT", fee: 500, rateBp: 1_000 },
      feeBase: "PRINCIPAL_ONLY",
      perPayment: { min: 1_000 },
    };
    const line = lineOf(terms, 5_000, { payment: { filled: { INTEREST: 5_000 } } });
    expect(line).toMatchObject({ recovered: 5_000, base: 0, fee: 0, calculated: 0, commission: 0 });
    expect(line.components).toEqual([]);
  });

  it("splits the commission by component, the largest taking what is left over", () => {
    const line = lineOf(percent(1_000), 1_003, {
      payment: { filled: { LATE_FEE: 333, INTEREST: 333, PRINCIPAL: 337 } },
    });
    expect(line.commission).toBe(100);
    expect(line.components).toEqual([
      { component: "LATE_FEE", base: 333, commission: 33 },
      { component: "INTEREST", base: 333, commission: 33 },
      { component: "PRINCIPAL", base: 337, commission: 34 },
    ]);
  });

  it("splits among equals to the first", () => {
    const line = lineOf(percent(5_000), 10, { payment: { filled: { INTEREST: 5, PRINCIPAL: 5 } } });
    expect(line.components.map(({ commission }) => commission)).toEqual([3, 2]);
  });
});

describe("tiers by the placed balance", () => {
  const placedWith = (placedBalance: number): Facts => ({ placed: { placedBalance } });

  it.each([
    { balance: 10_000, rateBp: 3_000 },
    { balance: 99_999, rateBp: 3_000 },
    { balance: 100_000, rateBp: 2_500 },
    { balance: 999_999, rateBp: 2_500 },
    { balance: 1_000_000, rateBp: 1_750 },
    { balance: 5_000_000, rateBp: 1_000 },
    { balance: 15_000_000, rateBp: 750 },
  ])("cliff: a claim of $balance bears $rateBp bp whatever is paid", ({ balance, rateBp }) => {
    const line = lineOf(bySize, 10_000, placedWith(balance));
    expect(line).toMatchObject({ rateBp, commission: rateBp });
  });

  it("marginal: a payment is spread over the claim's tiers pro rata", () => {
    const tiers = [
      { from: 0, rateBp: 3_000 },
      { from: 100_000, rateBp: 2_000 },
    ];
    const rule = { kind: "TIERED", by: "PLACED_BALANCE", mode: "MARGINAL", tiers } as const;
    const line = lineOf({ rule }, 20_000, placedWith(400_000));
    expect(line.commission).toBe(4_500);
    expect(line).not.toHaveProperty("rateBp");
    expect(sharesIn(line)).toEqual([
      { step: "SHARE", of: 5_000, rateBp: 3_000, from: 0, commission: 1_500 },
      { step: "SHARE", of: 15_000, rateBp: 2_000, from: 100_000, commission: 3_000 },
    ]);
  });

  it("marginal: a claim of nothing, which was charged later, is in the first tier", () => {
    const tiers = [
      { from: 0, rateBp: 3_000 },
      { from: 100_000, rateBp: 2_000 },
    ];
    const rule = { kind: "TIERED", by: "PLACED_BALANCE", mode: "MARGINAL", tiers } as const;
    expect(lineOf({ rule }, 10_000, placedWith(0))).toMatchObject({ rateBp: 3_000, commission: 3_000 });
  });

  it("marginal: what no tier takes exactly goes to the largest part of the claim", () => {
    const tiers = [
      { from: 0, rateBp: 3_000 },
      { from: 100, rateBp: 2_000 },
    ];
    const rule = { kind: "TIERED", by: "PLACED_BALANCE", mode: "MARGINAL", tiers } as const;
    const line = lineOf({ rule }, 100, placedWith(300));
    expect(sharesIn(line).map(({ of }) => of)).toEqual([33, 67]);
    expect(line).toMatchObject({ commission: 23, rounding: -3_000 });
  });
});

describe("tiers by what was recovered", () => {
  it("marginal: a payment that crosses a tier bears both rates", () => {
    const line = lineOf(marginalRecovery, 30_000, { before: { recovered: 80_000 } });
    expect(line.commission).toBe(6_000 + 2_000);
    expect(line).not.toHaveProperty("rateBp");
    expect(sharesIn(line)).toEqual([
      { step: "SHARE", of: 20_000, rateBp: 3_000, from: 0, commission: 6_000 },
      { step: "SHARE", of: 10_000, rateBp: 2_000, from: 100_000, commission: 2_000 },
    ]);
  });

  it("marginal: a payment that crosses two tiers bears three rates", () => {
    const line = lineOf(marginalRecovery, 80_000, { before: { recovered: 90_000 } });
    expect(line.commission).toBe(3_000 + 10_000 + 2_000);
  });

  it.each([
    { before: 0, amount: 100_000, shares: [[100_000, 3_000]] },
    { before: 100_000, amount: 50_000, shares: [[50_000, 2_000]] },
    {
      before: 99_999,
      amount: 2,
      shares: [
        [1, 3_000],
        [1, 2_000],
      ],
    },
    { before: 150_000, amount: 1, shares: [[1, 1_000]] },
    { before: 900_000, amount: 7_000, shares: [[7_000, 1_000]] },
  ])("marginal: $amount after $before lies where it lies, to the cent", ({ before, amount, shares }) => {
    const line = lineOf(marginalRecovery, amount, { before: { recovered: before } });
    expect(sharesIn(line).map(({ of, rateBp }) => [of, rateBp])).toEqual(shares);
  });

  it("marginal: shares of one payment are rounded once, and the largest takes what is left", () => {
    const line = lineOf(marginalRecovery, 14, { before: { recovered: 99_995 } });
    // 5 × 30 % + 9 × 20 % = 1.5 + 1.8 = 3.3
    expect(line).toMatchObject({ commission: 3, rounding: -3_000 });
    expect(sharesIn(line).map(({ commission }) => commission)).toEqual([1, 2]);
  });

  it("marginal: a base that is a part of the payment lies over the tiers in the payment's proportions", () => {
    const line = lineOf({ ...marginalRecovery, feeBase: "PRINCIPAL_ONLY" }, 40_000, {
      payment: { filled: { INTEREST: 20_000, PRINCIPAL: 20_000 } },
      before: { recovered: 70_000 },
    });
    expect(sharesIn(line).map(({ of, rateBp }) => [of, rateBp])).toEqual([
      [15_000, 3_000],
      [5_000, 2_000],
    ]);
  });

  const cliff: Terms = { rule: { ...marginalRecovery.rule, mode: "CLIFF" } as Terms["rule"] & object };

  it.each([
    { before: 80_000, amount: 19_999, rateBp: 3_000, commission: 6_000 },
    { before: 80_000, amount: 20_000, rateBp: 2_000, commission: 4_000 },
    { before: 80_000, amount: 30_000, rateBp: 2_000, commission: 6_000 },
    { before: 80_000, amount: 70_000, rateBp: 1_000, commission: 7_000 },
  ])("cliff: $amount after $before bears the rate of the tier that it reaches", (given) => {
    const line = lineOf(cliff, given.amount, { before: { recovered: given.before } });
    expect(line).toMatchObject({ rateBp: given.rateBp, commission: given.commission });
  });
});

describe("tiers by what is no money", () => {
  it.each([
    { placedAgeDays: 0, rateBp: 1_500 },
    { placedAgeDays: 89, rateBp: 1_500 },
    { placedAgeDays: 90, rateBp: 2_000 },
    { placedAgeDays: 360, rateBp: 2_500 },
    { placedAgeDays: -3, rateBp: 1_500 },
  ])("an account placed $placedAgeDays days past due bears $rateBp bp", ({ placedAgeDays, rateBp }) => {
    const tiers = [
      { from: 0, rateBp: 1_500 },
      { from: 90, rateBp: 2_000 },
      { from: 360, rateBp: 2_500 },
    ];
    const line = lineOf({ rule: { kind: "TIERED", by: "PLACED_AGE_DAYS", tiers } }, 10_000, {
      placed: { placedAgeDays },
    });
    expect(line).toMatchObject({ rateBp, commission: rateBp });
  });

  it.each([
    { placementNumber: 1, rateBp: 2_000 },
    { placementNumber: 2, rateBp: 3_500 },
    { placementNumber: 3, rateBp: 3_500 },
    { placementNumber: 4, rateBp: 5_000 },
  ])("placement $placementNumber bears $rateBp bp", ({ placementNumber, rateBp }) => {
    const tiers = [
      { from: 1, rateBp: 2_000 },
      { from: 2, rateBp: 3_500 },
      { from: 4, rateBp: 5_000 },
    ];
    const line = lineOf({ rule: { kind: "TIERED", by: "PLACEMENT_NUMBER", tiers } }, 10_000, {
      placed: { placementNumber },
    });
    expect(line).toMatchObject({ rateBp, commission: rateBp });
  });

  it.each([
    { legalStage: "PRE_LEGAL", rateBp: 2_000 },
    { legalStage: "LEGAL", rateBp: 3_000 },
    { legalStage: "ENFORCEMENT", rateBp: 4_000 },
  ] as const)("a payment in $legalStage bears $rateBp bp", ({ legalStage, rateBp }) => {
    const rates = { PRE_LEGAL: 2_000, LEGAL: 3_000, ENFORCEMENT: 4_000 };
    const line = lineOf({ rule: { kind: "TIERED", by: "LEGAL_STAGE", rates } }, 10_000, {
      payment: { legalStage },
    });
    expect(line).toMatchObject({ rateBp, commission: rateBp });
  });

  it.each([
    { region: "US-CT", rateBp: 2_500 },
    { region: "US-NY", rateBp: 2_200 },
    { region: "US", rateBp: 2_200 },
    { region: "GB", rateBp: 4_000 },
    { region: "GB-ENG", rateBp: 4_000 },
  ])("a debtor in $region bears $rateBp bp: the region, else the country, else the rest", (given) => {
    const regions = [
      { region: "US", rateBp: 2_200 },
      { region: "US-CT", rateBp: 2_500 },
    ];
    const line = lineOf({ rule: { kind: "TIERED", by: "REGION", regions, otherRateBp: 4_000 } }, 10_000, {
      placed: { region: given.region },
    });
    expect(line).toMatchObject({ rateBp: given.rateBp, commission: given.rateBp });
  });
});

describe("tax", () => {
  it.each([
    { amount: 10_000, taxRatePpm: 190_000, commission: 3_000, tax: 570 },
    { amount: 10_000, taxRatePpm: 99_750, commission: 3_000, tax: 299 },
    { amount: 50, taxRatePpm: 100_000, commission: 15, tax: 2 },
    { amount: 10_000, taxRatePpm: 0, commission: 3_000, tax: 0 },
  ])("of $taxRatePpm ppm on $commission is $tax", ({ amount, taxRatePpm, commission, tax }) => {
    expect(lineOf({ ...percent(3_000), taxRatePpm }, amount)).toMatchObject({ commission, tax });
  });

  it("says how it was rounded, in millionths", () => {
    expect(lineOf({ ...percent(3_000), taxRatePpm: 99_750 }, 10_000).explain.at(-1)).toEqual({
      step: "TAX",
      of: 3_000,
      ratePpm: 99_750,
      tax: 299,
      rounding: -250_000,
    });
  });
});

describe("the explanation", () => {
  it("names every input, the rule, the arithmetic and the rounding", () => {
    const terms: Terms = { ...percent(1_250), perPayment: { max: 5_000 }, perAccount: { max: 6_000 } };
    const line = lineOf(terms, 12_345, {
      placed: { endedOn: on("2026-05-01"), tailUntil: on("2026-05-31") },
      before: { recovered: 40_000, fees: 0, calculated: 5_000, commission: 5_000 },
    });
    expect(line.explain).toEqual([
      {
        step: "INPUTS",
        amount: 12_345,
        recipient: "AGENCY",
        effectiveOn: "2026-04-01",
        legalStage: "PRE_LEGAL",
        placedOn: "2026-03-02",
        placedBalance: 200_000,
        placedAgeDays: 90,
        placementNumber: 1,
        region: "US-CT",
        endedOn: "2026-05-01",
        tailUntil: "2026-05-31",
        recoveredBefore: 40_000,
        calculatedBefore: 5_000,
        feesBefore: 0,
        commissionBefore: 5_000,
      },
      { step: "TREATMENT", treatment: "ORDINARY", rule: "CONTINGENCY_PCT" },
      {
        step: "BASE",
        feeBase: "GROSS",
        recovered: 12_345,
        components: [{ component: "PRINCIPAL", amount: 12_345 }],
        base: 12_345,
      },
      { step: "SHARE", of: 12_345, rateBp: 1_250, commission: 1_543 },
      { step: "ROUNDED", percentage: 1_543, rounding: -1_250 },
      { step: "PAYMENT_BOUNDS", max: 5_000, from: 1_543, to: 1_543 },
      {
        step: "ACCOUNT_BOUNDS",
        max: 6_000,
        calculatedBefore: 5_000,
        commissionBefore: 5_000,
        from: 1_543,
        to: 1_000,
      },
      { step: "TAX", of: 1_000, ratePpm: 0, tax: 0, rounding: 0 },
    ]);
  });
});
