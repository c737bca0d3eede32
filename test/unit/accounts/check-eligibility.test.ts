import { describe, expect, it } from "vitest";
import {
  checkEligibility,
  placeable,
  type EligibilityFacts,
  type Sibling,
} from "../../../shared/accounts/check-eligibility.ts";
import {
  aCandidate,
  aLender,
  anAccountId,
  anAgencyId,
  aRef,
  aScreening,
  today,
  usd,
} from "../../support/builders.ts";

const lenderWith = (policy: object) =>
  aLender({ policy: { balanceMin: usd(5_000), balanceMax: usd(5_000_000), ...policy } });

const facts = (over: Partial<EligibilityFacts> = {}): EligibilityFacts => ({
  account: aScreening().facts,
  region: "US-CT",
  contactPointCount: 1,
  outstanding: 100_000,
  holders: [],
  placementNumber: 1,
  lender: aLender(),
  candidates: [aCandidate()],
  siblings: [],
  today,
  ...over,
});

const sibling = (over: Partial<Sibling> = {}): Sibling => ({
  accountId: anAccountId(),
  lenderAccountRef: aRef("LN"),
  originalAccountRef: "O-1",
  isOpen: true,
  ...over,
});

const account = { ...aScreening().facts, originalAccountRef: "O-1" };

const codes = (given: EligibilityFacts) => checkEligibility(given).verdicts.flatMap(({ code }) => code ?? []);

describe("an eligible account", () => {
  it("is told whom it would go to", () => {
    const { eligible, allocation } = checkEligibility(facts());
    expect([eligible, allocation.lines.map(({ outcome }) => outcome)]).toEqual([true, ["CHOSEN"]]);
  });
});

describe("an account that is not eligible", () => {
  it("is looked for nobody, and is told when time has cured it", () => {
    const young = { ...aScreening().facts, delinquencyDate: today };
    expect(checkEligibility(facts({ account: young }))).toMatchObject({
      eligible: false,
      curesOn: "2026-04-01",
      allocation: { lines: [] },
    });
  });
});

describe("the same debt", () => {
  it("is a duplicate while it is open under another reference", () => {
    expect(codes(facts({ account, siblings: [sibling()] }))).toEqual(["DUPLICATE_OPEN"]);
  });

  it.each([
    ["when the other is over", sibling({ isOpen: false }), account],
    ["when the other is of another number", sibling({ originalAccountRef: "O-2" }), account],
    ["when it is the account itself", sibling({ lenderAccountRef: account.lenderAccountRef }), account],
    ["when no number was given", sibling(), aScreening().facts],
  ])("is none %s", (_when, other, mine) => {
    expect(codes(facts({ account: mine, siblings: [other] }))).toEqual([]);
  });
});

describe("what allocation is told of an account", () => {
  it("is what is left of the debt, how old it is, and who had it before", () => {
    const former = anAgencyId();
    const told = placeable(
      facts({ outstanding: 60_000, holders: [former], account: { ...account, segment: "PRIME" } }),
    );
    expect(told).toMatchObject({
      region: "US-CT",
      product: "PERSONAL_LOAN",
      currency: "USD",
      outstanding: 60_000,
      segment: "PRIME",
      daysPastDue: 90,
      formerHolders: [former],
      mayReturn: false,
      arm: "CHAMPION",
    });
  });

  it("is who works the debtor, only where the lender wants one agency for each", () => {
    const agencyId = anAgencyId();
    const siblings = [sibling({ agencyId }), sibling()];
    expect(placeable(facts({ siblings })).sameDebtor).toEqual([]);
    const lender = lenderWith({ sameAgencyPerDebtor: true });
    expect(placeable(facts({ siblings, lender })).sameDebtor).toEqual([agencyId]);
  });

  it("is the same arm and counter for an account every time, and another for another", () => {
    const lender = lenderWith({ challengerPermille: 500 });
    const told = (lenderAccountRef: string) =>
      placeable(facts({ lender, account: { ...account, lenderAccountRef } }));
    expect(told("LN-1")).toEqual(told("LN-1"));
    expect(new Set(Array.from({ length: 64 }, (_, n) => told(`LN-${n}`).spread % 32)).size).toBeGreaterThan(
      20,
    );
  });

  it.each([0, 100, 250, 1_000])("puts %i in a thousand accounts into the challengers' arm", (permille) => {
    const one = facts({ lender: lenderWith({ challengerPermille: permille }) });
    const challengers = Array.from({ length: 5_000 }, (_, n) =>
      placeable({ ...one, account: { ...account, lenderAccountRef: `LN-${n}` } }),
    ).filter(({ arm }) => arm === "CHALLENGER");
    expect(Math.abs(challengers.length / 5 - permille)).toBeLessThanOrEqual(permille % 1_000 === 0 ? 0 : 25);
  });
});
