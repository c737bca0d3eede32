/** Members that mean in an advice, sent or answered, something else than elsewhere. */
const ofAdvices = {
  from: "The first day.",
  to: "The last day.",
  totals:
    "What all lines come to. Reversals count against what they reverse, and commission that is given back against commission.",
};

const ofLines = {
  kind: "`PAYMENT`: the agency collected it. `REVERSAL`: it went back. `DIRECT_PAYMENT`: the lender was paid, the agency earns on it. `COST`: the agency spent it and keeps it back. `COMMISSION`: the agency gives commission and tax back.",
  paymentRef:
    "The agency's reference of the payment, of the reversal or of the cost; of `COMMISSION` the payment that it was taken for.",
  disputeId: "Of `COMMISSION`: the dispute for which it is given back.",
  reason: "Of `COMMISSION`: why it is given back.",
  gross: "Minor units; 0, or left out, of `COMMISSION` alone.",
};

const ofBodies = {
  ...ofAdvices,
  ...ofLines,
  lines: "Every payment, reversal, cost and commission that is given back, once.",
};

const scoped = (schemas: readonly string[], words: Readonly<Record<string, string>>) =>
  Object.fromEntries(
    schemas.flatMap((schema) =>
      Object.entries(words).map(([member, says]) => [`${schema}.${member}`, says] as const),
    ),
  );

/** Members of advices, remittances and statements of agencies. */
export const remittanceWords: Readonly<Record<string, string>> = {
  ...scoped(["AdviceBody", "AdviceOnBehalf", "RemittanceAdvisedCallback"], ofBodies),
  ...scoped(["RemittanceView"], ofAdvices),
  ...scoped(["RemittanceLineView"], { ...ofLines, number: "Its place in the advice, from 1." }),
  ...scoped(["AgencyStatementView"], {
    ...ofAdvices,
    totals: "What the advice's lines come to.",
    commission: "Of its commission.",
    tax: "Of the tax on it.",
    costs: "For what it spent.",
  }),
  advised: "What advices of the month put on its way.",
  advisedAt: "When all of it was there.",
  fundedAt:
    "When its money was found, or that nothing is to come; absent before, and again once a match of it was taken back.",
  advisedOn: "The day of the advice.",
  arrived: "What came of it.",
  bankRef: "By what its money is found at the bank.",
  broughtForward: "What the advice before carried forward, with its sign; 0 when left out.",
  carriedForward: "What is left below zero and begins the next advice; 0 or less.",
  clearing: "What the agency has of the lender's money.",
  billedAt: "When it was billed here.",
  invoiceId: "The invoice, `inv_…`: the same for the same reference.",
  invoiceRef: "The agency's own reference of the invoice, given once.",
  issuedOn: "The day of the invoice.",
  remittanceRefs: "The advices whose commission it is, by the agency's references.",
  "InvoiceBody.totals": "What is billed in all; less than nothing where more went back than was earned.",
  "InvoiceView.totals": "What is billed in all.",
  "InvoiceView.remittances": "What each advice left to be billed.",
  closing: "How it stood after the last day.",
  collected: "What came in.",
  commission: "The agency's commission, in minor units.",
  costs: "What the agency spent and keeps back, in minor units.",
  depositedOn: "When the agency put it into its trust account.",
  "RemittanceView.dueOn":
    "By when its money is due: the contract's days after the end of the day, week or month in which the period begins, on a day on which banks work.",
  direct: "What the lender was paid directly, in minor units.",
  expected: "What it should have been.",
  findings: "What is odd about the advice as a whole; it stands all the same.",
  "RemittanceView.found": "What it was.",
  "RemittanceView.code": "`BROUGHT_FORWARD_DIFF`: it does not begin with what the one before left.",
  gross: "Minor units.",
  inTransit: "What is on its way from the agency to the lender.",
  kept: "What the agency keeps back.",
  lineCount: "How many lines there are.",
  lineId: "The line, `rml_…`.",
  mode: "`GROSS`: all that was collected is passed on, commission is billed. `NET`: all commission is kept back. `COMBINED`: commission is kept back of what the agency collected, and billed for direct payments.",
  net: "`gross` less `commission`, `tax` and `costs`.",
  opening: "How it stood before the first day.",
  paidOn: "When the debtor paid, the money went back, or it was spent.",
  payable: "What is to arrive at the bank, in minor units: never below zero.",
  period: "The days that it is about.",
  planRef: "The commission plan that the agency went by.",
  planVersion: "The version of that plan.",
  previousId: "The advice before.",
  remittanceId: "The remittance, `rem_…`: the same for the same reference.",
  remittanceRef: "The agency's own reference of the advice, given once.",
  remittances: "The advices that were posted within it, the oldest first.",
  remitted: "What advices took out of it.",
  reversed: "What went back.",
  tax: "The tax on the commission, in minor units.",
};
