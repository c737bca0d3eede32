import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { defaultRules } from "../../shared/reconciliation/default-rules.ts";
import type { Books } from "../../shared/reconciliation/model.ts";
import type { Reconciliation } from "../../shared/reconciliation/outcome.ts";
import { reconcile } from "../../shared/reconciliation/reconcile.ts";
import { plantedBooks } from "../support/books.ts";
import { randomOf } from "../support/books-place.ts";
import { withoutMatched } from "../support/books-again.ts";
import { runs } from "../support/property-runs.ts";
import { tangledBooks } from "../support/books-tangled.ts";

const seeds = fc.integer({ min: 0, max: 2 ** 31 - 1 });

const shuffled = <T>(all: readonly T[], seed: number): readonly T[] => {
  const random = randomOf(seed);
  return all
    .map((one) => ({ one, at: random(2 ** 30) }))
    .sort((a, b) => a.at - b.at)
    .map(({ one }) => one);
};

const reordered = (books: Books, seed: number): Books => ({
  ...books,
  terms: shuffled(books.terms, seed),
  expectations: shuffled(books.expectations, seed + 1),
  advices: shuffled(books.advices, seed + 2),
  lines: shuffled(books.lines, seed + 3),
  bankLines: shuffled(books.bankLines, seed + 4),
  credits: shuffled(books.credits, seed + 5),
});

/** The ids of each leg by what became of them; a fact that is in two places is there twice. */
function placesIn({ matches, ambiguities, unmatched }: Reconciliation) {
  const of = (relation: "ADVISED" | "FUNDED", leg: "left" | "right") =>
    [...matches, ...ambiguities].filter((one) => one.relation === relation).flatMap((one) => one[leg]);
  return {
    advised: [...of("ADVISED", "right"), ...unmatched.lines.map(({ lineId }) => lineId)],
    banked: [...of("FUNDED", "right"), ...unmatched.bankLines.map(({ lineId }) => lineId)],
    remittances: [
      ...of("FUNDED", "left").filter((id) => id.startsWith("rmt")),
      ...unmatched.advices.map(({ remittanceId }) => remittanceId),
    ],
    reported: [
      ...of("ADVISED", "left"),
      ...of("FUNDED", "left").filter((id) => !id.startsWith("rmt")),
      ...unmatched.expectations.map(({ id }) => id),
    ],
  };
}

const idsIn = ({ expectations, advices, lines, bankLines }: Books) => ({
  advised: lines.map(({ lineId }) => lineId),
  banked: bankLines.map(({ lineId }) => lineId),
  remittances: advices.map(({ remittanceId }) => remittanceId),
  reported: expectations.map(({ id }) => id),
});

const sorted = (legs: Readonly<Record<string, readonly string[]>>) =>
  Object.fromEntries(Object.entries(legs).map(([leg, ids]) => [leg, [...ids].sort()]));

describe("books with planted anomalies", () => {
  it("show every anomaly under its code, and nothing else", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const size = { desks: 5, remittances: 12, payments: 14, percentOfEach: 3 };
        const { books, breaks, ambiguous } = plantedBooks({ seed, ...size });
        const found = reconcile(books, defaultRules);
        expect(found.breaks.map(({ fingerprint }) => fingerprint).sort()).toEqual([...breaks].sort());
        expect(found.ambiguities.flatMap(({ left }) => left).sort()).toEqual([...ambiguous].sort());
      }),
      { numRuns: runs(60) },
    );
  });

  it("show nothing when nothing is planted", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const size = { desks: 4, remittances: 6, payments: 8, percentOfEach: 100 };
        const { books } = plantedBooks({ seed, ...size });
        const found = reconcile(books, defaultRules);
        expect(found.breaks).toEqual([]);
        expect(found.ambiguities).toEqual([]);
        expect(found.matches).toHaveLength(books.expectations.length + books.advices.length);
        expect(found.matches.every(({ difference }) => difference === 0)).toBe(true);
      }),
      { numRuns: runs(10) },
    );
  });
});

/** Books in which references, amounts, days and accounts collide all the time. */
describe("books in which everything resembles everything", () => {
  const anyBooks = seeds.map((seed) => tangledBooks(seed));

  it("are matched in the same way in any order", () => {
    fc.assert(
      fc.property(anyBooks, seeds, ({ books, rules }, seed) => {
        expect(reconcile(reordered(books, seed), rules)).toEqual(reconcile(books, rules));
      }),
      { numRuns: runs(400) },
    );
  });

  it("lose no fact and use none twice", () => {
    fc.assert(
      fc.property(anyBooks, ({ books, rules }) => {
        expect(sorted(placesIn(reconcile(books, rules)))).toEqual(sorted(idsIn(books)));
      }),
      { numRuns: runs(400) },
    );
  });

  it("have nothing more to match once what matched is settled, and no break that was not there before", () => {
    fc.assert(
      fc.property(anyBooks, ({ books, rules }) => {
        const first = reconcile(books, rules);
        const again = reconcile(withoutMatched(books, first), rules);
        expect(again.matches).toEqual([]);
        expect(again.ambiguities).toEqual(first.ambiguities);
        expect(again.limits).toEqual(first.limits);
        expect(again.unmatched).toEqual(first.unmatched);
        const known = new Set(first.breaks.map(({ fingerprint }) => fingerprint));
        expect(again.breaks.map(({ fingerprint }) => fingerprint).filter((one) => !known.has(one))).toEqual(
          [],
        );
      }),
      { numRuns: runs(400) },
    );
  });

  it("never meet across lender, agency or currency", () => {
    fc.assert(
      fc.property(anyBooks, ({ books, rules }) => {
        const owner = new Map<string, string>(
          [
            ...books.expectations.map((one) => ({ ...one, key: one.id })),
            ...books.lines.map((one) => ({ ...one, key: one.lineId })),
            ...books.advices.map((one) => ({ ...one, key: one.remittanceId })),
            ...books.bankLines.map((one) => ({ ...one, key: one.lineId })),
          ].map(({ key, lenderId, agencyId, currency }) => [
            key,
            `${lenderId} ${agencyId ?? "?"} ${currency}`,
          ]),
        );
        for (const { lenderId, agencyId, currency, left, right } of reconcile(books, rules).matches)
          for (const id of [...left, ...right])
            expect([`${lenderId} ${agencyId} ${currency}`, `${lenderId} ? ${currency}`]).toContain(
              owner.get(id),
            );
      }),
      { numRuns: runs(300) },
    );
  });

  it("say of every match what differs in money", () => {
    fc.assert(
      fc.property(anyBooks, ({ books, rules }) => {
        const amounts = new Map([
          ...books.expectations.map((one) => [one.id, one.amount] as const),
          ...books.lines.map((one) => [one.lineId, one.amount] as const),
          ...books.advices.map((one) => [one.remittanceId, one.total] as const),
          ...books.bankLines.map((one) => [one.lineId, one.amount] as const),
        ]);
        const sum = (ids: readonly string[]) => ids.reduce((total, id) => total + amounts.get(id)!, 0);
        for (const { left, right, difference } of reconcile(books, rules).matches)
          expect(difference).toBe(sum(right) - sum(left));
      }),
      { numRuns: runs(300) },
    );
  });

  it("give a break a fingerprint of its own", () => {
    fc.assert(
      fc.property(anyBooks, ({ books, rules }) => {
        const found = reconcile(books, rules).breaks.map(({ fingerprint }) => fingerprint);
        expect(new Set(found).size).toBe(found.length);
      }),
      { numRuns: runs(400) },
    );
  });
});
