import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { commissionOf } from "../../shared/commissions/compute.ts";
import type { CommissionFacts } from "../../shared/commissions/facts.ts";
import type { CommissionLine, ExplainStep } from "../../shared/commissions/line-wire.ts";
import type { CommissionPlan } from "../../shared/commissions/model.ts";
import { reversalOf } from "../../shared/commissions/reverse.ts";
import { settlementOf } from "../../shared/commissions/settlement-of.ts";
import { soFar } from "../../shared/commissions/so-far.ts";
import { AMOUNT_MINOR_MAX } from "../../shared/kernel/money.ts";
import { components } from "../../shared/ledger/model.ts";
import { on } from "../support/builders.ts";
import { aPlan, paid, type Terms } from "../support/commissions.ts";
import { runs } from "../support/property-runs.ts";
import { recomputed } from "../support/recompute.ts";

const often = { numRuns: runs(1_000) };

const rateBp = fc.oneof(fc.constantFrom(0, 1, 750, 3_000, 3_333, 10_000), fc.nat({ max: 10_000 }));
const fee = fc.integer({ min: 1, max: 100_000 });
const amount = fc.oneof(
  fc.integer({ min: 1, max: 200 }),
  fc.integer({ min: 1, max: 1_000_000 }),
  fc.integer({ min: 1, max: AMOUNT_MINOR_MAX }),
);

const tiersFrom = (first: number, max: number) =>
  fc
    .uniqueArray(fc.integer({ min: first + 1, max }), { maxLength: 6 })
    .chain((starts) =>
      fc.tuple(
        ...[first, ...starts.toSorted((a, b) => a - b)].map((from) =>
          rateBp.map((rate) => ({ from, rateBp: rate })),
        ),
      ),
    );

type Rule = Terms["rule"] & object;

const tiered = fc.oneof(
  fc
    .tuple(
      fc.constantFrom("PLACED_BALANCE", "CUMULATIVE_RECOVERED"),
      fc.constantFrom("MARGINAL", "CLIFF"),
      tiersFrom(0, 500_000),
    )
    .map(([by, mode, tiers]): Rule => ({ kind: "TIERED", by, mode, tiers })),
  tiersFrom(0, 400).map((tiers): Rule => ({ kind: "TIERED", by: "PLACED_AGE_DAYS", tiers })),
  tiersFrom(1, 9).map((tiers): Rule => ({ kind: "TIERED", by: "PLACEMENT_NUMBER", tiers })),
);

const rule = fc.oneof(
  rateBp.map((rate): Rule => ({ kind: "CONTINGENCY_PCT", rateBp: rate })),
  tiered,
  fc
    .tuple(fc.constantFrom("ACCOUNT", "PAYMENT"), fee, rateBp)
    .map(([per, one, rate]): Rule => ({ kind: "FIXED_PLUS_PCT", per, fee: one, rateBp: rate })),
);

const bounds = fc
  .tuple(fc.integer({ min: 1, max: 50_000 }), fc.nat({ max: 100_000 }))
  .map(([min, more]) => ({ min, max: min + more }));

const terms: fc.Arbitrary<Terms> = fc.record(
  {
    rule,
    feeBase: fc.constantFrom("GROSS", "PRINCIPAL_ONLY", "EXCLUDING_COSTS"),
    directPayRateBp: rateBp,
    tailRateBp: rateBp,
    perPayment: bounds,
    taxRatePpm: fc.constantFrom(0, 99_750, 190_000, 1_000_000),
    noFeeWindow: fc.record({ daysAfterPlacement: fc.constantFrom(0, 10) }),
  },
  { requiredKeys: ["rule"] },
);

const filled = fc.dictionary(fc.constantFrom(...components), amount, { minKeys: 1, maxKeys: 4 });

const facts: fc.Arbitrary<CommissionFacts> = fc
  .record({
    filled,
    credit: fc.constantFrom(0, 0, 77),
    recipient: fc.constantFrom("AGENCY" as const, "LENDER" as const, "COURT" as const),
    effectiveOn: fc
      .constantFrom("2026-03-01", "2026-03-05", "2026-04-01", "2026-05-02", "2026-06-01")
      .map(on),
    placedBalance: fc.integer({ min: 1, max: 2_000_000 }),
    placedAgeDays: fc.nat({ max: 500 }),
    placementNumber: fc.integer({ min: 1, max: 9 }),
    recovered: fc.nat({ max: 600_000 }),
  })
  .map(({ filled: by, credit, recipient, effectiveOn, recovered, ...placed }) => {
    const total = Object.values(by).reduce((sum, part) => sum + part, credit);
    return paid(Math.min(total, AMOUNT_MINOR_MAX), {
      payment: {
        filled: total > AMOUNT_MINOR_MAX ? { PRINCIPAL: AMOUNT_MINOR_MAX } : by,
        recipient,
        effectiveOn,
      },
      placed: { ...placed, endedOn: on("2026-05-01"), tailUntil: on("2026-05-31") },
      before: { recovered },
    });
  });

