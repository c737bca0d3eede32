import { describe, expect, it } from "vitest";
import type { Currency } from "../../../shared/kernel/money.ts";
import { breakKinds } from "../../../shared/reconciliation/break-codes.ts";
import { defaultRules } from "../../../shared/reconciliation/default-rules.ts";
import type { Books, Commission, Expectation } from "../../../shared/reconciliation/model.ts";
import { reconcile } from "../../../shared/reconciliation/reconcile.ts";
import { BreakCode, RuleSet } from "../../../shared/reconciliation/wire.ts";
import { accountOf, agencyOf, placementOf } from "../../support/books-place.ts";
import {
  aBankLine,
  aLine,
  anAdvice,
  anExpectation,
  day,
  nothingSettled,
  parties,
  reconciled,
  someBooks,
  someTerms,
} from "../../support/reconciliation.ts";

const reversal = (change: Partial<Expectation> = {}): Expectation =>
  anExpectation({
    kind: "REVERSAL",
    id: "exp_9",
    paymentRef: "R-1",
    originalPaymentRef: "P-1",
    effectiveOn: day("2026-06-29"),
    ...change,
  });

const fee: Commission = { amount: 2_000, tax: 100, planRef: "STANDARD", planVersion: 3 };
const net = {
  terms: [someTerms({ mode: "NET" })],
  advices: [anAdvice({ mode: "NET", total: 7_900 })],
  bankLines: [aBankLine({ amount: 7_900 })],
};
const placement = { placedOn: day("2026-01-01"), holderAgencyId: parties.agencyId };
const ended = { placedOn: day("2026-01-01"), endedOn: day("2026-03-09"), tailUntil: day("2026-03-10") };

type Told = { readonly code: string; readonly amount: number; readonly explain: readonly string[] };

const told = (change: Partial<Books>): readonly Told[] =>
  reconciled(change).breaks.map(({ code, amount, explain }) => ({ code, amount, explain }));

