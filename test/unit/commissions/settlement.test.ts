import { describe, expect, it } from "vitest";
import { reversalOf } from "../../../shared/commissions/reverse.ts";
import { settlementOf } from "../../../shared/commissions/settlement-of.ts";
import { lineOf } from "../../support/commissions.ts";

/** 100.00 with a fee of 30.00 and a tax of 5.70. */
const line = lineOf({ taxRatePpm: 190_000 }, 10_000);

describe("settling a payment", () => {
  it.each([
    { mode: "GROSS", recipient: "AGENCY", remits: 10_000, retains: 0, offsets: 0, invoices: 3_570 },
    { mode: "GROSS", recipient: "LENDER", remits: 0, retains: 0, offsets: 0, invoices: 3_570 },
    { mode: "NET", recipient: "AGENCY", remits: 6_430, retains: 3_570, offsets: 0, invoices: 0 },
    { mode: "NET", recipient: "LENDER", remits: 0, retains: 0, offsets: 3_570, invoices: 0 },
    { mode: "NET", recipient: "COURT", remits: 0, retains: 0, offsets: 3_570, invoices: 0 },
  ] as const)("a $mode agency, received by $recipient", ({ mode, recipient, ...expected }) => {
    expect(settlementOf(line, { mode, recipient })).toEqual(expected);
  });

  it("carries forward what a fee takes beyond its payment", () => {
    const small = lineOf({ perPayment: { min: 500 } }, 100);
    expect(settlementOf(small, { mode: "NET", recipient: "AGENCY" })).toEqual({
      remits: -400,
      retains: 500,
      offsets: 0,
      invoices: 0,
    });
  });

  it.each(["GROSS", "NET"] as const)("is undone by the reversal of a %s agency", (mode) => {
    const back = reversalOf(line, { reversalRef: "R-1", amount: 10_000, reversedBefore: 0 });
    const [there, again] = [line, back].map((one) => settlementOf(one, { mode, recipient: "AGENCY" }));
    expect(there!.remits + again!.remits).toBe(0);
    expect(there!.retains + again!.retains).toBe(0);
    expect(there!.invoices + again!.invoices).toBe(0);
  });
});
