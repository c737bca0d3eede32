/** Members of recalls, holds, what runs after a placement, and what is withheld then. */
export const placementWords: Readonly<Record<string, string>> = {
  arrangement: "Where the debtor's agreement to pay stands.",
  arrangementRef: "The agency's reference of the agreement.",
  attestation: "The agency's reference of its attestation.",
  collectability:
    "Whether the rest can be collected, as the last agency to close the account saw it: `NC` when it cannot, `PARTLY_NC` when a part was paid.",
  deleteBy: "By when the agency deletes what it knows of the debtor.",
  deletedAt: "When the debtor's data were deleted.",
  deletionDays: "Days after the end within which the agency attests that it deleted the debtor's data.",
  directPaymentAcknowledgeHours: "Hours that the agency has to say that it knows of a payment to the lender.",
  "DirectPaymentRequest.paymentRef":
    "The lender's own reference: unique within the lender, for ever. A part of a path, so without `/ ? # %`.",
  "DirectPaymentRequest.effectiveAt": "When the debtor paid.",
  "DirectPaymentRequest.note": "What the lender wants to remember of it; no agency sees it.",
  "DirectReversalRequest.reversalRef":
    "The lender's own reference of the reversal: unique within the lender, for ever.",
  "DirectReversalRequest.effectiveAt": "When it went back.",
  "DirectReversalRequest.note": "What the lender wants to remember of it; no agency sees it.",
  "PaymentDirectReceivedDelivery.paymentRef": "The lender's reference of the payment.",
  "PaymentDirectReceivedDelivery.balance": "What is owed then.",
  "PaymentDirectReceivedDelivery.acknowledgeBy": "By when to say that the agency knows of it.",
  "PaymentDirectReversedDelivery.reversalRef": "The lender's reference of the reversal.",
  "PaymentDirectReversedDelivery.originalPaymentRef": "The lender's reference of the payment.",
  "PaymentDirectReversedDelivery.balance": "What is owed then.",
  final: "Ends a running notice now.",
  finalAt: "When the recall becomes, or became, final.",
  firstDueOn: "When the first instalment is due.",
  force: "Recalls in spite of what speaks against it.",
  instalments: "How many instalments.",
  objectionDays: "By how many days each objection puts a recall off; a reason that is missing is none.",
  objections: "What the agency objected so far; each reason counts once.",
  "RecallPendingDelivery.objections":
    "The objections that the contract knows, and by how many days each puts the recall off.",
  owner: "Who put it and may release it.",
  recall: "The taking back of the account; `NONE` when there is none.",
  "AccountView.recall": "The recall that runs, or that took the account back.",
  placementNumber:
    "1 for an account that no agency worked before, 2 for one that one did, and so on. Offers that nobody took do not count.",
  history:
    "What happened to the debt before, never at whom; absent for an account that nobody was offered before.",
  "PlacementOfferedDelivery.paid": "What came in so far, less what went back.",
  lastEndedOn: "When the last agency's work ended, in UTC.",
  lastEndCode: "With which code the last agency's work ended.",
  recallId: "The recall, `rcl_…`.",
  recallNoticeDays: "Days between a negotiable recall's notice and its end.",
  reinstateOnReversal:
    "Whether an account that was closed as paid goes back to its agency when a payment is reversed.",
  requestedAt: "When it was requested.",
  reversalReserveDays: "Days in which a payment may still be reversed.",
  scope: "What was deleted.",
  tailDays: "Days after the end in which a payment is still the agency's.",
  tailUntil: "Until when payments are still the agency's.",
  total: "What the debtor agreed to pay.",
  until: "When it ends by itself.",
  "PlacementOfferedDelivery.debtor":
    "The person who owes, as far as the contract grants it; empty when it is withheld.",
  "InformationProvidedDelivery.text": "What the lender answered; empty when it is withheld.",
  withheld:
    "Why what the event disclosed is not told again: the agency attested that it deleted it. Absent otherwise.",
};