const cases: readonly (readonly [string, Partial<Books>, number, readonly string[]])[] = [
  [
    "PAY_MISSING_AT_LENDER",
    { expectations: [] },
    -10_000,
    ["an advice lists 100.00 USD of 2026-03-10 as P-1", "no report of it came by 2026-06-30, within 3 days"],
  ],
  [
    "PAY_MISSING_AT_LENDER",
    { terms: [someTerms({ advises: false })], advices: [], lines: [], bankLines: [] },
    10_000,
    ["100.00 USD was due on 2026-04-14; nothing arrived by 2026-06-30"],
  ],
  [
    "PAY_MISSING_AT_AGENCY",
    { lines: [], advices: [], bankLines: [] },
    10_000,
    ["100.00 USD of 2026-03-10 is on no advice by 2026-06-30", "an advice is expected within 35 days"],
  ],
  [
    "AMOUNT_DIFF",
    {
      lines: [aLine({ amount: 9_000 })],
      advices: [anAdvice({ total: 9_000 })],
      bankLines: [aBankLine({ amount: 9_000 })],
    },
    1_000,
    ["reported 100.00 USD, advised 90.00 USD"],
  ],
  [
    "CURRENCY_DIFF",
    { expectations: [anExpectation({ currency: "EUR" as Currency })] },
    10_000,
    ["reported 100.00 EUR, advised 100.00 USD"],
  ],
  [
    "DATE_DIFF",
    { lines: [aLine({ effectiveOn: day("2026-02-10") })] },
    0,
    ["reported of 2026-03-10, advised of 2026-02-10"],
  ],
  [
    "ALLOC_DIFF",
    { lines: [aLine({ accountId: accountOf(2) })] },
    0,
    [`reported for ${accountOf(1)}, advised for ${accountOf(2)}`],
  ],
  [
    "DUPLICATE_REF",
    {
      lines: [aLine(), aLine({ lineId: "lin_2" })],
      advices: [anAdvice({ total: 20_000 })],
      bankLines: [aBankLine({ amount: 20_000 })],
    },
    -10_000,
    ["P-1 comes again, as lin_2 with 100.00 USD", "exp_1 with 100.00 USD stands for it already"],
  ],
  [
    "UNIDENTIFIED_PAYMENT",
    { expectations: [(({ placement: _none, ...rest }) => rest)(anExpectation())] },
    10_000,
    [`there is no placement ${placementOf(accountOf(1))} of this agency`],
  ],
  [
    "UNIDENTIFIED_PAYMENT",
    { expectations: [], lines: [(({ accountId: _a, paymentRef: _p, ...rest }) => rest)(aLine())] },
    -10_000,
    [
      "an advice lists 100.00 USD of 2026-03-10 as nothing",
      "no report of it came by 2026-06-30, within 3 days",
    ],
  ],
  [
    "PAY_AFTER_RECALL_IN_TAIL",
    { expectations: [anExpectation({ placement: ended, clearedOn: day("2026-03-14") })] },
    10_000,
    ["paid on 2026-03-10, cleared on 2026-03-14, ended on 2026-03-09, tail until 2026-03-10"],
  ],
  [
    "PAY_AFTER_RECALL_OUT_OF_TAIL",
    { expectations: [anExpectation({ placement: { placedOn: ended.placedOn, endedOn: ended.endedOn } })] },
    10_000,
    ["paid on 2026-03-10, cleared on 2026-03-10, ended on 2026-03-09, tail until never"],
  ],
  [
    "PAY_ON_WRONG_AGENCY",
    { expectations: [anExpectation({ placement: { ...placement, holderAgencyId: agencyOf(2) } })] },
    10_000,
    [`${agencyOf(2)} had the account on 2026-03-10`],
  ],
  [
    "PAY_BEFORE_PLACEMENT",
    { expectations: [anExpectation({ placement: { ...placement, placedOn: day("2026-03-11") } })] },
    10_000,
    ["paid on 2026-03-10, placed on 2026-03-11"],
  ],
  [
    "REVERSAL_ORPHAN",
    {
      expectations: [
        anExpectation(),
        reversal({ originalPaymentRef: "P-0", effectiveOn: day("2026-06-20") }),
      ],
    },
    -10_000,
    ["R-1 takes back P-0, which nobody reported", "a payment may come 3 days after its reversal"],
  ],
  [
    "REVERSAL_EXCEEDS",
    { expectations: [anExpectation(), reversal({ amount: 10_050 })] },
    -10_050,
    ["P-1 was 100.00 USD, and 0.50 USD more than that is taken back"],
  ],
  [
    "REVERSAL_TWICE",
    { expectations: [anExpectation(), reversal(), reversal({ id: "exp_99", paymentRef: "R-2" })] },
    -10_000,
    ["P-1 was 100.00 USD, and 100.00 USD more than that is taken back"],
  ],
  [
    "REVERSAL_LATE",
    {
      expectations: [
        anExpectation(),
        reversal({ placement: { ...placement, finalizedOn: day("2026-06-28") } }),
      ],
    },
    -10_000,
    ["taken back on 2026-06-29, finalised on 2026-06-28"],
  ],
  [
    "DIRECT_PAY_NOT_ACKED",
    { expectations: [anExpectation({ notice: { dueOn: day("2026-03-12") } })] },
    10_000,
    ["due on 2026-03-12, nothing by 2026-06-30"],
  ],
  [
    "DIRECT_PAY_NOT_ACKED",
    {
      expectations: [
        anExpectation({ notice: { dueOn: day("2026-03-12"), acknowledgedOn: day("2026-03-13") } }),
      ],
    },
    10_000,
    ["due on 2026-03-12, confirmed on 2026-03-13"],
  ],
  [
    "COMMISSION_DIFF",
    {
      ...net,
      expectations: [anExpectation({ commission: { ...fee, tax: 90 } })],
      lines: [aLine({ commission: fee })],
    },
    10,
    ["20.90 USD of commission and tax is due, 21.00 USD was taken"],
  ],
  [
    "RATE_VERSION_DIFF",
    {
      ...net,
      expectations: [anExpectation({ commission: fee })],
      lines: [aLine({ commission: { ...fee, planRef: "LEGAL" } })],
    },
    0,
    [
      "the placement has STANDARD version 3, the advice used LEGAL version 3",
      "21.00 USD of commission and tax is due, 21.00 USD was taken",
    ],
  ],
  [
    "RATE_VERSION_DIFF",
    {
      ...net,
      expectations: [anExpectation({ commission: { ...fee, planVersion: 4 } })],
      lines: [aLine({ commission: fee })],
    },
    0,
    [
      "the placement has STANDARD version 4, the advice used STANDARD version 3",
      "21.00 USD of commission and tax is due, 21.00 USD was taken",
    ],
  ],
  [
    "FEE_ON_NOFEE",
    { ...net, expectations: [anExpectation({ noFee: true })], lines: [aLine({ commission: fee })] },
    2_100,
    ["0.00 USD of commission and tax is due, 21.00 USD was taken"],
  ],
  [
    "NET_GROSS_MODE_DIFF",
    { terms: [someTerms({ mode: "NET" })] },
    0,
    [
      "GROSS with a total of 100.00 USD; NET was agreed",
      "its 1 lines come to 100.00 USD: 100.00 USD collected, 0.00 USD of commission",
    ],
  ],
  [
    "REMIT_TOTAL_DIFF",
    {
      advices: [anAdvice({ total: 9_500, costs: 300, broughtForward: -100 })],
      bankLines: [aBankLine({ amount: 9_500 })],
    },
    100,
    [
      "GROSS with a total of 95.00 USD; GROSS was agreed",
      "its 1 lines come to 96.00 USD: 100.00 USD collected, 0.00 USD of commission",
    ],
  ],
  [
    "REMIT_SHORT",
    { bankLines: [aBankLine({ amount: 9_000 })] },
    1_000,
    ["100.00 USD was to arrive, 90.00 USD did", "the references are the same"],
  ],
  [
    "REMIT_OVER",
    { bankLines: [aBankLine({ amount: 11_000 })] },
    -1_000,
    ["100.00 USD was to arrive, 110.00 USD did", "the references are the same"],
  ],
  [
    "REMIT_LATE",
    { bankLines: [aBankLine({ valueDate: day("2026-03-18") })] },
    10_000,
    ["100.00 USD was due on 2026-03-17 and arrived on 2026-03-18"],
  ],
  [
    "REMIT_LATE",
    { bankLines: [], advices: [(({ dueOn: _none, ...rest }) => rest)(anAdvice())] },
    10_000,
    ["100.00 USD was due on 2026-03-17; nothing arrived by 2026-06-30"],
  ],
  [
    "REMIT_UNMATCHED_BANK",
    { bankLines: [aBankLine(), aBankLine({ lineId: "bnk_2", amount: 500, references: [], text: "HELLO" })] },
    -500,
    ["5.00 USD arrived on 2026-03-13: HELLO", "nothing that is open fits it"],
  ],
  [
    "REMIT_UNMATCHED_BANK",
    { bankLines: [aBankLine(), aBankLine({ lineId: "bnk_2" })] },
    -10_000,
    ["100.00 USD arrived on 2026-03-13: REMITTANCE rmt_1", "what it names was settled by another line"],
  ],
  [
    "DATE_DIFF",
    { bankLines: [aBankLine({ valueDate: day("2026-06-01") })] },
    0,
    ["100.00 USD was to arrive, 100.00 USD did", "the references are the same"],
  ],
  [
    "TRUST_DEPOSIT_LATE",
    {
      expectations: [anExpectation({ depositDueOn: day("2026-03-13") })],
      lines: [aLine({ depositedOn: day("2026-03-14") })],
    },
    10_000,
    ["100.00 USD was to be deposited by 2026-03-13", "it was deposited on 2026-03-14"],
  ],
  [
    "TRUST_DEPOSIT_LATE",
    { expectations: [anExpectation({ depositDueOn: day("2026-03-13") })] },
    10_000,
    ["100.00 USD was to be deposited by 2026-03-13", "no deposit is named by 2026-06-30"],
  ],
  [
    "CREDIT_BALANCE",
    { credits: [{ ...parties, accountId: accountOf(1), amount: 1, since: day("2026-06-01") }] },
    -1,
    ["0.01 USD more than was owed is paid since 2026-06-01"],
  ],
];

