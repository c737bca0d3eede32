import { RuleSet } from "./wire.ts";

/** The rules that a lender has unless it says otherwise: from precise to loose, exact amounts before near ones. */
export const defaultRules: RuleSet = RuleSet.parse({
  version: 1,
  rules: [
    { ruleId: "REF", relation: "ADVISED", kind: "REFERENCE", tolerance: { daysBefore: 5, daysAfter: 5 } },
    {
      ruleId: "REF-NEAR",
      relation: "ADVISED",
      kind: "REFERENCE",
      tolerance: {
        below: { minorUnits: 1 },
        above: { minorUnits: 1 },
        daysBefore: 5,
        daysAfter: 5,
      },
    },
    {
      ruleId: "REF-SPELT",
      relation: "ADVISED",
      kind: "NORMALISED_REFERENCE",
      tolerance: { daysBefore: 5, daysAfter: 5 },
      normalisation: { prefixes: ["PAY", "PAYMENT", "REF"] },
    },
    {
      ruleId: "ACCOUNT-AMOUNT",
      relation: "ADVISED",
      kind: "AMOUNT",
      tolerance: { daysBefore: 3, daysAfter: 3 },
    },
    {
      ruleId: "REF-SPLIT",
      relation: "ADVISED",
      kind: "ONE_TO_MANY",
      by: "REFERENCE",
      tolerance: { daysBefore: 5, daysAfter: 5 },
    },
    {
      ruleId: "ACCOUNT-SPLIT",
      relation: "ADVISED",
      kind: "ONE_TO_MANY",
      by: "SCOPE",
      tolerance: { daysBefore: 3, daysAfter: 3 },
    },
    {
      ruleId: "ACCOUNT-LUMP",
      relation: "ADVISED",
      kind: "MANY_TO_ONE",
      by: "SCOPE",
      tolerance: { daysBefore: 3, daysAfter: 10 },
    },
    {
      ruleId: "BANK-REF",
      relation: "FUNDED",
      kind: "REFERENCE",
      tolerance: { daysBefore: 2, daysAfter: 60 },
    },
    {
      ruleId: "BANK-REF-SPELT",
      relation: "FUNDED",
      kind: "NORMALISED_REFERENCE",
      tolerance: { daysBefore: 2, daysAfter: 60 },
      normalisation: { prefixes: ["REMITTANCE", "RMT", "REF"] },
    },
    {
      ruleId: "BANK-LUMP-REF",
      relation: "FUNDED",
      kind: "MANY_TO_ONE",
      by: "REFERENCE",
      tolerance: { daysBefore: 2, daysAfter: 60 },
    },
    {
      ruleId: "BANK-PARTS-REF",
      relation: "FUNDED",
      kind: "ONE_TO_MANY",
      by: "REFERENCE",
      tolerance: { daysBefore: 2, daysAfter: 60 },
    },
    { ruleId: "BANK-AMOUNT", relation: "FUNDED", kind: "AMOUNT", tolerance: { daysAfter: 10 } },
    {
      ruleId: "BANK-LUMP",
      relation: "FUNDED",
      kind: "MANY_TO_ONE",
      by: "SCOPE",
      tolerance: { daysAfter: 10 },
    },
    {
      ruleId: "BANK-PARTS",
      relation: "FUNDED",
      kind: "ONE_TO_MANY",
      by: "SCOPE",
      tolerance: { daysAfter: 10 },
    },
    {
      ruleId: "BANK-MANY",
      relation: "FUNDED",
      kind: "MANY_TO_MANY",
      // The weakest evidence asks for the nearest days; and what is near is little enough to try everything.
      tolerance: { daysAfter: 5 },
    },
  ],
});
