import { describe, expect, it } from "vitest";
import { withFindings } from "../../../shared/reconciliation/add-counts.ts";
import type { Committed } from "../../../shared/reconciliation/commit-match.ts";
import { makeMatches } from "../../../shared/reconciliation/make-matches.ts";
import { findingsOf } from "../../../shared/reconciliation/run-findings.ts";
import { aReconciliationId as reconciliationId } from "../../support/a-match.ts";
import { aLine, anExpectation, reconciled, someBooks } from "../../support/reconciliation.ts";

const several = (n: number) => ({ amount: 100 + n, paymentRef: `P-${n}` });
const books = someBooks({
  advices: [],
  bankLines: [],
  expectations: [1, 2, 3, 4].map((n) => anExpectation({ id: `exp_${n}`, ...several(n) })),
  lines: [1, 2, 3, 4].map((n) => aLine({ lineId: `lin_${n}`, ...several(n) })),
});
const gathered = { books, expectations: new Map() };
const found = reconciled(books);
const counts = {
  ...withFindings(undefined, findingsOf({ collected: 0, gathered, found, seen: [] })),
  matched: 5,
  notMade: 1,
};

async function made(outcomes: readonly Committed[], isTimeUp = (): boolean => false) {
  const asked: string[] = [];
  const result = await makeMatches(
    {
      commit: async ({ match }) => {
        asked.push(...match.left);
        return outcomes[asked.length - 1]!;
      },
      inParallel: async (items, work) => {
        for (const item of items) await work(item);
      },
    },
    { reconciliationId, gathered, matches: found.matches, counts, isTimeUp },
  );
  return { result, asked };
}

describe("the matches of a part", () => {
  it("are counted as made, and as not made where a fact was taken or it is too large", async () => {
    const { result, asked } = await made(["MADE", "STANDS", "TAKEN", "TOO_LARGE"]);
    expect(asked).toEqual(["exp_1", "exp_2", "exp_3", "exp_4"]);
    expect(result).toEqual({ ...counts, matched: 6, notMade: 3 });
  });

  it("are left as they are where time is up, and all are where it was up from the beginning", async () => {
    let rest = 2;
    const some = await made(["MADE", "MADE", "MADE", "MADE"], () => (rest -= 1) < 0);
    expect(some).toEqual({ result: undefined, asked: ["exp_1", "exp_2"] });
    expect(await made([], () => true)).toEqual({ result: undefined, asked: [] });
  });

  it("are all made where time is up behind the last one", async () => {
    let rest = 4;
    const all = await made(["MADE", "MADE", "MADE", "MADE"], () => (rest -= 1) < 0);
    expect(all.result).toMatchObject({ matched: 9, notMade: 1 });
  });
});
