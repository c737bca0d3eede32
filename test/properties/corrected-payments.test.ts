import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { defaultRules } from "../../shared/reconciliation/default-rules.ts";
import type { StoredExpectation } from "../../shared/reconciliation/expectation-store.ts";
import { reconcile } from "../../shared/reconciliation/reconcile.ts";
import { refolded } from "../../shared/reconciliation/refold.ts";
import { on } from "../support/builders.ts";
import { aStory, stored, type Story } from "../support/disputed-payments.ts";
import { runs } from "../support/property-runs.ts";

/** What is told of an account, and what of it was expected and matched so far. */
type Kept = { readonly story: Story; readonly expected: readonly StoredExpectation[] };

type Deed = (kept: Kept) => Kept;

const refs = fc.constantFrom("P-1", "P-2");
const amounts = fc.integer({ min: 1, max: 20_000 });
const recipients = fc.constantFrom("AGENCY", "LENDER", "COURT");

/** What is refused changes nothing. */
const telling =
  (tell: (story: Story) => Story): Deed =>
  ({ story, expected }) => {
    try {
      return { story: tell(story), expected };
    } catch {
      return { story, expected };
    }
  };

/** A run brings what is expected up to what was told. */
function collect({ story, expected }: Kept): Kept {
  const byId = new Map(expected.map((one) => [one.id, one]));
  for (const { before, after } of refolded(expected, story.fold()))
    byId.set(after.id, stored(after, before?.matchId === undefined ? {} : { matchId: before.matchId }));
  return { story, expected: [...byId.values()] };
}

/** Every other of what is open is matched, as it was expected. */
const match =
  (parity: number): Deed =>
  ({ story, expected }) => ({
    story,
    expected: expected.map((one, n) =>
      one.matchId === undefined && one.amount !== 0 && n % 2 === parity
        ? { ...one, matchId: `mat_${one.id}` }
        : one,
    ),
  });

/** Every other match is taken back. */
const takeBack =
  (parity: number): Deed =>
  ({ story, expected }) => ({
    story,
    expected: expected.map((one, n) => {
      const { matchId, ...open } = one;
      return matchId !== undefined && n % 2 === parity ? open : one;
    }),
  });

const deeds = fc.oneof(
  fc.tuple(refs, amounts).map(([ref, amount]) => telling((story) => story.pays(ref, amount))),
  fc.tuple(refs, amounts).map(([ref, amount]) => telling((story) => story.takesBack(ref, amount))),
  fc.tuple(refs, amounts).map(([ref, amount]) => telling((story) => story.corrects(ref, amount))),
  ...[0, 1].map(() =>
    fc.tuple(refs, recipients).map(([ref, whose]) => telling((story) => story.hands(ref, whose))),
  ),
  fc.constant<Deed>(collect),
  fc.constantFrom(0, 1).map(
    (parity): Deed =>
      (kept) =>
        match(parity)(collect(kept)),
  ),
  fc.constantFrom(0, 1).map(takeBack),
);

const lives = fc.array(deeds, { minLength: 1, maxLength: 25 }).map((life) =>
  collect(
    life.reduce((kept, deed) => deed(kept), {
      story: aStory({ PRINCIPAL: 500_000 }),
      expected: [],
    } as Kept),
  ),
);

const sum = (all: readonly { readonly amount: number }[]): number =>
  all.reduce((total, { amount }) => total + amount, 0);

const cleared = ({ story }: Kept): number =>
  sum(
    story
      .history()
      .flatMap(({ postings }) => postings)
      .filter(({ account }) => account.startsWith("agency-clearing/")),
  );

const ofAgency = (all: readonly StoredExpectation[]) => all.filter(({ recipient }) => recipient === "AGENCY");

function breaksOf(expected: readonly StoredExpectation[]) {
  const [one] = expected;
  if (one === undefined) return [];
  const { lenderId, agencyId } = one;
  const terms = { lenderId, agencyId, mode: "GROSS", advises: true, banked: false } as const;
  const isOpen = ({ matchId, amount }: StoredExpectation): boolean => matchId === undefined && amount !== 0;
  return reconcile(
    {
      asOf: on("2026-12-31"),
      terms: [{ ...terms, advisesDirectPayments: false }],
      expectations: expected.filter(isOpen),
      advices: [],
      lines: [],
      bankLines: [],
      credits: [],
      settled: {
        expectations: expected.filter(({ matchId }) => matchId !== undefined),
        advices: [],
        lines: [],
        bankLines: [],
      },
    },
    defaultRules,
  ).breaks;
}

describe("whatever is reported, corrected, taken back and matched, in any order", () => {
  it("what is expected of an agency is what stands on its clearing account", () => {
    fc.assert(
      fc.property(lives, (kept) => {
        expect(sum(ofAgency(kept.expected))).toBe(cleared(kept));
      }),
      { numRuns: runs(300) },
    );
  });

  it("the breaks of a run are together what is left on it, and none calls a correction anything else", () => {
    fc.assert(
      fc.property(lives, (kept) => {
        const breaks = breaksOf(kept.expected);
        const missing = breaks.filter(({ code }) => code === "PAY_MISSING_AT_AGENCY");
        const matched = ofAgency(kept.expected).filter(({ matchId }) => matchId !== undefined);
        expect(sum(missing)).toBe(cleared(kept) - sum(matched));
        const others = breaks.filter(
          ({ code }) => !["PAY_MISSING_AT_AGENCY", "SUSPECTED_DUPLICATE"].includes(code),
        );
        expect(others).toEqual([]);
      }),
      { numRuns: runs(300) },
    );
  });

  it("collecting again changes nothing", () => {
    fc.assert(
      fc.property(lives, ({ story, expected }) => {
        expect(refolded(expected, story.fold())).toEqual([]);
      }),
      { numRuns: runs(100) },
    );
  });
});
