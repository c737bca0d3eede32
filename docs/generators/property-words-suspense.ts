const view: Readonly<Record<string, string>> = {
  suspenseId: "The money in suspense, `sus_…`.",
  reportedPlacementId: "The placement that its agency named first.",
  state:
    "`HELD`: it waits for a person. `REVERSED`: its agency took all of it back. `ATTRIBUTED`: it was posted to an account. `RETURNED`: its agency gives it back to whoever paid.",
  held: "What is left in suspense.",
  placementId: "The placement that it was attributed to.",
  settledAt: "When it was attributed or returned.",
  settledBy: "The key that settled it, or the agency that reported it again by the right placement.",
  explanation: "Why, in words.",
};

/** Members of money without an account. */
export const suspenseWords: Readonly<Record<string, string>> = {
  "AttributionRequest.placementId": "Whose money it is: a placement that its agency holds or held.",
  "AttributionRequest.explanation": "Why, in words.",
  "SuspenseReturnRequest.explanation": "Why, in words.",
  ...Object.fromEntries(
    ["SuspensePaymentView", "SuspensePaymentDetail"].flatMap((name) =>
      Object.entries(view).map(([member, words]) => [`${name}.${member}`, words]),
    ),
  ),
  "SuspensePaymentDetail.history": "Its events, in their order.",
};
