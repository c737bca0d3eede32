/** Members of refunds, write-offs and payments. */
export const balanceWords: Readonly<Record<string, string>> = {
  refundRef: "The lender's own reference of the refund, given once for the account.",
  paidBy: "Whose money it was: the lender's, or what the agency that had the account last still had of it.",
  refundedOn: "When it was paid back.",
  "RefundRequest.amount": "What was paid back: not more than the credit balance.",
  writeOffRef: "The lender's own reference of the write-off, given once for the account.",
  "WriteOffRequest.amount": "How much; all that is owed, when left out.",
  "WriteOffRequest.code": "Why, for whoever counts.",
  writtenOff: "What was given up of the debt; none where nothing was.",
  "PaymentView.paymentRef":
    "The reference of the payment: the agency's, or the lender's of what it got itself.",
  "PaymentView.amount": "What was paid, as it was corrected last.",
  "PaymentView.reversed": "What of it went back.",
  "PaymentView.effectiveOn": "When it was paid.",
  "PaymentView.status":
    "`PROVISIONAL`: it may still go back as a matter of course. `CLEARED`: not so. `REVERSED`: all of it went back.",
  provisionalUntil: "The last day on which it may go back as a matter of course.",
  reversibleUntil: "The last day on which it may go back at all.",
  "PaymentView.rule": "Which rule says so.",
  "PaymentView.commission": "Commission and tax on what is left of it, where its placement has a plan.",
  reserved: "As much of the commission as is better kept for now.",
  "PaymentList.items": "The payments, the oldest first.",
};
