import { describe, expect, it } from "vitest";
import { AdviceBody } from "../../../shared/remittances/wire.ts";
import { checkAdvice } from "../../../shared/remittances/check-advice.ts";
import { decideRemittance } from "../../../shared/remittances/decide-remittance.ts";
import { contentHashOf, remittanceIdOf } from "../../../shared/remittances/keys.ts";
import { linesOf } from "../../../shared/remittances/lines.ts";
import type { Carry } from "../../../shared/remittances/model.ts";
import { remittancePostings } from "../../../shared/remittances/postings.ts";
import { accepted } from "../../../shared/kernel/problems.ts";
import { aCommissionLine, aCostLine, aLine, anAdvice, aReversalLine, monthly } from "../../support/advice.ts";
import { aLenderId, anAgencyId, now } from "../../support/builders.ts";

const lenderId = aLenderId();
const agencyId = anAgencyId();

const advised = (
  lines: readonly unknown[],
  changes: Readonly<Record<string, unknown>> = {},
  before?: Carry,
) => {
  const advice = AdviceBody.parse(anAdvice(lenderId, lines, changes));
  const received = {
    agencyId,
    advice,
    actor: { kind: "AGENCY", id: agencyId },
    source: "API",
    receivedAt: now,
  } as const;
  return decideRemittance(received, { totals: accepted(checkAdvice(advice)), contract: monthly }, before);
};

const checked = (lines: readonly unknown[], changes: Readonly<Record<string, unknown>> = {}) =>
  checkAdvice(AdviceBody.parse(anAdvice(lenderId, lines, changes)));

/** A payment, what went back of another, a direct payment and a cost. */
const mixed = [
  aLine({ gross: 100_000, commission: 20_000, tax: 3_800 }),
  aReversalLine({ gross: 10_000, commission: 2_000, tax: 380 }),
  aLine({ kind: "DIRECT_PAYMENT", gross: 50_000, commission: 5_000, tax: 950 }),
  aCostLine({ gross: 1_200 }),
];

describe("an advice", () => {
  it("adds up with the signs of its kinds", () => {
    expect(accepted(checked(mixed))).toEqual({
      gross: 90_000,
      direct: 50_000,
      commission: 23_000,
      tax: 4_370,
      costs: 1_200,
      net: 90_000 - 23_000 - 4_370 - 1_200,
      lineCount: 4,
    });
  });

  it("counts a direct payment that went back against direct payments", () => {
    const lines = [
      aLine({ kind: "DIRECT_PAYMENT", gross: 50_000 }),
      aReversalLine({ recipient: "LENDER", gross: 20_000 }),
    ];
    expect(accepted(checked(lines))).toMatchObject({ gross: 0, direct: 30_000 });
  });

  it("whose totals differ is refused whole, with every difference named", () => {
    const outcome = checked([aLine({ gross: 25_000, commission: 0, tax: 0 })], {
      totals: { gross: 26_000, commission: 0, tax: 0, costs: 0, net: 26_000, lineCount: 2 },
    });
    expect(outcome).toMatchObject({
      ok: false,
      error: {
        code: "remittance-totals-differ",
        errors: [{ pointer: "/totals/gross" }, { pointer: "/totals/net" }, { pointer: "/totals/lineCount" }],
        extra: { found: { gross: 25_000, net: 25_000, lineCount: 1 } },
      },
    });
  });

  it.each([
    ["a payment", [aLine({ paymentRef: "P-1" }), aLine({ paymentRef: "P-1" })]],
    [
      "a payment as a direct one",
      [aLine({ paymentRef: "P-1" }), aLine({ kind: "DIRECT_PAYMENT", paymentRef: "P-1" })],
    ],
    ["a reversal", [aReversalLine({ paymentRef: "R-1" }), aReversalLine({ paymentRef: "R-1" })]],
    ["a cost", [aCostLine({ paymentRef: "C-1" }), aCostLine({ paymentRef: "C-1" })]],
  ])("that has %s twice is refused whole, with the place", (_what, lines) => {
    expect(checked(lines)).toMatchObject({
      ok: false,
      error: { code: "remittance-line-repeated", errors: [{ pointer: "/lines/1/paymentRef" }] },
    });
  });

  it("may name a payment and its reversal by the same reference", () => {
    expect(checked([aLine({ paymentRef: "P-1" }), aReversalLine({ paymentRef: "P-1" })]).ok).toBe(true);
  });

  it("with a line in another currency is refused whole, with the place", () => {
    expect(checked([aLine({ currency: "USD" }), aLine({ currency: "EUR" })])).toMatchObject({
      ok: false,
      error: { code: "remittance-currency-mixed", errors: [{ pointer: "/lines/1/currency" }] },
    });
  });

  it("has the same id by its reference, and another content by anything else", () => {
    const body = anAdvice(lenderId, [aLine()]);
    const [one, other] = [AdviceBody.parse(body), AdviceBody.parse({ ...body, advisedOn: "2026-04-03" })];
    expect(remittanceIdOf(agencyId, one.remittanceRef)).toBe(remittanceIdOf(agencyId, other.remittanceRef));
    expect(remittanceIdOf(anAgencyId(), one.remittanceRef)).not.toBe(
      remittanceIdOf(agencyId, one.remittanceRef),
    );
    expect(contentHashOf(one)).not.toBe(contentHashOf(other));
  });

  it("numbers its lines as they came, and says who had the money", () => {
    const { remittance } = advised(mixed);
    const lines = linesOf(remittance.remittanceId, AdviceBody.parse(anAdvice(lenderId, mixed)));
    expect(lines.map(({ number, kind, recipient }) => [number, kind, recipient])).toEqual([
      [1, "PAYMENT", "AGENCY"],
      [2, "REVERSAL", "AGENCY"],
      [3, "DIRECT_PAYMENT", "LENDER"],
      [4, "COST", "AGENCY"],
    ]);
    expect(lines[2]?.lineId).toBe(`rml_${remittance.remittanceId.slice(4)}_3`);
  });
});

