import { describe, expect, it } from "vitest";
import type { Currency } from "../../../shared/kernel/money.ts";
import { reconcile } from "../../../shared/reconciliation/reconcile.ts";
import { Rule, RuleSet } from "../../../shared/reconciliation/wire.ts";
import { accountOf } from "../../support/books-place.ts";
import {
  aLine,
  anAdvice,
  anExpectation,
  byRule,
  day,
  nothingSettled,
  reconciled,
  someBooks,
} from "../../support/reconciliation.ts";

type Change = Parameters<typeof reconciled>[0];

/** What the lines are about; the money at the bank is another test's. */
const unpaid = { advices: [], bankLines: [] };

const told = (change: Change) =>
  reconciled({ ...unpaid, ...change }).breaks.map(({ code, subjects }) => [
    code,
    ...subjects.reported,
    ...subjects.advised,
  ]);

const second = (change: Parameters<typeof anExpectation>[0] = {}) =>
  anExpectation({ id: "exp_2", method: "ACH", ...change });

describe("one reference on several facts", () => {
  it("stands for the report that is matched; another report of it is a repeat", () => {
    expect(told({ expectations: [anExpectation(), second()] })).toEqual([["DUPLICATE_REF", "exp_2"]]);
  });

  it("stands for the line that fits, though another came before it", () => {
    const lines = [aLine({ amount: 1 }), aLine({ lineId: "lin_2" })];
    const { breaks, matches } = reconciled({ ...unpaid, lines });
    expect(matches).toMatchObject([{ right: ["lin_2"] }]);
    expect(breaks.map(({ code, subjects }) => [code, subjects.advised])).toEqual([
      ["DUPLICATE_REF", ["lin_1"]],
    ]);
    expect(breaks[0]?.explain[1]).toContain("exp_1");
  });

  it("of which none fits stands for the oldest, which differs", () => {
    const lines = [2, 1].map((n) => aLine({ lineId: `lin_${n}`, amount: n }));
    expect(told({ lines })).toEqual([
      ["DUPLICATE_REF", "lin_2"],
      ["AMOUNT_DIFF", "exp_1", "lin_1"],
    ]);
  });

  it("that fit in two ways are ambiguous, and the later one a repeat all the same", () => {
    const lines = [9_999, 10_001].map((amount, n) => aLine({ lineId: `lin_${n}`, amount }));
    const { ambiguities, breaks } = reconciled({ ...unpaid, lines });
    expect(ambiguities).toMatchObject([{ ruleId: "REF-NEAR", left: ["exp_1"], right: ["lin_0", "lin_1"] }]);
    expect(breaks.map(({ code, subjects }) => [code, subjects.advised])).toEqual([
      ["DUPLICATE_REF", ["lin_1"]],
    ]);
  });

  it("is taken once a line that has it is settled", () => {
    expect(told({ lines: [], settled: { ...nothingSettled, lines: [aLine()] } })).toEqual([
      ["DUPLICATE_REF", "exp_1"],
    ]);
  });

  it("is no repeat when the parts come to the whole", () => {
    const lines = [4_000, 6_000].map((amount, n) => aLine({ lineId: `lin_${n}`, amount }));
    expect(told({ lines })).toEqual([]);
  });

  it("in another currency is a difference of currencies, and nothing is missing", () => {
    const EUR = "EUR" as Currency;
    const lines = [aLine({ currency: EUR }), aLine({ currency: EUR, lineId: "lin_2", paymentRef: "P-2" })];
    expect(told({ lines })).toEqual([
      ["CURRENCY_DIFF", "exp_1", "lin_1"],
      ["PAY_MISSING_AT_LENDER", "lin_2"],
    ]);
  });
});

