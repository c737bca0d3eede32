import { describe, expect, it } from "vitest";
import { CommissionPlanBody, PlanRef } from "../../../shared/commissions/wire.ts";

const plan = (over: Record<string, unknown>) =>
  CommissionPlanBody.safeParse({
    currency: "USD",
    rule: { kind: "CONTINGENCY_PCT", rateBp: 3_000 },
    ...over,
  });

/** Every place at which something is wrong, once. */
const faultsOf = (over: Record<string, unknown>) => [
  ...new Set((plan(over).error?.issues ?? []).map(({ path }) => path.join("/"))),
];

const tiered = (over: Record<string, unknown>) => ({
  rule: { kind: "TIERED", by: "CUMULATIVE_RECOVERED", mode: "MARGINAL", ...over },
});

const tier = (from: number) => ({ from, rateBp: 1_000 });

const regionsOf = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ region: `US-${100 + index}`, rateBp: 1 }));

describe("a plan", () => {
  it("says little and means all of it", () => {
    expect(plan({}).data).toEqual({
      currency: "USD",
      rule: { kind: "CONTINGENCY_PCT", rateBp: 3_000 },
      feeBase: "GROSS",
      noFeeWindow: { daysAfterPlacement: 0, payments: "ANY", beforePlacement: true },
      taxRatePpm: 0,
    });
  });

  it.each<[string, Record<string, unknown>, string]>([
    ["a rate that is no integer", { rule: { kind: "CONTINGENCY_PCT", rateBp: 0.3 } }, "rule/rateBp"],
    ["a rate above all", { rule: { kind: "CONTINGENCY_PCT", rateBp: 10_001 } }, "rule/rateBp"],
    ["a rate below nothing", { rule: { kind: "CONTINGENCY_PCT", rateBp: -1 } }, "rule/rateBp"],
    ["a fee of nothing", { rule: { kind: "FLAT_PER_ACCOUNT", fee: 0 } }, "rule/fee"],
    ["a fee beyond all amounts", { rule: { kind: "FLAT_PER_PAYMENT", fee: 1e12 + 1 } }, "rule/fee"],
    ["a rule that is none", { rule: { kind: "BONUS" } }, "rule/kind"],
    ["a scale that is none", tiered({ by: "WEATHER", tiers: [tier(0)] }), "rule/by"],
    ["no tier", tiered({ tiers: [] }), "rule/tiers"],
    ["too many tiers", tiered({ tiers: Array.from({ length: 21 }, (_, n) => tier(n)) }), "rule/tiers"],
    ["tiers that begin late", tiered({ tiers: [tier(1)] }), "rule/tiers/0/from"],
    ["tiers that do not ascend", tiered({ tiers: [tier(0), tier(5), tier(5)] }), "rule/tiers/2/from"],
    ["tiers without a mode", tiered({ mode: undefined, tiers: [tier(0)] }), "rule/mode"],
    [
      "marginal tiers of days",
      tiered({ by: "PLACED_AGE_DAYS", mode: "MARGINAL", tiers: [tier(0)] }),
      "rule/mode",
    ],
    [
      "placements that begin at none",
      tiered({ by: "PLACEMENT_NUMBER", mode: "CLIFF", tiers: [tier(0)] }),
      "rule/tiers/0/from",
    ],
    [
      "a stage without a rate",
      tiered({ by: "LEGAL_STAGE", mode: "CLIFF", rates: { PRE_LEGAL: 1, LEGAL: 2 } }),
      "rule/rates/ENFORCEMENT",
    ],
    [
      "a region named twice",
      tiered({
        by: "REGION",
        mode: "CLIFF",
        otherRateBp: 1,
        regions: [...regionsOf(1), ...regionsOf(1)],
      }),
      "rule/regions",
    ],
    [
      "too many regions",
      tiered({ by: "REGION", mode: "CLIFF", otherRateBp: 1, regions: regionsOf(51) }),
      "rule/regions",
    ],
    ["bounds of nothing", { perPayment: {} }, "perPayment"],
    ["bounds that cross", { perAccount: { min: 2, max: 1 } }, "perAccount/max"],
    [
      "a payment's floor above the account's cap",
      { perPayment: { min: 501 }, perAccount: { max: 500 } },
      "perPayment/min",
    ],
    [
      "bounds of a flat fee",
      { rule: { kind: "FLAT_PER_PAYMENT", fee: 1 }, perPayment: { max: 2 } },
      "perPayment",
    ],
    [
      "bounds of a flat fee of the account",
      { rule: { kind: "FLAT_PER_ACCOUNT", fee: 1 }, perAccount: { max: 2 } },
      "perAccount",
    ],
    [
      "a window beyond a year",
      { noFeeWindow: { daysAfterPlacement: 366 } },
      "noFeeWindow/daysAfterPlacement",
    ],
    ["a tax above all", { taxRatePpm: 1_000_001 }, "taxRatePpm"],
    ["a currency that is none", { currency: "XYZ" }, "currency"],
    ["a member that is none", { bonusBp: 1 }, ""],
  ])("has no room for %s", (_, over, path) => {
    expect(faultsOf(over)).toEqual([path]);
  });

  it("caps what flat fees of payments come to", () => {
    expect(faultsOf({ rule: { kind: "FLAT_PER_PAYMENT", fee: 100 }, perAccount: { max: 500 } })).toEqual([]);
    expect(faultsOf({ perPayment: { min: 500 }, perAccount: { max: 500 } })).toEqual([]);
    expect(faultsOf({ perPayment: { min: 500, max: 500 } })).toEqual([]);
  });

  it("says what is wrong with tiers", () => {
    const messages = (tiers: readonly object[]) =>
      plan(tiered({ tiers })).error?.issues.map(({ message }) => message);
    expect(messages([tier(1)])).toEqual(["the first tier begins at 0"]);
    expect(messages([tier(0), tier(5), tier(4)])).toEqual(["must ascend"]);
  });

  it("may name a single region, and a single tier", () => {
    const one = { by: "REGION", mode: "CLIFF", otherRateBp: 1, regions: regionsOf(1) };
    expect(faultsOf(tiered(one))).toEqual([]);
    expect(faultsOf(tiered({ tiers: [tier(0)] }))).toEqual([]);
  });

  it("is at most a few kilobytes: every placement keeps one", () => {
    const largest = plan({
      name: "N".repeat(200),
      ...tiered({ by: "REGION", mode: "CLIFF", otherRateBp: 1, regions: regionsOf(50) }),
    });
    expect(JSON.stringify(largest.data).length).toBeLessThan(3_000);
  });
});

describe("a plan's reference", () => {
  it.each(["standard", "US.2026-03_a", "9", "x".repeat(64)])("may be %s", (ref) => {
    expect(PlanRef.safeParse(ref).success).toBe(true);
  });

  it.each(["", ".hidden", "-x", "a b", "a/b", "a#b", "ä", "x".repeat(65)])("may not be %j", (ref) => {
    expect(PlanRef.safeParse(ref).success).toBe(false);
  });
});
