import { describe, expect, it } from "vitest";
import type { Books, Expectation } from "../../../shared/reconciliation/model.ts";
import {
  aLine,
  anExpectation,
  day,
  nothingSettled,
  reconciled,
  someTerms,
} from "../../support/reconciliation.ts";

const payment = anExpectation({ id: "agy_1/P/P-1" });

/** What the payment was corrected by, as it is expected for itself. */
const difference = (n: number, amount: number, change: Partial<Expectation> = {}): Expectation => ({
  ...payment,
  id: `agy_1/P.${n}/P-1`,
  kind: amount < 0 ? "REVERSAL" : "PAYMENT",
  amount,
  corrects: payment.id,
  ...(amount < 0 && { originalPaymentRef: "P-1" }),
  ...change,
});

const reversal = (paymentRef: string, amount: number): Expectation => ({
  ...payment,
  id: `agy_1/R/${paymentRef}`,
  kind: "REVERSAL",
  paymentRef,
  originalPaymentRef: "P-1",
  amount,
  effectiveOn: day("2026-03-20"),
});

/** The payment was matched with a line of an advice that was paid; what came since is open. */
const told = (
  open: readonly Expectation[],
  settled: readonly Expectation[] = [],
  more: Partial<Books> = {},
) =>
  reconciled({
    expectations: open,
    lines: [],
    advices: [],
    bankLines: [],
    settled: { ...nothingSettled, expectations: [payment, ...settled], lines: [aLine()] },
    ...more,
  }).breaks.map(({ code, amount, explain }) => ({ code, amount, explain }));

const face = (breaks: ReturnType<typeof told>) => breaks.map(({ code, amount }) => [code, amount]);

describe("what a payment was corrected by after it was matched", () => {
  it("is missing at the agency until an advice lists it, and says what it is of", () => {
    const [less, ...others] = told([difference(1, -2_000)]);
    expect(others).toEqual([]);
    expect(less).toMatchObject({ code: "PAY_MISSING_AT_AGENCY", amount: -2_000 });
    expect(less!.explain).toContain("P-1 was corrected by so much after it was matched");
    expect(face(told([difference(1, 3_000)]))).toEqual([["PAY_MISSING_AT_AGENCY", 3_000]]);
  });

  it("need not be on any advice once it was corrected back, or taken back", () => {
    expect(told([difference(1, -2_000), difference(2, 2_000)])).toEqual([]);
    expect(told([difference(1, 3_000), reversal("R-1", 3_000)])).toEqual([]);
  });

  it("is not made up for by what was remitted with the payment", () => {
    expect(face(told([difference(1, 2_000)], [reversal("R-1", 2_000)]))).toEqual([
      ["PAY_MISSING_AT_AGENCY", 2_000],
    ]);
    expect(face(told([difference(2, 2_000)], [difference(1, -2_000)]))).toEqual([
      ["PAY_MISSING_AT_AGENCY", 2_000],
    ]);
  });

  it("is told of the agency's money, and of the lender's, each by itself", () => {
    const moved = [difference(1, -10_000), difference(2, 10_000, { recipient: "LENDER" })];
    const terms = [someTerms({ advisesDirectPayments: true })];
    expect(face(told(moved, [], { terms }))).toEqual([
      ["PAY_MISSING_AT_AGENCY", -10_000],
      ["PAY_MISSING_AT_AGENCY", 10_000],
    ]);
  });

  it("counts where more is taken back than is left, and is no reversal itself", () => {
    const lowered = difference(1, -4_000);
    expect(face(told([reversal("R-1", 6_000)], [lowered]))).not.toContainEqual([
      "REVERSAL_EXCEEDS",
      expect.anything(),
    ]);
    const exceeding = told([reversal("R-1", 8_000)], [lowered]).find(
      ({ code }) => code === "REVERSAL_EXCEEDS",
    );
    expect(exceeding).toMatchObject({
      amount: -8_000,
      explain: ["P-1 was 60.00 USD, and 20.00 USD more than that is taken back"],
    });
    const raised = difference(1, 5_000);
    expect(face(told([reversal("R-1", 15_000)], [raised]))).toEqual([["PAY_MISSING_AT_AGENCY", -15_000]]);
  });
});
