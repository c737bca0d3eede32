import { describe, expect, it } from "vitest";
import type { Books, Expectation } from "../../../shared/reconciliation/model.ts";
import {
  aBankLine,
  aLine,
  anAdvice,
  anExpectation,
  day,
  reconciled,
  someTerms,
} from "../../support/reconciliation.ts";

const first = (change: Partial<Expectation> = {}) => anExpectation(change);
const second = (change: Partial<Expectation> = {}) =>
  anExpectation({ id: "exp_2", paymentRef: "P-2", amount: 5_000, effectiveOn: day("2026-03-11"), ...change });

/** Two payments of an account that an advice lists as one sum, without a reference. */
const lump = (reported: readonly Expectation[], line: object = {}, more: Partial<Books> = {}) => {
  const { paymentRef: _ref, ...nameless } = aLine({ amount: 15_000, effectiveOn: day("2026-03-11") });
  return reconciled({
    expectations: reported,
    lines: [{ ...nameless, ...line }],
    advices: [anAdvice({ total: 15_000 })],
    bankLines: [aBankLine({ amount: 15_000 })],
    ...more,
  });
};

const told = (outcome: ReturnType<typeof lump>) =>
  outcome.breaks.map(({ code, amount, explain }) => ({ code, amount, explain }));

describe("payments that are advised as one sum", () => {
  it("are matched with it, both of them", () => {
    const { matches, breaks } = lump([first(), second()]);
    expect(breaks).toEqual([]);
    expect(matches.find(({ relation }) => relation === "ADVISED")?.left).toEqual(["exp_1", "exp_2"]);
  });

  it("are deposited in time only by the earliest day that any of them asks for, and its rule is named", () => {
    const asked = [
      first({ depositDueOn: day("2026-03-16"), depositRule: "the contract" }),
      second({ depositDueOn: day("2026-03-13"), depositRule: "MCL 339.909" }),
    ];
    const late = [
      {
        code: "TRUST_DEPOSIT_LATE",
        amount: 15_000,
        explain: [
          "150.00 USD was to be deposited by 2026-03-13: MCL 339.909",
          "it was deposited on 2026-03-14",
        ],
      },
    ];
    expect(told(lump(asked, { depositedOn: day("2026-03-14") }))).toEqual(late);
    expect(told(lump(asked.toReversed(), { depositedOn: day("2026-03-14") }))).toEqual(late);
    expect(told(lump(asked, { depositedOn: day("2026-03-13") }))).toEqual([]);
  });

  it("ask for a deposit where only one of them does", () => {
    const asked = [first(), second({ depositDueOn: day("2026-03-13") })];
    expect(told(lump(asked, { depositedOn: day("2026-03-14") }))[0]?.explain).toContain(
      "150.00 USD was to be deposited by 2026-03-13",
    );
  });

  const fee = { amount: 1_000, tax: 0 };
  const net = {
    terms: [someTerms({ mode: "NET" as const })],
    advices: [anAdvice({ mode: "NET", total: 14_000 })],
    bankLines: [aBankLine({ amount: 14_000 })],
  };

  it("bear the commission of those that bear any: free of it are they only where all of them are", () => {
    const one = [first({ noFee: true }), second({ commission: fee })];
    expect(told(lump(one, { commission: fee }, net))).toEqual([]);
    const free = [first({ noFee: true }), second({ noFee: true })];
    expect(told(lump(free, { commission: fee }, net))).toMatchObject([
      { code: "FEE_ON_NOFEE", amount: 1_000 },
    ]);
  });

  it("show the advice, and what arrived for it, beside what is wrong with them", () => {
    const free = [first({ noFee: true }), second({ noFee: true })];
    const [found] = lump(free, { commission: fee }, net).breaks;
    expect(found?.evidence).toMatchObject({
      reported: [{ id: "exp_1" }, { id: "exp_2" }],
      advised: [{ lineId: "lin_1" }],
      remittances: [{ remittanceId: "rmt_1" }],
      banked: [{ lineId: "bnk_1" }],
    });
  });
});

describe("an advice", () => {
  it("that was paid on the day on which it was due is not late, and shows what came when it is", () => {
    expect(reconciled({ bankLines: [aBankLine({ valueDate: day("2026-03-17") })] }).breaks).toEqual([]);
    const [late] = reconciled({ bankLines: [aBankLine({ valueDate: day("2026-03-18") })] }).breaks;
    expect(late).toMatchObject({ code: "REMIT_LATE", evidence: { banked: [{ lineId: "bnk_1" }] } });
  });

  it("that was paid before is shown beside what arrived in its name once more", () => {
    const settled = { expectations: [anExpectation()], advices: [anAdvice()], lines: [aLine()] };
    const again = aBankLine({ lineId: "bnk_2", valueDate: day("2026-03-16") });
    const { breaks } = reconciled({
      expectations: [],
      advices: [],
      lines: [],
      bankLines: [again],
      settled: { ...settled, bankLines: [aBankLine()] },
    });
    expect(breaks).toMatchObject([
      {
        code: "REMIT_UNMATCHED_BANK",
        amount: -10_000,
        evidence: { banked: [{ lineId: "bnk_2" }], remittances: [{ remittanceId: "rmt_1" }] },
      },
    ]);
    expect(breaks[0]?.explain).toContain("what it names was settled by another line");
  });
});

describe("a payment of a lender whose agency sends no advices", () => {
  it("that arrived with its reference and another amount is AMOUNT_DIFF, with the report", () => {
    const { breaks } = reconciled({
      terms: [someTerms({ advises: false })],
      advices: [],
      lines: [],
      bankLines: [aBankLine({ amount: 9_000, references: ["P-1"] })],
    });
    expect(breaks).toMatchObject([
      { code: "AMOUNT_DIFF", amount: 1_000, evidence: { reported: [{ id: "exp_1" }] } },
    ]);
  });
});
