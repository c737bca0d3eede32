import { describe, expect, it } from "vitest";
import { settledStatement, surplusOf, waitingIn } from "../../../shared/bank-files/settled-statement.ts";
import { BankStatementView } from "../../../shared/bank-files/wire.ts";
import { Currency } from "../../../shared/kernel/money.ts";

const currency = Currency.parse("EUR");

/** From 0.00 to 30.00 with a line of 10.00, and one entry that could not be read. */
const statement = (over: object = {}) =>
  BankStatementView.parse({
    number: 1,
    statementId: "S-1",
    bankAccountRef: "main",
    kind: "BOOKED",
    opening: { amount: 0, currency },
    closing: { amount: 3_000, currency },
    totals: [{ currency, lines: 1, credits: "1000", debits: "0" }],
    quarantined: 1,
    proven: false,
    faults: [{ code: "BALANCE_MISMATCH", message: "no", expected: "3000", found: "1000" }],
    ...over,
  });

const fault = (code: string, expected: number, found: number) => ({
  code,
  message: "no",
  expected: String(expected),
  found: String(found),
});

const codes = (after: BankStatementView) => after.faults.map(({ code, found }) => [code, found]);

describe("a statement of which an entry is settled", () => {
  it("is proven when the line is what was missing", () => {
    const after = settledStatement(statement(), { currency, amount: 2_000 });
    expect(after).toMatchObject({
      settled: 1,
      proven: true,
      faults: [],
      totals: [{ lines: 2, credits: "3000", debits: "0" }],
    });
    expect([waitingIn(after), surplusOf(after)]).toEqual([0, 0]);
  });

  it.each([
    ["less", 1_500, -500],
    ["more", 2_500, 500],
    ["the other side", -2_000, -4_000],
  ])("says by how much it is off when it is %s", (_what, amount, surplus) => {
    const after = settledStatement(statement(), { currency, amount });
    expect([after.proven, surplusOf(after)]).toEqual([false, surplus]);
  });

  it("is off when its lines had made the closing balance without the line", () => {
    const agreed = statement({ closing: { amount: 1_000, currency }, faults: [] });
    expect(surplusOf(settledStatement(agreed, { currency, amount: 5 }))).toBe(5);
    expect(settledStatement(agreed, undefined)).toMatchObject({ proven: true, faults: [] });
  });

  it("is not proven while another entry waits, or without balances", () => {
    const two = settledStatement(statement({ quarantined: 2 }), { currency, amount: 2_000 });
    expect([two.proven, waitingIn(two)]).toEqual([false, 1]);
    expect(settledStatement(two, undefined)).toMatchObject({ proven: true, settled: 2 });
    const { closing: _closing, ...open } = statement({ faults: [] });
    expect(settledStatement(open, { currency, amount: 1 })).toMatchObject({ proven: false, faults: [] });
  });

  it("has every figure that the line belongs to with the line, and leaves all others", () => {
    const faults = [
      fault("SUM_MISMATCH", 4_000, 1_500),
      fault("CREDITS_MISMATCH", 3_000, 1_000),
      fault("DEBITS_MISMATCH", 1_000, 500),
      fault("NET_MISMATCH", 2_000, 500),
      fault("COUNT_MISMATCH", 1, 2),
      fault("COUNT_MISMATCH", 2, 1),
      fault("COUNT_MISMATCH", 3, 2),
      fault("CONTROL_TOTAL_MISMATCH", 3_000, 1_000),
      { code: "BALANCE_UNREADABLE", message: "no" },
    ];
    const { opening: _opening, ...of } = statement({ faults });
    expect(codes(settledStatement(of, { currency, amount: 2_000 }))).toEqual([
      ["SUM_MISMATCH", "3500"],
      ["DEBITS_MISMATCH", "500"],
      ["NET_MISMATCH", "2500"],
      ["COUNT_MISMATCH", "2"],
      ["COUNT_MISMATCH", "2"],
      ["BALANCE_UNREADABLE", undefined],
    ]);
  });
});