const line = fc.tuple(terms, facts).map(([given, known]) => commissionOf(aPlan(given), known));

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

const figures = [
  "amount",
  "recovered",
  "base",
  "fee",
  "calculated",
  "commission",
  "tax",
  "rounding",
] as const;

/** A payment taken back in parts, and their lines. */
const takenBack = fc
  .tuple(line, fc.array(fc.nat({ max: 10_000 }), { minLength: 1, maxLength: 6 }))
  .map(([original, cuts]) => {
    const places = cuts.map((cut) => Number((BigInt(original.amount) * BigInt(cut)) / 10_000n));
    const ends = [...new Set([0, ...places, original.amount])].toSorted((a, b) => a - b);
    const parts = ends.slice(1).map((end, index) => {
      const reversedBefore = ends[index]!;
      return reversalOf(original, { reversalRef: `R-${end}`, amount: end - reversedBefore, reversedBefore });
    });
    return { original, parts };
  });

describe("a line", () => {
  it("is recomputed from its explanation alone", () => {
    fc.assert(
      fc.property(line, ({ explain, base, commission, tax }) => {
        expect(recomputed(explain)).toEqual({ base, commission, tax });
      }),
      often,
    );
  });

  it("is rounded by half a minor unit at most", () => {
    fc.assert(
      fc.property(line, ({ rounding }) => {
        expect(Math.abs(rounding)).toBeLessThanOrEqual(5_000);
      }),
      often,
    );
  });

  it("has shares that sum to the percentage, the largest taking what is left over", () => {
    fc.assert(
      fc.property(line, ({ explain, base }) => {
        const shares = explain.filter((one) => one.step === "SHARE");
        const [rounded] = explain.filter((one) => one.step === "ROUNDED");
        if (rounded === undefined) return;
        expect(sum(shares.map(({ of }) => of))).toBe(base);
        expect(sum(shares.map(({ commission }) => commission))).toBe(rounded.percentage);
        const exact = ({ of, rateBp: rate }: { of: number; rateBp: number }) => BigInt(of) * BigInt(rate);
        const most = shares.reduce((best, one) => (exact(one) > exact(best) ? one : best));
        for (const share of shares)
          if (share !== most) expect(BigInt(share.commission)).toBe(exact(share) / 10_000n);
      }),
      often,
    );
  });

  it("has components that sum to it", () => {
    fc.assert(
      fc.property(line, (one) => {
        expect(sum(one.components.map(({ base }) => base))).toBe(one.base);
        expect(sum(one.components.map(({ commission }) => commission))).toBe(one.commission);
      }),
      often,
    );
  });

  it("lies within the bounds of a payment wherever it bears anything", () => {
    fc.assert(
      fc.property(terms, bounds, facts, (given, perPayment, known) => {
        const { commission } = commissionOf(aPlan({ ...given, perPayment }), known);
        expect(commission === 0 || (commission >= perPayment.min && commission <= perPayment.max)).toBe(true);
      }),
      often,
    );
  });
});

describe("a payment and its reversals", () => {
  it("come to nothing in every figure, however it was taken back", () => {
    fc.assert(
      fc.property(takenBack, ({ original, parts }) => {
        for (const figure of figures) expect(sum([original, ...parts].map((one) => one[figure]))).toBe(0);
        for (const [index, { base, commission }] of original.components.entries()) {
          expect(sum(parts.map((part) => part.components[index]!.base))).toBe(0 - base);
          expect(sum(parts.map((part) => part.components[index]!.commission))).toBe(0 - commission);
        }
      }),
      often,
    );
  });

  it("each explain themselves, and have components that sum to the line", () => {
    fc.assert(
      fc.property(takenBack, ({ parts }) => {
        for (const part of parts) {
          const { explain, base, commission, tax } = part;
          expect(recomputed(explain)).toEqual({ base, commission, tax });
          expect(sum(part.components.map((one) => one.commission))).toBe(commission);
          expect(sum(part.components.map((one) => one.base))).toBe(base);
        }
      }),
      often,
    );
  });

  it("settle to nothing", () => {
    fc.assert(
      fc.property(
        takenBack,
        fc.constantFrom("GROSS" as const, "NET" as const),
        fc.constantFrom("AGENCY" as const, "LENDER" as const),
        ({ original, parts }, mode, recipient) => {
          const settled = [original, ...parts].map((one) => settlementOf(one, { mode, recipient }));
          for (const member of ["remits", "retains", "offsets", "invoices"] as const)
            expect(sum(settled.map((one) => one[member]))).toBe(0);
        },
      ),
      often,
    );
  });
});

