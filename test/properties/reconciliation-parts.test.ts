import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { defaultRules } from "../../shared/reconciliation/default-rules.ts";
import type { Books } from "../../shared/reconciliation/model.ts";
import type { Reconciliation } from "../../shared/reconciliation/outcome.ts";
import { reconcile } from "../../shared/reconciliation/reconcile.ts";
import type { RuleSet } from "../../shared/reconciliation/wire.ts";
import { plantedBooks } from "../support/books.ts";
import { withoutMatched } from "../support/books-again.ts";
import { booksInParts, together } from "../support/books-in-parts.ts";
import { looserBooks, tangledBooks } from "../support/books-tangled.ts";
import { accountOf, placementOf } from "../support/books-place.ts";
import { runs } from "../support/property-runs.ts";
import { aLine, anExpectation, someBooks } from "../support/reconciliation.ts";

const seeds = fc.integer({ min: 0, max: 2 ** 31 - 1 });
const sizes = fc.integer({ min: 1, max: 30 });

/** What was found, whatever order it was found in. */
function sorted({ unmatched, ...found }: Reconciliation) {
  const inOrder = (all: readonly unknown[]) => all.map((one) => JSON.stringify(one)).toSorted();
  const each = { ...found, ...unmatched };
  return Object.fromEntries(Object.entries(each).map(([name, all]) => [name, inOrder(all)]));
}

function inParts(books: Books, rules: RuleSet, size: number) {
  const { money, parts } = booksInParts(books, rules.rules, size);
  const first = reconcile(money, rules);
  const rest = parts(first);
  return { count: rest.length, found: together([first, ...rest.map((part) => reconcile(part, rules))]) };
}

describe("books that are reconciled part by part", () => {
  it.each([
    ["tangled", tangledBooks],
    ["less tangled", looserBooks],
  ])("come to the same as the whole, %s", (_name, booksBy) => {
    fc.assert(
      fc.property(seeds, sizes, (seed, size) => {
        const { books, rules } = booksBy(seed);
        expect(sorted(inParts(books, rules, size).found)).toEqual(sorted(reconcile(books, rules)));
      }),
      { numRuns: runs(400) },
    );
  });

  it("come to the same as the whole when some of them was matched before", () => {
    fc.assert(
      fc.property(seeds, sizes, (seed, size) => {
        const { books, rules } = looserBooks(seed);
        const half = { ...books, lines: books.lines.slice(0, books.lines.length / 2) };
        const later = { ...withoutMatched(half, reconcile(half, rules)), lines: books.lines };
        const before = new Set(later.settled.lines.map(({ lineId }) => lineId));
        const now = { ...later, lines: books.lines.filter(({ lineId }) => !before.has(lineId)) };
        const settled = { ...now.settled, bankLines: [] };
        const again = { ...now, settled };
        expect(sorted(inParts(again, rules, size).found)).toEqual(sorted(reconcile(again, rules)));
      }),
      { numRuns: runs(200) },
    );
  });

  it("show every anomaly that was planted, in many parts", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { books, breaks } = plantedBooks({
          seed,
          desks: 5,
          remittances: 12,
          payments: 14,
          percentOfEach: 3,
        });
        const { count, found } = inParts(books, defaultRules, 40);
        expect(count).toBeGreaterThan(20);
        expect(found.breaks.map(({ fingerprint }) => fingerprint).sort()).toEqual([...breaks].sort());
        expect(sorted(found)).toEqual(sorted(reconcile(books, defaultRules)));
      }),
      { numRuns: runs(30) },
    );
  });

  it("come to the same as the whole where one reference is on more lines than tie anything", () => {
    const each = Array.from({ length: 1_100 }, (_, n) => n);
    const own = (n: number) => ({ accountId: accountOf(n), amount: 10_000 + n });
    const books = someBooks({
      expectations: each.map((n) =>
        anExpectation({
          ...own(n),
          id: `exp_${n}`,
          placementId: placementOf(accountOf(n)),
          paymentRef: `P-${n}`,
        }),
      ),
      // Every third is of an account of which nothing was reported: a repeat of nothing.
      lines: each.map((n) =>
        aLine({ ...own(n % 3 === 0 ? n + 5_000 : n), lineId: `lin_${n}`, paymentRef: "N/A" }),
      ),
    });
    const { count, found } = inParts(books, defaultRules, 20);
    expect(count).toBeGreaterThan(10);
    expect(sorted(found)).toEqual(sorted(reconcile(books, defaultRules)));
    expect(found.matches.filter(({ relation }) => relation === "ADVISED")).toHaveLength(733);
    expect(found.breaks.map(({ code }) => code)).not.toContain("DUPLICATE_REF");
  });
});