describe("twins", () => {
  const rule = { kind: "REFERENCE", tolerance: { below: { minorUnits: 5 }, daysAfter: 5 } };
  const decided = (...changes: readonly Parameters<typeof aLine>[0][]) => {
    const lines = [aLine(), ...changes.map((change, n) => aLine({ lineId: `lin_${n + 2}`, ...change }))];
    const { matches, ambiguities } = byRule(rule, { lines });
    return [matches.map(({ right }) => right), ambiguities.map(({ right }) => right)];
  };
  const held = [[], [["lin_1", "lin_2"]]];

  it("are taken in the order of their age", () => {
    expect(decided({})).toEqual([[["lin_1"]], []]);
  });

  it("are none when amounts, days or accounts tell them apart", () => {
    expect(decided({ amount: 9_999 })).toEqual(held);
    expect(decided({ effectiveOn: day("2026-03-11") })).toEqual(held);
    const { accountId: _unknown, ...unnamed } = aLine({ lineId: "lin_2" });
    expect(byRule(rule, { lines: [aLine(), unnamed] }).ambiguities).toMatchObject([
      { right: ["lin_1", "lin_2"] },
    ]);
  });

  it("meet their like one by one, and who is left over stays open", () => {
    const expectations = [anExpectation(), anExpectation({ id: "exp_2" })];
    const lines = [1, 2, 3].map((n) => aLine({ lineId: `lin_${n}` }));
    const { matches, unmatched } = byRule(rule, { expectations, lines });
    expect(matches.map(({ left, right }) => [...left, ...right])).toEqual([
      ["exp_1", "lin_1"],
      ["exp_2", "lin_2"],
    ]);
    expect(unmatched.lines.map(({ lineId }) => lineId)).toEqual(["lin_3"]);
  });

  it("have the same name: another spelling is another fact", () => {
    const spelt = { ...rule, kind: "NORMALISED_REFERENCE" };
    const lines = (paymentRef: string) => [aLine(), aLine({ lineId: "lin_2", paymentRef })];
    expect(byRule(spelt, { lines: lines("P-1") }).matches).toMatchObject([{ right: ["lin_1"] }]);
    expect(byRule(spelt, { lines: lines("P 1") }).ambiguities).toMatchObject([{ right: ["lin_1", "lin_2"] }]);
  });

  it("are only what a reference joins", () => {
    const lines = [2, 3].map((n) => aLine({ lineId: `lin_${n}`, paymentRef: "OTHER" }));
    expect(byRule({ kind: "AMOUNT" }, { lines }).ambiguities).toMatchObject([{ ways: 2 }]);
  });
});

describe("another spelling of a reference", () => {
  it("is told as a difference like the same spelling", () => {
    expect(told({ lines: [aLine({ paymentRef: "p1", amount: 500 })] })).toEqual([
      ["AMOUNT_DIFF", "exp_1", "lin_1"],
    ]);
  });

  it("joins what is open beside what is matched", () => {
    const expectations = [
      anExpectation(),
      second({ paymentRef: "P 1", amount: 700, accountId: accountOf(2) }),
    ];
    const lines = [
      aLine({ paymentRef: "p1" }),
      aLine({ lineId: "lin_2", paymentRef: "p.1", amount: 500, accountId: accountOf(2) }),
    ];
    expect(told({ expectations, lines })).toEqual([["AMOUNT_DIFF", "exp_2", "lin_2"]]);
  });

  it("of several says nothing about which differs from which", () => {
    const lines = [1, 2].map((n) =>
      aLine({ lineId: `lin_${n}`, paymentRef: `${"p".repeat(1)}${"-".repeat(n + 1)}1`, amount: n }),
    );
    expect(told({ lines })).toEqual([
      ["PAY_MISSING_AT_AGENCY", "exp_1"],
      ["PAY_MISSING_AT_LENDER", "lin_1"],
      ["PAY_MISSING_AT_LENDER", "lin_2"],
    ]);
  });
});

describe("the field that differs", () => {
  const rules = RuleSet.parse({
    version: 1,
    rules: [
      { ruleId: "MONEY", relation: "ADVISED", kind: "REFERENCE", tolerance: { below: { minorUnits: 50 } } },
      { ruleId: "DAYS", relation: "ADVISED", kind: "NORMALISED_REFERENCE", tolerance: { daysAfter: 3 } },
      {
        ruleId: "SUMS",
        relation: "ADVISED",
        kind: "AMOUNT",
        tolerance: { below: { minorUnits: 900 }, daysAfter: 90 },
      },
      {
        ruleId: "BANK",
        relation: "FUNDED",
        kind: "REFERENCE",
        tolerance: { below: { minorUnits: 900 }, daysAfter: 90 },
      },
    ].map((one) => Rule.parse(one)),
  });
  const codes = (amount: number, date: string) =>
    reconcile(someBooks({ ...unpaid, lines: [aLine({ amount, effectiveOn: day(date) })] }), rules).breaks.map(
      ({ code }) => code,
    );

  it.each([
    [9_950, "2026-03-10", []],
    [10_000, "2026-03-13", []],
    [9_949, "2026-03-10", ["AMOUNT_DIFF"]],
    [10_000, "2026-03-14", ["DATE_DIFF"]],
    [9_949, "2026-03-14", ["AMOUNT_DIFF", "DATE_DIFF"]],
    [9_950, "2026-03-13", ["AMOUNT_DIFF"]],
  ])("of %i on %s, where rules by reference take fifty less or three days: %j", (amount, date, expected) => {
    expect(codes(amount, date)).toEqual(expected);
  });
});