const second = anExpectation({ id: "exp_2", paymentRef: "P-2", effectiveOn: day("2026-03-12") });
const paidTwice = {
  expectations: [anExpectation(), second],
  lines: [aLine(), aLine({ lineId: "lin_2", paymentRef: "P-2", effectiveOn: day("2026-03-12") })],
  advices: [anAdvice({ total: 20_000 })],
  bankLines: [aBankLine({ amount: 20_000 })],
};

describe("a break", () => {
  it.each(cases)("%s says what is at stake and why", (code, change, ...[amount, explain]) => {
    expect(told(change)).toEqual([{ code, amount, explain }]);
  });

  it("SUSPECTED_DUPLICATE names both payments, unless one was taken back or they are further apart", () => {
    const [found, ...others] = reconciled(paidTwice).breaks;
    expect(others).toEqual([]);
    expect(found).toMatchObject({
      code: "SUSPECTED_DUPLICATE",
      amount: -10_000,
      subjects: { reported: ["exp_1", "exp_2"] },
      explain: ["P-1 and P-2 are both 100.00 USD by CARD", "2 days lie between them"],
    });
    const apart = { ...second, effectiveOn: day("2026-03-13") };
    expect(told({ ...paidTwice, expectations: [anExpectation(), apart] })).toEqual([]);
    expect(told({ ...paidTwice, expectations: [anExpectation(), { ...second, method: "ACH" }] })).toEqual([]);
    expect(told({ ...paidTwice, expectations: [...paidTwice.expectations, reversal()] })).toEqual([]);
  });

  it("SUSPECTED_DUPLICATE finds what the lender got and its agency reports under a name of its own, whatever the method", () => {
    const direct = (one: Expectation): Expectation => ({ ...one, recipient: "LENDER" });
    const expectations = [direct(anExpectation()), direct({ ...second, method: "OTHER" })];
    const found = reconciled({ ...paidTwice, expectations }).breaks.find(
      ({ code }) => code === "SUSPECTED_DUPLICATE",
    );
    expect(found?.explain[0]).toBe("P-1 and P-2 are both 100.00 USD paid to the lender");
    const apart = reconciled({ ...paidTwice, expectations: [anExpectation(), expectations[1]!] }).breaks;
    expect(apart.map(({ code }) => code)).not.toContain("SUSPECTED_DUPLICATE");
  });

  it.each(BreakCode.options.filter((code) => breakKinds[code].foundBy === "RECONCILIATION"))(
    "%s is found somewhere in these tests",
    (code) => {
      expect([...cases.map(([one]) => one), "SUSPECTED_DUPLICATE"]).toContain(code);
    },
  );

  it("shows what all three sources say, and is dealt with as its code says", () => {
    const expectation = anExpectation({ commission: { ...fee, tax: 90 } });
    const line = aLine({ commission: fee });
    const [found] = reconciled({ ...net, expectations: [expectation], lines: [line] }).breaks;
    expect(found).toMatchObject({ ...parties, severity: "MEDIUM", owner: "FINANCE", action: "CORRECT" });
    expect(found?.evidence).toEqual({
      reported: [expectation],
      advised: [line],
      remittances: net.advices,
      banked: net.bankLines,
      credits: [],
    });
  });

  it("keeps its fingerprint when amounts change, for it is made of the code, the parties and the subjects", () => {
    const short = (amount: number) => reconciled({ bankLines: [aBankLine({ amount })] }).breaks[0];
    expect(short(9_000)?.fingerprint).toBe(short(8_000)?.fingerprint);
    expect(short(9_000)?.fingerprint).toBe(
      ["REMIT_SHORT", parties.lenderId, parties.agencyId, "remittance rmt_1", "banked bnk_1"].join("\n"),
    );
  });

  it("about money whose sender is not known has no agency", () => {
    const { agencyId: _unknown, ...line } = aBankLine({ lineId: "bnk_2", references: [] });
    const [found] = reconciled({ bankLines: [aBankLine(), line] }).breaks;
    expect(found).not.toHaveProperty("agencyId");
    expect(found?.fingerprint).toBe(
      ["REMIT_UNMATCHED_BANK", parties.lenderId, "-", "banked bnk_2"].join("\n"),
    );
  });
});

