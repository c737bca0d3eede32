import { describe, expect, it } from "vitest";
import { accountOf, agencyOf } from "../../support/books-place.ts";
import {
  aBankLine,
  aLine,
  anAdvice,
  anExpectation,
  byRule,
  day,
  parties,
  reconciled,
  someTerms,
} from "../../support/reconciliation.ts";

const reference = { kind: "REFERENCE" };

describe("a match", () => {
  it("says by which rule and version, what it joins, and what differs in money and days", () => {
    const tolerance = { below: { minorUnits: 5 }, daysAfter: 3 };
    const lines = [aLine({ amount: 9_997, effectiveOn: day("2026-03-12") })];
    const { matches } = byRule({ ...reference, tolerance }, { lines });
    expect(matches).toEqual([
      {
        ...parties,
        ruleId: "ONLY",
        ruleVersion: 7,
        relation: "ADVISED",
        left: ["exp_1"],
        right: ["lin_1"],
        difference: -3,
        days: 2,
        reference: "P-1",
      },
    ]);
  });

  it("of another spelling shows the spelling that both share", () => {
    const rule = { kind: "NORMALISED_REFERENCE", normalisation: { prefixes: ["pay"] } };
    const { matches } = byRule(rule, { lines: [aLine({ paymentRef: "Pay 00p.1" })] });
    expect(matches).toMatchObject([{ reference: "P1" }]);
  });

  it("without a reference shows none", () => {
    const { matches } = byRule({ kind: "AMOUNT" }, { lines: [aLine({ paymentRef: "OTHER" })] });
    expect(matches).toHaveLength(1);
    expect(matches[0]?.reference).toBeUndefined();
  });

  it("of a reversal joins amounts written with either sign", () => {
    const reversal = { kind: "REVERSAL" as const, paymentRef: "R-1", originalPaymentRef: "P-1" };
    const { matches } = byRule(reference, {
      expectations: [anExpectation({ ...reversal, amount: -10_000 })],
      lines: [aLine({ ...reversal, amount: 10_000 })],
    });
    expect(matches).toMatchObject([{ difference: 0 }]);
  });

  it("never joins a payment with a reversal of the same reference", () => {
    const { matches } = byRule(reference, { lines: [aLine({ kind: "REVERSAL" })] });
    expect(matches).toEqual([]);
  });
});

describe("tolerances", () => {
  const found = (tolerance: object, change: Parameters<typeof aLine>[0]) =>
    byRule({ ...reference, tolerance }, { lines: [aLine(change)] }).matches.length;

  it.each([
    ["below", 9_990, 1],
    ["below", 9_989, 0],
    ["below", 10_001, 0],
    ["above", 10_010, 1],
    ["above", 10_011, 0],
    ["above", 9_999, 0],
  ])("of ten %s allow %i: %i", (side, amount, count) => {
    expect(found({ [side]: { minorUnits: 10 } }, { amount })).toBe(count);
  });

  it.each([
    ["2026-03-08", 1],
    ["2026-03-07", 0],
    ["2026-03-14", 1],
    ["2026-03-15", 0],
  ])("of two days before and four after take %s: %i", (date, count) => {
    expect(found({ daysBefore: 2, daysAfter: 4 }, { effectiveOn: day(date) })).toBe(count);
  });

  it("take the larger of minor units and basis points", () => {
    const both = { below: { minorUnits: 40, basisPoints: 50 } };
    expect(found(both, { amount: 9_950 })).toBe(1);
    expect(found(both, { amount: 9_949 })).toBe(0);
    expect(found({ below: { minorUnits: 60, basisPoints: 50 } }, { amount: 9_940 })).toBe(1);
  });
});