describe("a line that names what another book has in another currency", () => {
  const EUR = "EUR" as Currency;
  const elsewhere = anExpectation({ currency: EUR, amount: 9_000 });

  it("is a difference of currencies in the line's own book, which alone is looked at", () => {
    const settled = { ...nothingSettled, expectations: [elsewhere] };
    const { breaks } = reconciled({ ...unpaid, expectations: [], settled });
    expect(breaks).toMatchObject([
      {
        code: "CURRENCY_DIFF",
        currency: "USD",
        amount: -10_000,
        subjects: { reported: [elsewhere.id], advised: ["lin_1"] },
        explain: ["reported 90.00 EUR, advised 100.00 USD"],
      },
    ]);
  });

  it("is told in the same way whether that was matched before or now", () => {
    const lines = [aLine(), aLine({ lineId: "lin_2", currency: EUR, amount: 9_000 })];
    const { breaks, matches } = reconciled({ ...unpaid, expectations: [elsewhere], lines });
    expect(matches).toMatchObject([{ right: ["lin_2"] }]);
    expect(breaks).toMatchObject([{ code: "CURRENCY_DIFF", currency: "USD", amount: -10_000 }]);
  });
});

describe("money that only one side says the agency had", () => {
  it.each([
    ["AGENCY", "LENDER", 10_000],
    ["LENDER", "AGENCY", -10_000],
    ["COURT", "AGENCY", -10_000],
  ])(
    "is no match, reported as paid to %s and advised as paid to %s: %i is at stake",
    (ours, theirs, amount) => {
      const expectations = [anExpectation({ recipient: ours })];
      for (const paymentRef of ["P-1", "PAY-P1", "OTHER"]) {
        const { matches } = reconciled({
          ...unpaid,
          expectations,
          lines: [aLine({ recipient: theirs, paymentRef })],
        });
        expect(matches).toEqual([]);
      }
      const { breaks } = reconciled({ ...unpaid, expectations, lines: [aLine({ recipient: theirs })] });
      expect(breaks).toMatchObject([{ code: "AMOUNT_DIFF", amount }]);
      expect(breaks[0]?.explain[0]).toContain(`reported as paid to ${ours}, advised as paid to ${theirs}`);
    },
  );

  it("is neither a part of a sum", () => {
    const lines = [4_000, 6_000].map((amount, n) =>
      aLine({ lineId: `lin_${n}`, amount, recipient: n === 0 ? "AGENCY" : "LENDER" }),
    );
    expect(reconciled({ ...unpaid, lines }).matches).toEqual([]);
  });

  it("is the same money where neither says so, whoever of the others had it", () => {
    const [match] = reconciled({
      ...unpaid,
      expectations: [anExpectation({ recipient: "COURT" })],
      lines: [aLine({ recipient: "LENDER", amount: 9_999 })],
    }).matches;
    expect(match).toMatchObject({ ruleId: "REF-NEAR", difference: -1, isDirect: true });
  });
});