describe("commission that is given back", () => {
  const given = [
    aCommissionLine({ commission: 3_000, tax: 570 }),
    aCommissionLine({ recipient: "LENDER", commission: 1_000, tax: 190 }),
  ];

  it("counts against commission and tax alone, and so raises what is left", () => {
    const [before, after] = [accepted(checked(mixed)), accepted(checked([...mixed, ...given]))];
    expect(after).toEqual({
      ...before,
      commission: before.commission - 4_000,
      tax: before.tax - 760,
      net: before.net + 4_760,
      lineCount: 6,
    });
  });

  it.each([
    ["GROSS", 0],
    ["NET", 4_760],
    ["COMBINED", 3_570],
  ])("arrives in a %s advice as far as that keeps commission back, and is spent no more", (mode, more) => {
    const [before, after] = [advised(mixed, { mode }), advised([...mixed, ...given], { mode })];
    expect(after.remittance.payable - before.remittance.payable).toBe(more);
    const spent = ({ event: { postings = [] } }: typeof before) =>
      postings
        .filter(({ account }) => account.startsWith("commission"))
        .reduce((sum, { amount }) => sum + amount, 0);
    expect(spent(before) - spent(after)).toBe(more);
  });

  it("may come by itself", () => {
    const { remittance, event } = advised([aCommissionLine({ commission: 300, tax: 57 })]);
    expect(remittance).toMatchObject({ payable: 357, totals: { gross: 0, commission: -300, net: 357 } });
    expect(event.postings).toEqual([
      { account: `in-transit/${agencyId}`, amount: 357 },
      { account: "commission-expense", amount: -300 },
      { account: "commission-tax", amount: -57 },
    ]);
  });

  it("stands beside its payment in one advice, and once for it", () => {
    const payment = aLine({ paymentRef: "P-1" });
    const back = aCommissionLine({ paymentRef: "P-1" });
    expect(checked([payment, back]).ok).toBe(true);
    expect(checked([payment, back, back])).toMatchObject({ error: { code: "remittance-line-repeated" } });
  });

  it("needs no gross, says why, and is of nothing else", () => {
    const { gross: _none, ...bare } = aCommissionLine({ reason: "Upheld.", recipient: "LENDER" });
    const read = (line: unknown) =>
      AdviceBody.safeParse(anAdvice(lenderId, [line], { totals: accepted(checked(mixed)) }));
    expect(read(bare).data?.lines[0]?.gross).toBe(0);
    const wrong = [
      aCommissionLine({ gross: 1 }),
      aCommissionLine({ commission: 0, tax: 0 }),
      aCommissionLine({ originalPaymentRef: "P-0" }),
      aLine({ gross: 0 }),
      aLine({ reason: "Because." }),
      aCostLine({ disputeId: "dsp_01JB4Q6N7VTRK3X9WDM5E8C2HA_3" }),
    ];
    expect(wrong.map((line) => read(line).success)).toEqual(wrong.map(() => false));
  });
});

describe("what arrives at the bank", () => {
  it.each([
    ["GROSS", { commission: 0, tax: 0 }, 90_000 - 1_200],
    ["NET", { commission: 23_000, tax: 4_370 }, 90_000 - 27_370 - 1_200],
    ["COMBINED", { commission: 18_000, tax: 3_420 }, 90_000 - 21_420 - 1_200],
  ])("of a %s advice is less by what its mode keeps back", (mode, kept, payable) => {
    expect(advised(mixed, { mode }).remittance).toMatchObject({ kept, payable, carriedForward: 0 });
  });

  it("is nothing when more went back than came in, and the rest is carried forward", () => {
    const { remittance, carry } = advised([aReversalLine({ gross: 10_000, commission: 2_000, tax: 380 })]);
    expect(remittance).toMatchObject({ payable: 0, carriedForward: -7_620 });
    expect(carry).toMatchObject({ amount: -7_620, count: 1, remittanceId: remittance.remittanceId });
  });

  it("is less by what was brought forward", () => {
    const before = advised([aReversalLine({ gross: 10_000, commission: 2_000, tax: 380 })]).carry;
    const { remittance, carry } = advised([aLine()], { broughtForward: -7_620 }, before);
    expect(remittance).toMatchObject({ payable: 0, carriedForward: 0, findings: [] });
    expect(carry).toMatchObject({ amount: 0, count: 2 });
  });
});