describe("references", () => {
  it("are not overridden by a weaker rule: the payment that a line names is not another's", () => {
    const { matches, breaks } = reconciled({
      expectations: [
        anExpectation(),
        anExpectation({ id: "exp_2", paymentRef: "P-2", amount: 9_000, method: "ACH" }),
      ],
      lines: [aLine({ amount: 9_000 })],
      advices: [anAdvice({ total: 9_000 })],
      bankLines: [aBankLine({ amount: 9_000 })],
    });
    expect(matches.filter(({ relation }) => relation === "ADVISED")).toEqual([]);
    expect(breaks.map(({ code }) => code)).toEqual(["AMOUNT_DIFF", "PAY_MISSING_AT_AGENCY"]);
  });

  it("that twenty facts of a side share are none", () => {
    const shared = (count: number) =>
      byRule(reference, {
        lines: Array.from({ length: count }, (_, n) => aLine({ lineId: `lin_${n + 10}` })),
      });
    expect(shared(20).matches).toHaveLength(1);
    expect(shared(21).matches).toEqual([]);
    expect(shared(21).breaks.map(({ code }) => code)).not.toContain("DUPLICATE_REF");
  });

  it("of facts that cannot be told apart leave it to the oldest", () => {
    const { matches } = byRule(reference, {
      advices: [
        anAdvice({ advisedOn: day("2026-03-12") }),
        anAdvice({ remittanceId: "rmt_0", advisedOn: day("2026-04-12") }),
      ],
      lines: [aLine({ lineId: "lin_0", remittanceId: "rmt_0" }), aLine()],
    });
    expect(matches).toMatchObject([{ right: ["lin_1"] }]);
  });

  it("of another agency are another's, whatever they are called", () => {
    const other = agencyOf(2);
    const { matches, breaks } = reconciled({
      terms: [someTerms(), someTerms({ agencyId: other })],
      bankLines: [aBankLine({ agencyId: other })],
    });
    expect(matches.map(({ relation }) => relation)).toEqual(["ADVISED"]);
    expect(breaks.map(({ code }) => code)).toEqual(["REMIT_LATE", "REMIT_UNMATCHED_BANK"]);
  });

  it("suffice for money whose sender is not known", () => {
    const { agencyId: _unknown, ...line } = aBankLine();
    expect(reconciled({ bankLines: [line] }).breaks).toEqual([]);
  });
});

describe("ambiguity", () => {
  const twice = {
    expectations: [anExpectation(), anExpectation({ id: "exp_2", paymentRef: "P-2", method: "ACH" })],
    lines: [aLine({ paymentRef: "OTHER" })],
  };

  it("holds all that fits in more than one way, and says in how many", () => {
    const { matches, ambiguities, unmatched } = byRule({ kind: "AMOUNT" }, twice);
    expect(matches).toEqual([]);
    expect(ambiguities).toEqual([
      {
        ruleId: "ONLY",
        ruleVersion: 7,
        relation: "ADVISED",
        lenderId: parties.lenderId,
        currency: "USD",
        left: ["exp_1", "exp_2"],
        right: ["lin_1"],
        ways: 2,
      },
    ]);
    expect(unmatched).toMatchObject({ expectations: [], lines: [] });
  });

  it("of more pairs in an account than say anything is not told pair by pair", () => {
    const alike = (count: number, days = 1) => ({
      expectations: Array.from({ length: count }, (_, n) =>
        anExpectation({ id: `exp_${n + 1_000}`, paymentRef: `Q-${n}` }),
      ),
      lines: Array.from({ length: count }, (_, n) =>
        aLine({ lineId: `lin_${n + 1_000}`, paymentRef: `X-${n}`, effectiveOn: day(`2026-03-${9 + days}`) }),
      ),
    });
    expect(byRule({ kind: "AMOUNT" }, alike(100))).toMatchObject({
      ambiguities: [{ ways: 10_000 }],
      limits: [],
    });
    expect(byRule({ kind: "AMOUNT" }, alike(101))).toMatchObject({
      ambiguities: [],
      limits: [{ reached: "CANDIDATES" }],
    });
    expect(byRule({ kind: "AMOUNT" }, alike(1_001, 2))).toMatchObject({
      ambiguities: [],
      limits: [{ reached: "STEPS" }],
    });
  });

  it("is no break", () => {
    const { breaks } = reconciled(twice);
    expect(breaks).toEqual([]);
  });
});