/** What a line's percentage is before it is rounded, in ten-thousandths. */
const exactOf = ({ commission, rounding }: CommissionLine): bigint =>
  BigInt(commission) * 10_000n - BigInt(rounding);

const marginal = (by: "PLACED_BALANCE" | "CUMULATIVE_RECOVERED") =>
  tiersFrom(0, 500_000).map((tiers) => aPlan({ rule: { kind: "TIERED", by, mode: "MARGINAL", tiers } }));

const inTwo = fc.tuple(
  fc.integer({ min: 1, max: 400_000 }),
  fc.integer({ min: 1, max: 400_000 }),
  fc.nat({ max: 400_000 }),
);

const oneAfterAnother = (plan: CommissionPlan, amounts: readonly number[], recovered: number) =>
  amounts.map((one, index) =>
    commissionOf(plan, paid(one, { before: { recovered: recovered + sum(amounts.slice(0, index)) } })),
  );

describe("marginal tiers", () => {
  it("by what was recovered make no difference between one payment and two, but for rounding", () => {
    fc.assert(
      fc.property(marginal("CUMULATIVE_RECOVERED"), inTwo, (plan, [one, other, recovered]) => {
        const [whole] = oneAfterAnother(plan, [one + other], recovered);
        const parts = oneAfterAnother(plan, [one, other], recovered);
        expect(parts.map(exactOf).reduce((total, part) => total + part)).toBe(exactOf(whole!));
        expect(Math.abs(sum(parts.map(({ commission }) => commission)) - whole!.commission)).toBeLessThan(2);
      }),
      often,
    );
  });

  it("by the placed balance make none either, but for the cents that a tier cannot take", () => {
    fc.assert(
      fc.property(marginal("PLACED_BALANCE"), inTwo, (plan, [one, other]) => {
        const [whole] = oneAfterAnother(plan, [one + other], 0);
        const parts = oneAfterAnother(plan, [one, other], 0);
        const tierCount = plan.rule.kind === "TIERED" && "tiers" in plan.rule ? plan.rule.tiers.length : 0;
        const off = Math.abs(sum(parts.map(({ commission }) => commission)) - whole!.commission);
        expect(off).toBeLessThanOrEqual(1 + 3 * (tierCount - 1));
      }),
      often,
    );
  });

  it("bear no less than their lowest rate and no more than their highest", () => {
    fc.assert(
      fc.property(marginal("CUMULATIVE_RECOVERED"), inTwo, (plan, [one, , recovered]) => {
        const [only] = oneAfterAnother(plan, [one], recovered);
        const rates = only!.explain.flatMap((step: ExplainStep) =>
          step.step === "SHARE" ? [step.rateBp] : [],
        );
        const exact = exactOf(only!);
        expect(exact >= BigInt(one) * BigInt(Math.min(...rates))).toBe(true);
        expect(exact <= BigInt(one) * BigInt(Math.max(...rates))).toBe(true);
      }),
      often,
    );
  });
});

describe("the bounds of an account", () => {
  it("hold its payments' sum, however it is paid", () => {
    fc.assert(
      fc.property(
        fc.tuple(rule, bounds).map(([one, perAccount]) => aPlan({ rule: one, perAccount })),
        fc.array(fc.integer({ min: 1, max: 300_000 }), { minLength: 1, maxLength: 8 }),
        (plan, amounts) => {
          const lines = amounts.reduce<readonly CommissionLine[]>(
            (before, one) => [...before, commissionOf(plan, paid(one, { before: soFar(before) }))],
            [],
          );
          const { calculated, commission } = soFar(lines);
          const { min = 0, max = 0 } = plan.perAccount ?? {};
          const bearsAnything = lines.some(({ explain }) =>
            explain.some(({ step }) => step === "ACCOUNT_BOUNDS"),
          );
          expect(commission).toBe(bearsAnything ? Math.min(max, Math.max(min, calculated)) : 0);
          expect(lines.every((one) => one.commission >= 0)).toBe(true);
        },
      ),
      often,
    );
  });
});