describe("clocks", () => {
  const asOf = (date: string, change: Partial<Books>) =>
    told({ asOf: day(date), ...change }).map(({ code }) => code);

  it.each([
    ["2026-04-14", []],
    ["2026-04-15", ["PAY_MISSING_AT_AGENCY"]],
  ])("let an advice take 35 days: on %s %j", (date, codes) => {
    expect(asOf(date, { lines: [], advices: [], bankLines: [] })).toEqual(codes);
  });

  it.each([
    ["2026-03-15", []],
    ["2026-03-16", ["PAY_MISSING_AT_LENDER"]],
  ])("let a report come three days after the advice: on %s %j", (date, codes) => {
    expect(asOf(date, { expectations: [] })).toEqual(codes);
  });

  it.each([
    ["2026-03-17", []],
    ["2026-03-18", ["REMIT_LATE"]],
  ])("let money arrive until it is due: on %s %j", (date, codes) => {
    expect(asOf(date, { bankLines: [] })).toEqual(codes);
  });

  it.each([
    ["2026-03-16", []],
    ["2026-03-17", ["REMIT_UNMATCHED_BANK"]],
  ])("let an advice come three days after the money: on %s %j", (date, codes) => {
    expect(asOf(date, { expectations: [], lines: [], advices: [] })).toEqual(codes);
  });

  it.each([
    ["2026-07-02", []],
    ["2026-07-03", ["REVERSAL_ORPHAN"]],
  ])("let a payment come three days after its reversal: on %s %j", (date, codes) => {
    const expectations = [anExpectation(), reversal({ originalPaymentRef: "P-0" })];
    expect(asOf(date, { expectations })).toEqual(codes);
  });

  it("stop when a notice is confirmed in time", () => {
    const notice = { dueOn: day("2026-03-12"), acknowledgedOn: day("2026-03-12") };
    expect(told({ expectations: [anExpectation({ notice })] })).toEqual([]);
  });
});

