import { describe, expect, it } from "vitest";
import { balancesOf, isBalanced, movement, opening, totalOf } from "../../../shared/ledger/balance.ts";

describe("balances", () => {
  const due = { PRINCIPAL: 1_000, INTEREST: 200, COURT_COST: 50 };

  it("are what is due as long as nothing is paid", () => {
    expect(balancesOf({ due, paid: 0 })).toEqual({
      components: due,
      outstanding: 1_250,
      recovered: 0,
      credit: 0,
    });
  });

  it("are filled costs first, principal last", () => {
    expect(balancesOf({ due, paid: 50 }).components).toEqual({ PRINCIPAL: 1_000, INTEREST: 200 });
    expect(balancesOf({ due, paid: 100 }).components).toEqual({ PRINCIPAL: 1_000, INTEREST: 150 });
    expect(balancesOf({ due, paid: 251 }).components).toEqual({ PRINCIPAL: 999 });
  });

  it("are filled first where it was agreed, the others after them in their order", () => {
    const owed = { due, fillFirst: ["PRINCIPAL", "INTEREST"] as const };
    expect(balancesOf({ ...owed, paid: 900 }).components).toEqual({ ...due, PRINCIPAL: 100 });
    expect(balancesOf({ ...owed, paid: 1_210 }).components).toEqual({ COURT_COST: 40 });
    expect(balancesOf({ ...owed, paid: 1_300 }).credit).toBe(50);
    expect(movement({ ...owed, paid: 0 }, { ...owed, paid: 1_010 })).toEqual([
      { account: "receivable/INTEREST", amount: -10 },
      { account: "receivable/PRINCIPAL", amount: -1_000 },
    ]);
  });

  it("are nothing at all when all is paid, to the cent", () => {
    expect(balancesOf({ due, paid: 1_249 }).outstanding).toBe(1);
    expect(balancesOf({ due, paid: 1_250 })).toEqual({
      components: {},
      outstanding: 0,
      recovered: 0,
      credit: 0,
    });
  });

  it("keep what came in beyond the debt as the debtor's credit", () => {
    expect(balancesOf({ due, paid: 1_300 })).toEqual({
      components: {},
      outstanding: 0,
      recovered: 0,
      credit: 50,
    });
  });

  it("turn a lowered component that was paid already into credit", () => {
    expect(balancesOf({ due: { ...due, PRINCIPAL: 0 }, paid: 1_250 }).credit).toBe(1_000);
  });

  it("make good what was written off before anything is the debtor's", () => {
    const given = { due: { PRINCIPAL: 400 }, writtenOff: 600 };
    expect(balancesOf({ ...given, paid: 400 })).toMatchObject({ outstanding: 0, recovered: 0, credit: 0 });
    expect(balancesOf({ ...given, paid: 900 })).toMatchObject({ recovered: 500, credit: 0 });
    expect(balancesOf({ ...given, paid: 1_050 })).toMatchObject({ recovered: 600, credit: 50 });
    const legs = movement({ ...given, paid: 300 }, { ...given, paid: 1_050 });
    expect(legs).toEqual([
      { account: "receivable/PRINCIPAL", amount: -100 },
      { account: "write-offs", amount: -600 },
      { account: "credit-balance", amount: -50 },
    ]);
  });

  it("are the sum of their components", () => {
    expect(totalOf(due)).toBe(1_250);
    expect(totalOf({})).toBe(0);
  });
});

describe("postings", () => {
  it("open an account with what is due against the opening account", () => {
    const legs = opening({ PRINCIPAL: 1_000, INTEREST: 200 });
    expect(legs).toEqual([
      { account: "receivable/INTEREST", amount: 200 },
      { account: "receivable/PRINCIPAL", amount: 1_000 },
      { account: "opening", amount: -1_200 },
    ]);
    expect(isBalanced(legs)).toBe(true);
  });

  it("move only what changed, debits positive, credits negative", () => {
    const due = { PRINCIPAL: 1_000, INTEREST: 200 };
    expect(movement({ due, paid: 0 }, { due, paid: 300 })).toEqual([
      { account: "receivable/INTEREST", amount: -200 },
      { account: "receivable/PRINCIPAL", amount: -100 },
    ]);
    expect(movement({ due, paid: 300 }, { due, paid: 300 })).toEqual([]);
  });

  it("credit the debtor with what is overpaid", () => {
    const due = { PRINCIPAL: 100 };
    expect(movement({ due, paid: 0 }, { due, paid: 130 })).toEqual([
      { account: "receivable/PRINCIPAL", amount: -100 },
      { account: "credit-balance", amount: -30 },
    ]);
  });

  it("move what is owed, and no credit, to the accounts of what is disputed, and the exact negative back", () => {
    const owed = { due: { PRINCIPAL: 1_000, INTEREST: 200 }, paid: 50 };
    const apart = { ...owed, disputedApart: true as const };
    const there = movement(owed, apart);
    expect(there).toEqual([
      { account: "receivable/INTEREST", amount: -150 },
      { account: "disputed/INTEREST", amount: 150 },
      { account: "receivable/PRINCIPAL", amount: -1_000 },
      { account: "disputed/PRINCIPAL", amount: 1_000 },
    ]);
    expect(new Set(movement(apart, owed))).toEqual(
      new Set(there.map(({ account, amount }) => ({ account, amount: -amount }))),
    );
    expect(movement({ ...owed, paid: 1_300 }, { ...apart, paid: 1_300 })).toEqual([]);
  });

  it("touch only what is disputed as long as it is", () => {
    const owed = { due: { PRINCIPAL: 1_000, INTEREST: 200 }, disputedApart: true as const };
    expect(movement({ ...owed, paid: 0 }, { ...owed, paid: 300 })).toEqual([
      { account: "disputed/INTEREST", amount: -200 },
      { account: "disputed/PRINCIPAL", amount: -100 },
    ]);
    expect(movement({ ...owed, paid: 1_200 }, { ...owed, paid: 1_230 })).toEqual([
      { account: "credit-balance", amount: -30 },
    ]);
  });

  it("balance when debits equal credits, and not a cent off", () => {
    expect(isBalanced([])).toBe(true);
    expect(
      isBalanced([
        { account: "a", amount: 5 },
        { account: "b", amount: -4 },
      ]),
    ).toBe(false);
  });
});
