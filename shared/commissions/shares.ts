import { splitToLargest } from "./arithmetic.ts";
import type { CommissionFacts, PaymentFacts, PlacedFacts } from "./facts.ts";
import type { CommissionRule, TieredRule } from "./rule-wire.ts";

/** A part of the base at one rate. */
export type Share = {
  readonly of: number;
  readonly rateBp: number;
  /** Where its tier begins. */
  readonly from?: number;
};

type Tier = { readonly from: number; readonly rateBp: number };

export type Recovered = { readonly base: number; readonly recovered: number };

/** The base by the rates that the rule gives it; empty for a rule without a rate. */
export function sharesOf(
  rule: CommissionRule,
  { base, recovered }: Recovered,
  facts: CommissionFacts,
): readonly Share[] {
  switch (rule.kind) {
    case "CONTINGENCY_PCT":
    case "FIXED_PLUS_PCT":
      return [{ of: base, rateBp: rule.rateBp }];
    case "TIERED":
      return tiered(rule, { base, recovered }, facts);
    case "FLAT_PER_ACCOUNT":
    case "FLAT_PER_PAYMENT":
      return [];
  }
}

function tiered(
  rule: TieredRule,
  { base, recovered }: Recovered,
  { payment, placed, before }: CommissionFacts,
): readonly Share[] {
  switch (rule.by) {
    case "PLACED_BALANCE":
      return rule.mode === "CLIFF"
        ? [{ of: base, ...tierAt(rule.tiers, placed.placedBalance) }]
        : spread(base, rule.tiers, { from: 0, to: placed.placedBalance });
    case "CUMULATIVE_RECOVERED": {
      const reached = before.recovered + recovered;
      return rule.mode === "CLIFF"
        ? [{ of: base, ...tierAt(rule.tiers, reached) }]
        : spread(base, rule.tiers, { from: before.recovered, to: reached });
    }
    case "PLACED_AGE_DAYS":
      return [{ of: base, ...tierAt(rule.tiers, placed.placedAgeDays) }];
    case "PLACEMENT_NUMBER":
      return [{ of: base, ...tierAt(rule.tiers, placed.placementNumber) }];
    case "LEGAL_STAGE":
    case "REGION":
      return [{ of: base, rateBp: namedRate(rule, payment, placed) }];
  }
}

/** The last tier that begins at the place or before it; what is before the first is in the first. */
function tierAt(tiers: readonly Tier[], place: number): Tier {
  const [first] = tiers;
  if (first === undefined) throw new RangeError("the schema lets no rule without tiers pass");
  return tiers.findLast(({ from }) => from <= place) ?? first;
}

/**
 * The base over the tiers that a stretch of the scale lies in, each by its length in it. The money of a tier ends
 * where the next one begins: the first 1000.00 are below a tier from 1000.00.
 */
function spread(
  base: number,
  tiers: readonly Tier[],
  { from, to }: { readonly from: number; readonly to: number },
): readonly Share[] {
  if (to <= from) return [{ of: base, ...tierAt(tiers, from) }];
  const lengths = tiers.map((tier, index) => {
    const end = tiers[index + 1]?.from ?? Number.MAX_SAFE_INTEGER;
    return Math.max(0, Math.min(to, end) - Math.max(from, tier.from));
  });
  const parts = splitToLargest(base, lengths.map(BigInt));
  return tiers.flatMap(({ from: begins, rateBp }, index) => {
    const of = parts[index] ?? 0;
    return of === 0 ? [] : [{ of, rateBp, from: begins }];
  });
}

type NamedRule = Extract<TieredRule, { readonly by: "LEGAL_STAGE" | "REGION" }>;

function namedRate(
  rule: NamedRule,
  { legalStage }: Pick<PaymentFacts, "legalStage">,
  { region }: Pick<PlacedFacts, "region">,
): number {
  if (rule.by === "LEGAL_STAGE") return rule.rates[legalStage];
  const [country = region] = region.split("-");
  const rateIn = (name: string) => rule.regions.find((one) => one.region === name)?.rateBp;
  return rateIn(region) ?? rateIn(country) ?? rule.otherRateBp;
}