describe("sums", () => {
  const part = (n: number, amount: number) => aLine({ lineId: `lin_${n}`, paymentRef: `X-${n}`, amount });
  const split = { kind: "ONE_TO_MANY", by: "SCOPE" };

  it("join a payment with the only lines of its account that come to it", () => {
    const { matches } = byRule(split, { lines: [part(1, 4_000), part(2, 6_000), part(3, 7_000)] });
    expect(matches).toMatchObject([{ left: ["exp_1"], right: ["lin_1", "lin_2"], difference: 0 }]);
  });

  it("that come out in two ways are ambiguous", () => {
    const lines = [part(1, 4_000), part(2, 6_000), part(3, 3_000), part(4, 7_000)];
    expect(byRule(split, { lines })).toMatchObject({ matches: [], ambiguities: [{ ways: 2 }] });
  });

  it("of another account count for nothing", () => {
    const lines = [part(1, 4_000), { ...part(2, 6_000), accountId: accountOf(2) }];
    expect(byRule(split, { lines }).matches).toEqual([]);
  });

  it.each([
    ["CANDIDATES", { candidates: 3 }],
    ["STEPS", { candidates: 16, steps: 100 }],
  ])("are not looked for beyond the limit of %s, which is said", (reached, limits) => {
    const lines = Array.from({ length: 12 }, (_, n) => part(n, 1_665 + 3 * n));
    const { matches, limits: limited, unmatched } = byRule({ ...split, limits }, { lines });
    expect(matches).toEqual([]);
    expect(limited).toMatchObject([{ ruleId: "ONLY", left: ["exp_1"], right: [], reached }]);
    expect(unmatched.lines).toHaveLength(12);
  });

  it("do not settle what a search that gave up might have wanted", () => {
    const expectations = [
      anExpectation(),
      anExpectation({ id: "exp_2", paymentRef: "P-2", effectiveOn: day("2026-03-12") }),
    ];
    const later = [part(8, 4_000), part(9, 6_000)].map((one) => ({ ...one, effectiveOn: day("2026-03-12") }));
    const lines = [...Array.from({ length: 5 }, (_, n) => part(n, 500 + n)), ...later];
    const rule = { ...split, tolerance: { daysAfter: 2 }, limits: { candidates: 6 } };
    expect(byRule(rule, { expectations, lines })).toMatchObject({
      matches: [],
      limits: [{ left: ["exp_1"] }],
    });
  });

  it("join one line with several payments", () => {
    const expectations = [4_000, 6_000].map((amount, n) =>
      anExpectation({ id: `exp_${n}`, paymentRef: `Q-${n}`, amount }),
    );
    const { matches } = byRule({ kind: "MANY_TO_ONE", by: "SCOPE" }, { expectations });
    expect(matches).toMatchObject([{ left: ["exp_0", "exp_1"], right: ["lin_1"] }]);
  });

  it("join several with several when nothing smaller is equal", () => {
    const expectations = [3_000, 7_000].map((amount, n) =>
      anExpectation({ id: `exp_${n}`, paymentRef: `Q-${n}`, amount }),
    );
    const { matches } = byRule(
      { kind: "MANY_TO_MANY" },
      { expectations, lines: [part(1, 4_000), part(2, 6_000)] },
    );
    expect(matches).toMatchObject([{ left: ["exp_0", "exp_1"], right: ["lin_1", "lin_2"] }]);
    const apart = byRule({ kind: "MANY_TO_MANY" }, { expectations, lines: [part(1, 3_000), part(2, 7_000)] });
    expect(apart.matches).toEqual([]);
  });

  it("of several with several stop at the limit of a neighbourhood", () => {
    const expectations = [3_000, 7_000].map((amount, n) =>
      anExpectation({ id: `exp_${n}`, paymentRef: `Q-${n}`, amount }),
    );
    const rule = { kind: "MANY_TO_MANY", limits: { candidates: 3 } };
    const { matches, limits } = byRule(rule, { expectations, lines: [part(1, 4_000), part(2, 6_000)] });
    expect(matches).toEqual([]);
    expect(limits).toMatchObject([
      { reached: "CANDIDATES", left: ["exp_0", "exp_1"], right: ["lin_1", "lin_2"] },
    ]);
  });

  it("of several with several are looked for in one neighbourhood of days after the other", () => {
    const on = (date: string) => ({ effectiveOn: day(date) });
    const expectations = [3_000, 7_000, 3_000, 7_000].map((amount, n) =>
      anExpectation({
        id: `exp_${n}`,
        paymentRef: `Q-${n}`,
        amount,
        method: `M${n}`,
        ...on(n < 2 ? "2026-03-10" : "2026-03-20"),
      }),
    );
    const lines = [4_000, 6_000, 4_500, 5_500].map((amount, n) => ({
      ...part(n, amount),
      ...on(n < 2 ? "2026-03-12" : "2026-03-18"),
    }));
    const rule = {
      kind: "MANY_TO_MANY",
      tolerance: { daysBefore: 2, daysAfter: 2 },
      limits: { candidates: 4 },
    };
    const { matches, limits } = byRule(rule, { expectations, lines });
    expect(limits).toEqual([]);
    expect(matches.map(({ left, right }) => [...left, ...right])).toEqual([
      ["exp_0", "exp_1", "lin_0", "lin_1"],
      ["exp_2", "exp_3", "lin_2", "lin_3"],
    ]);
  });

  it("of several with several say when they gave up, and nothing where there are no several", () => {
    const lefts = (count: number) =>
      Array.from({ length: count }, (_, n) =>
        anExpectation({ id: `exp_${n}`, paymentRef: `Q-${n}`, amount: 1_000 + n, method: `M${n}` }),
      );
    const rights = (count: number) => Array.from({ length: count }, (_, n) => part(n, 2_000 + n));
    const reached = (left: number, right: number, limits: object) =>
      byRule(
        { kind: "MANY_TO_MANY", limits },
        { expectations: lefts(left), lines: rights(right) },
      ).limits.map((one) => one.reached);
    expect(reached(5, 5, { steps: 100 })).toEqual(["STEPS"]);
    expect(reached(5, 5, { steps: 1_000 })).toEqual([]);
    expect(reached(7, 2, { steps: 100 })).toEqual(["STEPS"]);
    expect(reached(1, 20, {})).toEqual([]);
    expect(reached(20, 1, {})).toEqual([]);
    expect(reached(8, 8, { steps: 10_000_000 })).toEqual([]);
    expect(reached(9, 8, { steps: 10_000_000 })).toEqual(["CANDIDATES"]);
  });

  it("leave out what nets to nothing, and give up where too much does", () => {
    const terms = [someTerms({ advises: false })];
    const nothing = [1, 2].map((n) =>
      anExpectation({
        id: `exp_${n}`,
        kind: n === 1 ? "PAYMENT" : "REVERSAL",
        paymentRef: `Z-${n}`,
        amount: 500,
      }),
    );
    const whole = [4_000, 6_000].map((amount, n) =>
      anExpectation({ id: `exp_${n + 3}`, paymentRef: `Q-${n}`, amount }),
    );
    const bankLines = [aBankLine({ references: [] })];
    const lump = { kind: "MANY_TO_ONE", by: "SCOPE", relation: "FUNDED", tolerance: { daysAfter: 9 } };
    const found = byRule(lump, { terms, lines: [], expectations: [...nothing, ...whole], bankLines });
    expect(found.matches).toMatchObject([{ left: ["exp_3", "exp_4"] }]);
    const many = Array.from({ length: 12 }, (_, n) =>
      anExpectation({
        id: `exp_${n + 10}`,
        kind: n % 2 === 0 ? "PAYMENT" : "REVERSAL",
        paymentRef: `Y-${n}`,
        amount: 10_000,
        method: `M${n}`,
      }),
    );
    const limited = byRule(
      { ...lump, limits: { steps: 10_000 } },
      { terms, lines: [], expectations: many, bankLines },
    );
    expect(limited).toMatchObject({
      matches: [],
      limits: [{ left: [], right: ["bnk_1"], reached: "STEPS" }],
    });
  });

  it("by reference take all that is named, or nothing", () => {
    const named = { kind: "ONE_TO_MANY", by: "REFERENCE" };
    const rules = (lines: readonly ReturnType<typeof aLine>[]) => byRuleAfterReference(named, lines);
    expect(rules([aLine({ amount: 4_000 }), aLine({ lineId: "lin_2", amount: 6_000 })])).toEqual([
      ["lin_1", "lin_2"],
    ]);
    expect(rules([4_000, 6_000, 500].map((amount, n) => aLine({ lineId: `lin_${n}`, amount })))).toEqual([]);
  });
});