describe("likeness of payments", () => {
  const like = (n: number, change: Parameters<typeof anExpectation>[0] = {}) =>
    anExpectation({ id: `exp_${n}`, paymentRef: `P-${n}`, ...change });
  const suspects = (...expectations: readonly ReturnType<typeof anExpectation>[]) =>
    reconciled({ ...unpaid, lines: [], asOf: day("2026-03-12"), expectations })
      .breaks.filter(({ code }) => code === "SUSPECTED_DUPLICATE")
      .map(({ subjects }) => subjects.reported);

  it("is seen whatever lies between them", () => {
    const between = [
      like(2, { amount: 500 }),
      like(3, { method: "ACH" }),
      like(4, { effectiveOn: day("2026-03-01") }),
    ];
    expect(suspects(like(1), ...between, like(5, { effectiveOn: day("2026-03-11") }))).toEqual([
      ["exp_1", "exp_5"],
    ]);
  });

  it("is told of each next one", () => {
    const on = (n: number, date: string) => like(n, { effectiveOn: day(date) });
    expect(
      suspects(on(1, "2026-03-12"), on(2, "2026-03-10"), on(3, "2026-03-10"), on(4, "2026-03-08")),
    ).toEqual([
      ["exp_2", "exp_4"],
      ["exp_2", "exp_3"],
      ["exp_1", "exp_3"],
    ]);
  });

  it("needs two references, one placement, and something that is not settled", () => {
    expect(suspects(like(1), like(2, { paymentRef: "P-1" }))).toEqual([]);
    expect(suspects(like(1), like(2, { placementId: `plc_${accountOf(2).slice(4)}_1` as never }))).toEqual(
      [],
    );
    const settled = { ...nothingSettled, expectations: [like(1), like(2)] };
    const found = reconciled({ ...unpaid, lines: [], expectations: [], settled });
    expect(found.breaks).toEqual([]);
  });
});

describe("reversals", () => {
  const back = (n: number, change: Parameters<typeof anExpectation>[0] = {}) =>
    anExpectation({
      kind: "REVERSAL",
      id: `exp_${n}`,
      paymentRef: `R-${n}`,
      originalPaymentRef: "P-1",
      effectiveOn: day("2026-06-28"),
      ...change,
    });

  it("are counted in their order in time", () => {
    const expectations = [
      anExpectation(),
      back(2, { amount: 8_000, effectiveOn: day("2026-06-29") }),
      back(3, { amount: 7_000 }),
    ];
    expect(told({ expectations })).toEqual([["REVERSAL_EXCEEDS", "exp_2"]]);
  });

  it("are measured against the oldest payment of that reference", () => {
    const expectations = [
      anExpectation({ id: "exp_0", amount: 5_000, effectiveOn: day("2026-03-11") }),
      anExpectation(),
      back(2),
    ];
    const codes = told({ expectations }).map(([code]) => code);
    expect(codes).not.toContain("REVERSAL_EXCEEDS");
  });

  it("may have the reference of their payment", () => {
    const expectations = [anExpectation(), back(2, { paymentRef: "P-1" })];
    const lines = [
      aLine(),
      aLine({ lineId: "lin_2", kind: "REVERSAL", originalPaymentRef: "P-1", effectiveOn: day("2026-06-28") }),
    ];
    expect(told({ expectations, lines })).toEqual([]);
  });

  it("that only an advice has are orphans when it names a payment that nobody reported, and missing otherwise", () => {
    const deducted = (change: Parameters<typeof aLine>[0]) =>
      told({ lines: [aLine(), aLine({ kind: "REVERSAL", lineId: "lin_2", paymentRef: "R-1", ...change })] });
    expect(deducted({ originalPaymentRef: "P-0" })).toEqual([["REVERSAL_ORPHAN", "lin_2"]]);
    expect(deducted({ originalPaymentRef: "P-1" })).toEqual([["PAY_MISSING_AT_LENDER", "lin_2"]]);
    expect(deducted({})).toEqual([["PAY_MISSING_AT_LENDER", "lin_2"]]);
  });

  it("of part of a payment leave it missing", () => {
    const expectations = [anExpectation(), back(2, { amount: 4_000, effectiveOn: day("2026-03-11") })];
    expect(told({ expectations, lines: [] })).toEqual([
      ["PAY_MISSING_AT_AGENCY", "exp_1"],
      ["PAY_MISSING_AT_AGENCY", "exp_2"],
    ]);
  });

  it("of a payment that was remitted are missing where no advice deducts them", () => {
    expect(told({ expectations: [anExpectation(), back(2, { effectiveOn: day("2026-03-11") })] })).toEqual([
      ["PAY_MISSING_AT_AGENCY", "exp_2"],
    ]);
  });

  it("of an advice show the advice and what was paid for it", () => {
    const advice = anAdvice();
    const { breaks } = reconciled({
      expectations: [],
      lines: [aLine(), aLine({ lineId: "lin_2", paymentRef: "P-2", amount: 1 })],
      advices: [{ ...advice, total: 10_001 }],
      bankLines: [],
    });
    expect(breaks.find(({ code }) => code === "PAY_MISSING_AT_LENDER")?.evidence.remittances).toEqual([
      { ...advice, total: 10_001 },
    ]);
  });
});
