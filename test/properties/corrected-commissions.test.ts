import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { balancesOf } from "../../shared/ledger/balance.ts";
import type { GivenBack } from "../../shared/reconciliation/commission-watch-store.ts";
import { defaultRules } from "../../shared/reconciliation/default-rules.ts";
import type { Expected } from "../../shared/reconciliation/fold-payments.ts";
import { refolded } from "../../shared/reconciliation/refold.ts";
import { tallyCommission } from "../../shared/reconciliation/tally-commission.ts";
import { at, on } from "../support/builders.ts";
import { aStory, stored, type Story } from "../support/disputed-payments.ts";
import { runs } from "../support/property-runs.ts";
import { recomputed } from "../support/recompute.ts";

const often = { numRuns: runs(100) };

const rateBp = 3_333;
const owed = { INTEREST: 20_000, PRINCIPAL: 80_000 };
const days = ["2026-02-05", "2026-02-10", "2026-02-15", "2026-02-20"] as const;

type Deed = (story: Story) => Story;

/** What is refused for want of money changes nothing. */
const ifPossible =
  (deed: Deed): Deed =>
  (story) => {
    try {
      return deed(story);
    } catch {
      return story;
    }
  };

const refs = ["P-1", "P-2", "P-3", "P-4"] as const;
const ref = fc.constantFrom(...refs);
const amount = fc.integer({ min: 1, max: 40_000 });

const pays = fc
  .tuple(ref, amount, fc.constantFrom(...days))
  .map(([name, much, day]) => ifPossible((story) => story.pays(name, much, day)));
const takesBack = fc
  .tuple(ref, amount)
  .map(([name, much]) => ifPossible((story) => story.takesBack(name, much)));
const lowers = fc
  .tuple(fc.constantFrom("INTEREST", "PRINCIPAL"), amount)
  .map(([component, much]) => ifPossible((story) => story.lowers(component, much)));

const lived = fc.array(fc.oneof(pays, pays, takesBack, lowers), { minLength: 1, maxLength: 12 });
const dispute = fc.record({
  type: fc.constantFrom("NOT_MINE" as const, "AMOUNT_WRONG" as const, "OTHER" as const),
  raisedAt: fc.constantFrom(...days).map((day) => at(`${day}T08:00:00Z`)),
});

const told = (deeds: readonly Deed[], terms = {}): Story =>
  deeds.reduce(
    (story, deed) => deed(story),
    aStory(owed, { rule: { kind: "CONTINGENCY_PCT", rateBp }, taxRatePpm: 100_000, ...terms }),
  );

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
const feeOf = ({ commission }: Expected): number => (commission?.amount ?? 0) + (commission?.tax ?? 0);

describe("what payments bear after any life of an account", () => {
  it("is recomputed from each line's explanation alone, whatever was adjusted and upheld", () => {
    fc.assert(
      fc.property(lived, dispute, (deeds, over) => {
        for (const { line } of told(deeds).ends("UPHELD", over).fold())
          if (line !== undefined)
            expect(recomputed(line.explain)).toEqual({
              base: line.base,
              commission: line.commission,
              tax: line.tax,
            });
      }),
      often,
    );
  });

  it("is nothing for what was paid since the day of a dispute that was upheld, and as before for the rest", () => {
    fc.assert(
      fc.property(lived, dispute, (deeds, over) => {
        const story = told(deeds);
        const [before, after] = [story.fold(), story.ends("UPHELD", over).fold()];
        const isFree = (one: Expected): boolean => {
          const { effectiveOn } = before.find(
            (other) => other.paymentRef === (one.originalPaymentRef ?? one.paymentRef),
          )!;
          return over.type === "NOT_MINE" || effectiveOn >= over.raisedAt.slice(0, 10);
        };
        expect(after.map(feeOf)).toEqual(before.map((one) => (isFree(one) ? 0 : feeOf(one))));
      }),
      often,
    );
  });

  it("is a rate of what stays recovered, to a minor unit for each line, where nothing was taken back", () => {
    const unreversed = fc.array(fc.oneof(pays, pays, lowers), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(unreversed, (deeds) => {
        const story = told(deeds);
        const { account } = story.world;
        const recovered = account.paid - balancesOf(account).credit;
        const lines = story.fold().flatMap(({ line }) => line ?? []);
        expect(sum(lines.map((line) => line.recovered))).toBe(recovered);
        expect(
          Math.abs(sum(lines.map(({ commission }) => commission)) - (recovered * rateBp) / 10_000),
        ).toBeLessThan(lines.length + 1);
      }),
      often,
    );
  });
});

describe("commission that was taken before a dispute was upheld", () => {
  it("is right once exactly what is not due any more was given back, in however many parts, and not before", () => {
    fc.assert(
      fc.property(lived, dispute, fc.integer({ min: 1, max: 5 }), (deeds, over, parts) => {
        const story = told(deeds);
        const before = story.fold();
        const matched = before.map((one, n) => stored(one, { matchId: `mat_${n}` }));
        const changed = new Map(
          refolded(matched, story.ends("UPHELD", over).fold()).map(({ after }) => [after.id, after]),
        );
        const expectations = matched.map((one) =>
          changed.has(one.id) ? stored(changed.get(one.id)!, { matchId: one.matchId }) : one,
        );
        const matches = new Map(
          before.map((one, n) => [`mat_${n}`, { matchId: `mat_${n}`, taken: feeOf(one), lines: [] }]),
        );
        const tally = (givenBack: readonly GivenBack[]) =>
          tallyCommission({ expectations, matches, givenBack }, defaultRules.thresholds);
        const { breaks } = tally([]);
        const due = sum(expectations.map((one) => (one.noFee === true ? 0 : feeOf(one))));
        expect(sum(breaks.map((one) => one.amount))).toBe(sum(before.map(feeOf)) - due);
        const back = breaks.flatMap(({ evidence, amount: whole }) =>
          cut(whole, parts).map((part, n) => givenBack(evidence.reported[0]!, part, n)),
        );
        expect(tally(back).breaks).toEqual([]);
        if (back.length > 0) expect(tally(back.slice(1)).breaks).toHaveLength(1);
      }),
      often,
    );
  });
});

/** In parts, none of them nothing. */
const cut = (whole: number, parts: number): readonly number[] => {
  const each = Math.floor(whole / parts);
  return [...Array.from({ length: parts - 1 }, () => each), whole - each * (parts - 1)].filter(
    (part) => part > 0,
  );
};

const givenBack = (
  { agencyId, paymentRef }: Pick<Expected, "agencyId" | "paymentRef">,
  part: number,
  n: number,
): GivenBack => ({
  lineId: `rml_${paymentRef}_${n}`,
  remittanceId: "rem_1",
  agencyId,
  paymentRef,
  recipient: "AGENCY",
  amount: part,
  tax: 0,
  effectiveOn: on("2026-03-01"),
});