const byRuleAfterReference = (rule: object, lines: readonly ReturnType<typeof aLine>[]) =>
  byRule(rule as Readonly<Record<string, unknown>>, { lines }).matches.map(({ right }) => right);

describe("the bank", () => {
  it("matches a lump sum with the remittances that it names, and with those that it does not", () => {
    const advices = [anAdvice(), anAdvice({ remittanceId: "rmt_2", total: 2_500 })];
    const lines = [
      aLine(),
      aLine({ lineId: "lin_2", remittanceId: "rmt_2", paymentRef: "P-2", amount: 2_500 }),
    ];
    const expectations = [anExpectation(), anExpectation({ id: "exp_2", paymentRef: "P-2", amount: 2_500 })];
    for (const references of [["rmt_1", "rmt_2"], []]) {
      const bankLines = [aBankLine({ amount: 12_500, references })];
      const { matches, breaks } = reconciled({ advices, lines, expectations, bankLines });
      expect(matches[0]).toMatchObject({ left: ["rmt_1", "rmt_2"], right: ["bnk_1"], difference: 0 });
      expect(breaks).toEqual([]);
    }
  });

  it("does not settle two agencies' remittances with one line, though nobody knows whose it is", () => {
    const other = agencyOf(2);
    const { agencyId: _unknown, ...line } = aBankLine({ amount: 12_500, references: ["rmt_1", "rmt_2"] });
    const { matches, breaks } = reconciled({
      terms: [someTerms(), someTerms({ agencyId: other })],
      advices: [anAdvice(), anAdvice({ agencyId: other, remittanceId: "rmt_2", total: 2_500 })],
      lines: [aLine(), aLine({ agencyId: other, lineId: "lin_2", remittanceId: "rmt_2", amount: 2_500 })],
      expectations: [
        anExpectation(),
        anExpectation({
          agencyId: other,
          id: "exp_2",
          amount: 2_500,
          placement: { placedOn: day("2026-01-01") },
        }),
      ],
      bankLines: [line],
    });
    expect(matches.map(({ relation }) => relation)).toEqual(["ADVISED", "ADVISED"]);
    expect(breaks.map(({ code, agencyId, amount }) => [code, agencyId, amount])).toEqual([
      ["REMIT_OVER", parties.agencyId, -2_500],
      ["REMIT_OVER", other, -10_000],
    ]);
  });

  it("is where payments are expected that no advice lists, reversals netted", () => {
    const { matches, breaks } = reconciled({
      terms: [someTerms({ advises: false })],
      advices: [],
      lines: [],
      expectations: [
        anExpectation(),
        anExpectation({ id: "exp_2", paymentRef: "P-2", amount: 5_000 }),
        anExpectation({
          id: "exp_3",
          kind: "REVERSAL",
          paymentRef: "R-2",
          originalPaymentRef: "P-2",
          amount: 2_000,
        }),
      ],
      bankLines: [aBankLine({ amount: 13_000, references: [] })],
    });
    expect(matches).toMatchObject([
      { ruleId: "BANK-LUMP", left: ["exp_1", "exp_2", "exp_3"], difference: 0 },
    ]);
    expect(breaks).toEqual([]);
  });

  it("has nothing to match for a remittance that is carried forward, nor with an entry that is provisional", () => {
    const { unmatched } = reconciled({
      advices: [anAdvice({ total: -500 })],
      bankLines: [aBankLine({ status: "PROVISIONAL" })],
    });
    expect(unmatched.advices).toHaveLength(1);
    expect(unmatched.bankLines).toHaveLength(1);
  });
});

describe("what cannot be reconciled", () => {
  it("is a lender and an agency without terms", () => {
    expect(() => reconciled({ terms: [] })).toThrow("have no terms");
  });

  it("are two facts with one id", () => {
    expect(() => reconciled({ lines: [aLine(), aLine()] })).toThrow("the same id");
  });

  it("is a sum beyond exact integers", () => {
    const huge = [1, 2].map((n) => aLine({ lineId: `lin_${n}`, amount: Number.MAX_SAFE_INTEGER - 1 }));
    expect(() => byRule({ kind: "ONE_TO_MANY", by: "REFERENCE" }, { lines: huge })).toThrow(
      "beyond exact integers",
    );
  });
});
