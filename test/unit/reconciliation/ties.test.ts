import { describe, expect, it } from "vitest";
import { isLoose, tiesBy } from "../../../shared/reconciliation/ties.ts";
import { Rule } from "../../../shared/reconciliation/wire.ts";

const spelt = (ruleId: string, over: object = {}) =>
  Rule.parse({ kind: "NORMALISED_REFERENCE", ruleId, relation: "ADVISED", ...over });

const plain = Rule.parse({ kind: "REFERENCE", ruleId: "REF", relation: "ADVISED" });
const payment = { kind: "PAYMENT", paymentRef: "P-001" } as const;

describe("the ties of a fact", () => {
  it("are its reference as it is written, where no rule compares it otherwise", () => {
    expect(tiesBy([plain])(payment)).toEqual(["= P-001"]);
    expect(tiesBy([plain])({ kind: "PAYMENT" })).toEqual([]);
  });

  it("are each form besides in which a rule compares it, once however many rules do", () => {
    const rules = [
      plain,
      spelt("ONE"),
      spelt("AGAIN"),
      spelt("OTHER", { normalisation: { prefixes: ["P"], leadingZeros: "KEPT" } }),
    ];
    expect(tiesBy(rules)(payment)).toEqual(["= P-001", "0 P001", "1 001"]);
  });

  it("are none of a form of which nothing is left, or in which only money at the bank is compared", () => {
    expect(tiesBy([spelt("ONE")])({ kind: "PAYMENT", paymentRef: "--" })).toEqual(["= --"]);
    expect(tiesBy([spelt("BANK", { relation: "FUNDED" })])(payment)).toEqual(["= P-001"]);
  });

  it("tell a reversal's own reference from a payment's, and have the payment that it takes back", () => {
    const reversal = { kind: "REVERSAL", paymentRef: "R-1", originalPaymentRef: "P-001" } as const;
    expect(tiesBy([spelt("ONE")])(reversal)).toEqual([
      "= REVERSAL R-1",
      "0 REVERSAL R1",
      "= P-001",
      "0 P001",
    ]);
  });
});

describe("a reference", () => {
  const nameless = new Set(["= N/A", "= REVERSAL R-1"]);

  it.each([
    [{ kind: "PAYMENT", paymentRef: "N/A" }, true],
    [{ kind: "REVERSAL", paymentRef: "N/A" }, false],
    [{ kind: "REVERSAL", paymentRef: "R-1" }, true],
    [{ kind: "PAYMENT", paymentRef: "P-1" }, false],
    [{ kind: "PAYMENT" }, false],
  ] as const)("of %o names nothing where too many share it: %s", (fact, isIt) => {
    expect(isLoose({ nameless }, fact)).toBe(isIt);
    expect(isLoose({ nameless: new Set() }, fact)).toBe(false);
  });
});
