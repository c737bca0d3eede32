import { describe, expect, it } from "vitest";
import * as fc from "fast-check";
import { portfolio, readLoans } from "../../../infra/local/sandbox/portfolio.ts";
import { placeRequestOf } from "../../../infra/local/sandbox/portfolio-account.ts";
import { lenderSeeds, agencySeeds } from "../../../infra/local/sandbox/sandbox-seed.ts";
import { PlaceAccountRequest } from "../../../shared/accounts/wire.ts";
import { PolicyBody } from "../../../shared/lenders/wire.ts";

const today = "2026-03-01";
const daysSince = (date: string) => (Date.parse(today) - Date.parse(date)) / 86_400_000;
const total = (account: ReturnType<typeof placeRequestOf>) =>
  account.balance.reduce((sum, part) => sum + part.amount.amount, 0);

describe("the portfolio", () => {
  const all = portfolio(100_000, today);

  it("is the whole file, each loan once", () => {
    expect(all).toHaveLength(9857);
    expect(new Set(all.map((account) => account.lenderAccountRef)).size).toBe(9857);
  });

  it("is what the gateway documents as a request", () => {
    for (const account of all) expect(PlaceAccountRequest.safeParse(account).error).toBeUndefined();
  });

  it("is the same every time", () => {
    expect(portfolio(50, today)).toEqual(portfolio(50, today));
    expect(portfolio(50, today)).toEqual(all.slice(0, 50));
  });

  it("gives every rule of screening something to reject within 500 accounts", () => {
    const first = all.slice(0, 500);
    const policy = PolicyBody.parse(lenderSeeds[0]?.body.policy);
    const licensed = new Set(agencySeeds.flatMap((agency) => agency.states.map((state) => `US-${state}`)));
    const reasons = {
      tooYoung: first.filter((account) => daysSince(account.delinquencyDate) < policy.daysPastDueMin),
      tooSmall: first.filter((account) => total(account) < policy.balanceMin.amount),
      tooLarge: first.filter((account) => total(account) > policy.balanceMax.amount),
      deceased: first.filter((account) => account.circumstances.deceased),
      insolvent: first.filter((account) => account.circumstances.insolvent),
      disputed: first.filter((account) => account.circumstances.disputed),
      timeBarred: first.filter((account) => account.limitationDate <= today),
      cooldown: first.filter((account) => account.circumstances.lastPlacementEndedOn !== undefined),
      unlicensed: first.filter((account) => !licensed.has(account.debtor.region)),
    };
    for (const [reason, accounts] of Object.entries(reasons)) {
      expect(accounts.length, reason).toBeGreaterThan(0);
      expect(accounts.length, reason).toBeLessThan(60);
    }
  });

  it("holds loans that went bad for longer than the good ones", () => {
    const loans = readLoans(100_000);
    const mean = (bad: boolean) => {
      const days = loans
        .filter((loan) => loan.bad === bad)
        .map((loan) => daysSince(all[loan.index]!.delinquencyDate));
      return days.reduce((sum, each) => sum + each, 0) / days.length;
    };
    expect(mean(true)).toBeGreaterThan(mean(false) + 100);
  });

  it("names nobody who could exist", () => {
    for (const { debtor } of all.slice(0, 300)) {
      expect(debtor.name).toMatch(/^Debtor \d{6}$/u);
      for (const { value } of debtor.contactPoints)
        expect(value).toMatch(/@example\.com$|^\+120255501\d\d$/u);
    }
  });
});

describe("a loan of any kind", () => {
  const loans = fc.record({
    index: fc.nat(20_000),
    fundedCents: fc.integer({ min: 100_000, max: 4_000_000 }),
    termMonths: fc.constantFrom(36, 60),
    yearlyRatePercent: fc.double({ min: 1, max: 30, noNaN: true }),
    subGrade: fc.constantFrom("A1", "C3", "G5"),
    state: fc.constantFrom("CT", "HI", "ME"),
    bad: fc.boolean(),
  });

  it("becomes whole positive cents, and never owes more principal than was lent unless it is one made too large", () => {
    fc.assert(
      fc.property(loans, (loan) => {
        const account = placeRequestOf(loan, today);
        for (const { amount } of account.balance) {
          expect(Number.isSafeInteger(amount.amount)).toBe(true);
          expect(amount.amount).toBeGreaterThan(0);
        }
        const principal = account.balance[0]!.amount.amount;
        const extra = loan.index % 100 === 97 ? 100_000_000 : 0;
        expect(principal).toBeLessThanOrEqual(loan.fundedCents + extra);
      }),
    );
  });

  it("is opened before it falls behind, and keeps its age whatever the day", () => {
    fc.assert(
      fc.property(loans, (loan) => {
        const [one, other] = [placeRequestOf(loan, "2026-03-01"), placeRequestOf(loan, "2027-03-01")];
        expect(one.openedOn < one.delinquencyDate).toBe(true);
        expect(Date.parse("2026-03-01") - Date.parse(one.delinquencyDate)).toBe(
          Date.parse("2027-03-01") - Date.parse(other.delinquencyDate),
        );
        expect(one.balance).toEqual(other.balance);
      }),
    );
  });
});