describe("no break", () => {
  it.each<readonly [string, Partial<Books>]>([
    [
      "is a payment that was taken back before it was remitted",
      {
        expectations: [anExpectation(), reversal({ effectiveOn: day("2026-03-11") })],
        lines: [],
        advices: [],
        bankLines: [],
      },
    ],
    [
      "is a direct payment that no advice lists, where none must",
      { expectations: [anExpectation({ recipient: "LENDER" })], lines: [], advices: [], bankLines: [] },
    ],
    [
      "is commission that a gross advice does not show",
      { expectations: [anExpectation({ commission: fee })] },
    ],
    [
      "is a plan's version without its name",
      {
        ...net,
        expectations: [anExpectation({ commission: fee })],
        lines: [aLine({ commission: { amount: 2_000, tax: 100, planVersion: 3 } })],
      },
    ],
    ["is commission of which nobody says what is due", { ...net, lines: [aLine({ commission: fee })] }],
    [
      "is a fee-free payment without a fee",
      {
        expectations: [anExpectation({ noFee: true })],
        lines: [aLine({ commission: { amount: 0, tax: 0 } })],
      },
    ],
    [
      "is a payment on the day on which the placement ends",
      { expectations: [anExpectation({ placement: { ...ended, endedOn: day("2026-03-10") } })] },
    ],
    [
      "is a payment while nobody else has the account",
      { expectations: [anExpectation({ placement: { placedOn: day("2026-03-10") } })] },
    ],
    [
      "is a deposit on the last day",
      {
        expectations: [anExpectation({ depositDueOn: day("2026-03-13") })],
        lines: [aLine({ depositedOn: day("2026-03-13") })],
      },
    ],
    ["is a reversal of as much as there is", { expectations: [anExpectation(), reversal()] }],
  ])("%s", (_, change) => {
    expect(told(change)).toEqual([]);
  });

  it("is a tolerated difference, which the match tells for posting", () => {
    const change = {
      lines: [aLine({ amount: 9_999 })],
      advices: [anAdvice({ total: 9_999 })],
      bankLines: [aBankLine({ amount: 9_999 })],
    };
    const { breaks, matches } = reconciled(change);
    expect(breaks).toEqual([]);
    expect(matches.map(({ ruleId, difference }) => [ruleId, difference])).toContainEqual(["REF-NEAR", -1]);
  });

  it.each([
    [
      "commissionMinorUnits",
      { commissionMinorUnits: 10 },
      {
        ...net,
        expectations: [anExpectation({ commission: { ...fee, tax: 90 } })],
        lines: [aLine({ commission: fee })],
      },
    ],
    [
      "creditMinorUnits",
      { creditMinorUnits: 99 },
      { credits: [{ ...parties, accountId: accountOf(1), amount: 99, since: day("2026-06-01") }] },
    ],
    ["duplicateWithinDays", { duplicateWithinDays: 1 }, paidTwice],
  ])("is what stays within %s", (_, thresholds, change) => {
    const rules = RuleSet.parse({ ...defaultRules, thresholds });
    expect(reconcile(someBooks(change), rules).breaks).toEqual([]);
  });

  it("is in the tail by its clearing date when that is what counts", () => {
    const expectations = [anExpectation({ placement: ended, clearedOn: day("2026-03-14") })];
    const rules = RuleSet.parse({ ...defaultRules, thresholds: { tailBy: "CLEARED" } });
    const { breaks } = reconcile(someBooks({ expectations }), rules);
    expect(breaks.map(({ code }) => code)).toEqual(["PAY_AFTER_RECALL_OUT_OF_TAIL"]);
  });
});