describe("what an advice brings forward", () => {
  const before = advised([aReversalLine({ gross: 10_000, commission: 2_000, tax: 380 })]).carry;

  it.each([0, -7_000])("is noted and not refused when it is %s and not what was left", (broughtForward) => {
    const { remittance, event } = advised([aLine()], { broughtForward }, before);
    const finding = {
      code: "BROUGHT_FORWARD_DIFF",
      expected: -7_620,
      found: broughtForward,
      previousId: before.remittanceId,
    };
    expect(remittance.findings).toEqual([finding]);
    expect(event.data).toMatchObject({ findings: [finding] });
  });

  it("is noted when there was no advice before", () => {
    expect(advised([aLine()], { broughtForward: -1 }).remittance.findings).toEqual([
      { code: "BROUGHT_FORWARD_DIFF", expected: 0, found: -1 },
    ]);
  });
});

describe("the postings of an advice", () => {
  const amounts = (mode: string) =>
    Object.fromEntries(
      remittancePostings(advised(mixed, { mode }).remittance).map(({ account, amount }) => [
        account.replace(agencyId, "agency"),
        amount,
      ]),
    );

  it("move all that a gross agency collected, and its costs", () => {
    expect(amounts("GROSS")).toEqual({
      "agency-clearing/agency": -90_000,
      "in-transit/agency": 88_800,
      "agency-payable/agency": 1_200,
    });
  });

  it("spend what a net agency keeps back, of direct payments as well", () => {
    expect(amounts("NET")).toEqual({
      "agency-clearing/agency": -90_000,
      "in-transit/agency": 61_430,
      "commission-expense": 23_000,
      "commission-tax": 4_370,
      "agency-payable/agency": 1_200,
    });
  });

  it("leave what is billed of a combined one where it is", () => {
    expect(amounts("COMBINED")).toMatchObject({
      "in-transit/agency": 67_380,
      "commission-expense": 18_000,
      "commission-tax": 3_420,
    });
  });

  it("are none of money that only the lender was paid, but for the fee that is kept back", () => {
    const direct = [aLine({ kind: "DIRECT_PAYMENT", gross: 50_000, commission: 5_000, tax: 0 })];
    expect(remittancePostings(advised(direct, { mode: "GROSS" }).remittance)).toEqual([]);
    expect(advised(direct).remittance).toMatchObject({ payable: 0, carriedForward: -5_000 });
    expect(remittancePostings(advised(direct).remittance)).toEqual([
      { account: `in-transit/${agencyId}`, amount: -5_000 },
      { account: "commission-expense", amount: 5_000 },
    ]);
  });
});

describe("the body of an advice", () => {
  const faults = (lines: readonly unknown[], changes: Readonly<Record<string, unknown>> = {}) =>
    AdviceBody.safeParse(anAdvice(lenderId, lines, changes)).error?.issues.map(({ path }) =>
      path.join("/"),
    ) ?? [];

  it.each([
    ["a negative amount", aLine({ gross: -1 }), "lines/0/gross"],
    ["a float", aLine({ gross: 1.5 }), "lines/0/gross"],
    ["an amount beyond what is taken", aLine({ gross: 1_000_000_000_001 }), "lines/0/gross"],
    ["a negative commission", aLine({ commission: -1 }), "lines/0/commission"],
    ["a reversal of nothing", aReversalLine({ originalPaymentRef: undefined }), "lines/0/originalPaymentRef"],
    ["a payment that takes back", aLine({ originalPaymentRef: "P-1" }), "lines/0/originalPaymentRef"],
    ["a payment with a recipient", aLine({ recipient: "LENDER" }), "lines/0/recipient"],
    ["a cost with commission", aCostLine({ commission: 1 }), "lines/0/commission"],
    ["a day that is none", aLine({ paidOn: "2026-02-30" }), "lines/0/paidOn"],
    ["an unknown kind", aLine({ kind: "GIFT" }), "lines/0/kind"],
  ])("is not taken with %s", (_what, line, path) => {
    expect(faults([line])).toContain(path);
  });

  it("is not taken with a period that ends before it begins, without lines, or with more than it may have", () => {
    expect(faults([aLine()], { period: { from: "2026-03-31", to: "2026-03-01" } })).toEqual(["period/to"]);
    expect(faults([], { totals: anAdvice(lenderId).totals })).toEqual(["lines"]);
    const many = Array.from({ length: 2_001 }, () => aLine());
    expect(faults(many, { totals: anAdvice(lenderId).totals })).toEqual(["lines"]);
  });
});
