/** What agencies report events with. */
export const eventWords: Readonly<Record<string, string>> = {
  "EventBatch.events": "The callbacks, in the order in which those of one placement are to be taken.",
  "EventResult.index": "Which event of the batch, from 0.",
  "EventResult.replayed": "Whether it was taken before, and this is what it was answered then.",
  "EventResult.receipt": "The answer to an event that was taken.",
  "EventResult.problem": "Why the event was refused; the others were taken all the same.",
  disposition:
    "`ACCEPTED`: acted upon. `DUPLICATE`: the same fact was reported under another event id. `QUARANTINED`: kept whole for a person, nothing changed.",
  payloadHash:
    "SHA-256 of the callback's JSON without insignificant white space, members in the order in which they came.",
  previousHash: "`hash` of the event before; 64 zeros before the first.",
  settlementRef: "The agency's reference of the offer.",
  offer: "What the debtor would pay for the whole.",
  expiresOn: "The last day on which the offer stands.",
  paidBefore: "What had come in when the offer was heard of.",
  stateAsOf: "As of when the state is, by whoever reported it.",
  decidedBy: "`AGENCY` within its contract, or `LENDER`.",
  decision: "What the lender decided.",
  costRef: "The agency's reference of the cost: unique within the agency, for ever.",
  feeRef: "The agency's reference of the fee: unique within the agency, for ever.",
  authorisationRef: "Under which permission of the lender or the court it was charged.",
  incurredOn: "When it was spent or charged.",
  terms: "What was agreed, each member as it was agreed last.",
  missed: "The instalments that the debtor missed, by the agency's reference.",
  agencyFeeMax: "The most that the agency may add to a debt as fees of its own; nothing where there is none.",
  settlementPercentMin:
    "The least part of what is owed, in percent, for which the agency may settle without asking; without it every settlement is the lender's.",
  supersedesEventId: "The `eventId` of the report that said it wrongly.",
  frequency: "How often an instalment is due.",
  graceDays: "Days after its due date in which an instalment is still in time.",
  dueOn: "When it was due.",
  receiptId: "The receipt, `rcp_…`: the same for every repeat.",
};
