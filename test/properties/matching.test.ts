import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Currency } from "../../shared/kernel/money.ts";
import type { Books } from "../../shared/reconciliation/model.ts";
import { reconcile } from "../../shared/reconciliation/reconcile.ts";
import { RuleSet, type Allowance, type Rule } from "../../shared/reconciliation/wire.ts";
import { agencyOf, lenderOf } from "../support/books-place.ts";
import { tangledBooks } from "../support/books-tangled.ts";
import { runs } from "../support/property-runs.ts";
import { decidedBy, fundsOf, sidesOf } from "../support/match-oracle.ts";

const seeds = fc.integer({ min: 0, max: 2 ** 31 - 1 });

/** Five facts of each leg at most, all of one lender, agency and currency: nothing but the rule decides. */
function ofOneDesk({ books }: { readonly books: Books }): Books {
  const parties = { lenderId: lenderOf(0), agencyId: agencyOf(0), currency: "USD" as Currency };
  const moved = <Fact>(facts: readonly Fact[]) => facts.slice(0, 5).map((fact) => ({ ...fact, ...parties }));
  const terms = books.terms.slice(0, 1).map((one) => ({ ...one, advises: true, banked: true }));
  return {
    ...books,
    terms,
    expectations: moved(books.expectations),
    advices: moved(books.advices),
    lines: moved(books.lines),
    bankLines: books.bankLines.slice(0, 5).map((line) => {
      const { agencyId: _known, ...rest } = { ...line, ...parties };
      return line.agencyId === undefined ? rest : { ...rest, agencyId: parties.agencyId };
    }),
  };
}

const anyCase = seeds.map((seed) => {
  const tangled = tangledBooks(seed);
  const [rule] = tangled.rules.rules;
  return { books: ofOneDesk(tangled), rule: unlimited(rule!) };
});

const unlimited = (rule: Rule): Rule =>
  "limits" in rule ? { ...rule, limits: { candidates: 24, steps: 10_000_000 } } : rule;

const foundBy = (books: Books, rule: Rule) => reconcile(books, RuleSet.parse({ version: 1, rules: [rule] }));

describe("one rule", () => {
  it("settles and holds what trying everything says that it must", () => {
    fc.assert(
      fc.property(
        anyCase.filter(({ rule }) => !("by" in rule) || rule.by === "SCOPE"),
        ({ books, rule }) => {
          const { matches, ambiguities } = foundBy(books, rule);
          const [lefts, rights] = rule.relation === "ADVISED" ? sidesOf(books) : fundsOf(books);
          const ids = (all: readonly { left: readonly string[]; right: readonly string[] }[]) =>
            all.map(({ left, right }) => [...left, ...right]);
          expect({
            matched: ids(matches)
              .map((one) => one.join("+"))
              .sort(),
            held: ids(ambiguities).flat().sort(),
          }).toEqual(decidedBy(rule, lefts, rights));
        },
      ),
      { numRuns: runs(3_000) },
    );
  });

  it("has a candidate for whatever had one within a narrower tolerance", () => {
    const more = fc.record({ money: fc.integer({ min: 0, max: 60 }), days: fc.integer({ min: 0, max: 5 }) });
    const wider = (allowance: Allowance, money: number): Allowance => ({
      minorUnits: allowance.minorUnits + money,
      basisPoints: Math.min(10_000, allowance.basisPoints + money),
    });
    fc.assert(
      fc.property(
        // Several with several fall apart where the tolerance lets smaller sums in, which other rules then join.
        anyCase.filter(
          ({ rule }) => rule.kind !== "MANY_TO_MANY" && !("by" in rule && rule.by === "REFERENCE"),
        ),
        more,
        ({ books, rule }, { money, days }) => {
          const { below, above, daysBefore, daysAfter } = rule.tolerance;
          const tolerance = {
            below: wider(below, money),
            above: wider(above, money),
            daysBefore: daysBefore + days,
            daysAfter: daysAfter + days,
          };
          const touched = (one: Rule) => {
            const { matches, ambiguities } = foundBy(books, one);
            return new Set([...matches, ...ambiguities].flatMap(({ left, right }) => [...left, ...right]));
          };
          const narrow = touched(rule);
          const wide = touched({ ...rule, tolerance });
          expect([...narrow].filter((id) => !wide.has(id))).toEqual([]);
        },
      ),
      { numRuns: runs(2_000) },
    );
  });
});
