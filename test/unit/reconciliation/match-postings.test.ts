import { describe, expect, it } from "vitest";
import { isBalanced } from "../../../shared/ledger/balance.ts";
import { matchIdOf } from "../../../shared/reconciliation/stored-match.ts";
import { matchPostings } from "../../../shared/reconciliation/match-postings.ts";
import { stepsTo } from "../../../shared/remittances/settle-remittance.ts";
import { anAgencyId } from "../../support/builders.ts";

const agencyId = anAgencyId();
const nothing = { found: 0, isAdvised: false };

describe("a match in the books", () => {
  it("of a report and an advice that agree moves nothing", () => {
    expect(matchPostings({ relation: "ADVISED", agencyId, difference: 0 }, nothing)).toEqual([]);
  });

  it("of a report and an advice posts the difference, so that the clearing account returns to zero", () => {
    // 100 were reported and left in clearing; 99 were advised and taken out of it.
    expect(matchPostings({ relation: "ADVISED", agencyId, difference: -1 }, nothing)).toEqual([
      { account: `agency-clearing/${agencyId}`, amount: -1 },
      { account: "tolerance", amount: 1 },
    ]);
  });

  it("of a report and an advice of money that the agency never had posts nothing, for nothing of it is in clearing", () => {
    const of = { relation: "ADVISED", agencyId, difference: -1, isDirect: true } as const;
    expect(matchPostings(of, nothing)).toEqual([]);
  });

  it.each([0, -3, 4])(
    "of an advice and the bank ends what was on its way, a difference of %i included",
    (difference) => {
      const legs = matchPostings(
        { relation: "FUNDED", agencyId, difference },
        { found: 500 + difference, isAdvised: true },
      );
      expect(legs.find(({ account }) => account === `in-transit/${agencyId}`)?.amount).toBe(-500);
      expect(legs.find(({ account }) => account === "bank-clearing")?.amount).toBe(500 + difference);
      expect(isBalanced(legs)).toBe(true);
    },
  );

  it("of reports and the bank alone ends what the agency had", () => {
    expect(
      matchPostings({ relation: "FUNDED", agencyId, difference: 0 }, { found: 500, isAdvised: false }),
    ).toEqual([
      { account: "bank-clearing", amount: 500 },
      { account: `agency-clearing/${agencyId}`, amount: -500 },
    ]);
  });

  it("is the same match whatever the order of its sides' facts, and another with another fact", () => {
    const id = (left: readonly string[], right: readonly string[]) =>
      matchIdOf({ relation: "ADVISED", left, right });
    expect(id(["a", "b"], ["c"])).toBe(id(["b", "a"], ["c"]));
    expect(new Set([id(["a"], ["b", "c"]), id(["a", "b"], ["c"]), id(["b"], ["a", "c"])]).size).toBe(3);
  });
});

describe("the steps of an advice", () => {
  const found = (isMatched: boolean, isFunded: boolean) => ({ isMatched, isFunded });
  it.each([
    ["ADVISED", found(true, false), ["match", "agree"]],
    ["ADVISED", found(false, false), ["match", "break"]],
    ["ADVISED", found(true, true), ["match", "agree", "fund"]],
    ["ADVISED", found(false, true), ["match", "break"]],
    ["MATCHING", found(true, false), ["agree"]],
    ["BROKEN", found(false, false), []],
    ["BROKEN", found(true, false), ["match", "agree"]],
    ["BROKEN", found(false, true), []],
    ["BROKEN", found(true, true), ["match", "agree", "fund"]],
    ["MATCHED", found(true, false), []],
    ["MATCHED", found(true, true), ["fund"]],
    ["FUNDED", found(true, true), []],
    ["LOCKED", found(true, true), []],
  ] as const)("from %s with %o are %j", (state, what, steps) => {
    expect(stepsTo({ state }, what)).toEqual(steps);
  });
});