describe("what was settled before", () => {
  it("makes the same line of a later advice a repeat", () => {
    const settled = {
      ...nothingSettled,
      expectations: [anExpectation()],
      lines: [aLine()],
      advices: [anAdvice()],
      bankLines: [aBankLine()],
    };
    const lines = [aLine({ lineId: "lin_2", remittanceId: "rmt_2" })];
    const advices = [anAdvice({ remittanceId: "rmt_2" })];
    const bankLines = [aBankLine({ lineId: "bnk_2", references: ["rmt_2"] })];
    expect(told({ expectations: [], lines, advices, bankLines, settled }).map(({ code }) => code)).toEqual([
      "DUPLICATE_REF",
    ]);
  });

  it("is what a reversal is measured against", () => {
    const settled = {
      ...nothingSettled,
      expectations: [anExpectation(), reversal({ id: "exp_8", paymentRef: "R-0", amount: 6_000 })],
    };
    const expectations = [reversal({ amount: 5_000 })];
    const found = told({ expectations, lines: [], advices: [], bankLines: [], settled });
    expect(found.map(({ code }) => code)).toEqual(["REVERSAL_EXCEEDS"]);
  });

  it("makes a payment like it suspect", () => {
    const settled = { ...nothingSettled, expectations: [anExpectation()] };
    const change = { ...paidTwice, expectations: [second], lines: paidTwice.lines.slice(1), settled };
    const advices = [anAdvice()];
    expect(told({ ...change, advices, bankLines: [aBankLine()] }).map(({ code }) => code)).toEqual([
      "SUSPECTED_DUPLICATE",
    ]);
  });
});
