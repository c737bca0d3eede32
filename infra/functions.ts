/** One entry per Lambda. `errorImpact` says what a person loses when it fails; every alarm of the function carries it. */
export const functions = {
  "lender-api": {
    errorImpact: "A lender cannot place an account, read its balance or resolve a dispute.",
  },
  "agency-api": {
    errorImpact:
      "An agency cannot report a payment or a dispute, so a debtor may be chased for money already paid.",
  },
  "admin-api": {
    errorImpact:
      "The operator cannot register lenders and agencies, revoke a leaked key or redrive dead letters.",
  },
  "finance-api": {
    errorImpact: "Finance cannot see balances, work breaks or close a period.",
  },
  "docs-api": {
    errorImpact: "An integrator cannot read the API's documentation.",
  },
  outbox: {
    errorImpact:
      "Recorded events do not leave: agencies get no offers and holds reach nobody until they are swept.",
  },
  "delivery-worker": {
    errorImpact: "An agency is not told of offers, recalls or balance changes and works from stale facts.",
  },
  "dispute-worker": {
    errorImpact:
      "A disputed debt is not put on hold with its agency, or what was reported of a debtor does not reach the other accounts, so a debtor may be contacted unlawfully.",
  },
  "placement-worker": {
    errorImpact: "A declined account is not offered to another agency and nobody works it.",
  },
  "feed-worker": {
    errorImpact: "An agency that fetches its events does not see new offers, holds and recalls.",
  },
  "handoff-api": {
    errorImpact: "An agency cannot fetch its events, compare its inventory or send files of events.",
  },
  "file-export": {
    errorImpact: "An agency that works from files gets none and does not learn of offers, holds and recalls.",
  },
  "file-intake": {
    errorImpact:
      "A file of accounts, of events, of a bank or of an advice is neither checked nor refused, and none of it is taken.",
  },
  "batch-worker": {
    errorImpact: "Accounts of a lender's file stay unplaced and the file's results do not come.",
  },
  "event-file-worker": {
    errorImpact:
      "Payments and disputes that an agency reports by file are not taken, so debtors may be chased for money already paid.",
  },
  reconciler: {
    errorImpact: "What finance asked for is not done: exports do not come and money stays unmatched.",
  },
  "nightly-runs": {
    errorImpact: "Nobody reconciles by night: what is missing is found when somebody asks for a run.",
  },
  "ledger-worker": {
    errorImpact: "The journals lag: trial balances and exports do not show what was posted since.",
  },
  bookkeeper: {
    errorImpact:
      "Days that are over are not sealed, so that no month can be closed, and nobody looks whether the journals are still what happened.",
  },
  clock: {
    errorImpact:
      "Deadlines pass unnoticed: unacknowledged holds are not escalated and lost events are not swept.",
  },
} as const satisfies Record<string, { readonly errorImpact: string }>;

export type FunctionName = keyof typeof functions;

export const functionNames: readonly FunctionName[] = [
  "lender-api",
  "agency-api",
  "admin-api",
  "finance-api",
  "docs-api",
  "outbox",
  "delivery-worker",
  "dispute-worker",
  "placement-worker",
  "feed-worker",
  "handoff-api",
  "file-export",
  "nightly-runs",
  "reconciler",
  "ledger-worker",
  "bookkeeper",
  "clock",
  "file-intake",
  "batch-worker",
  "event-file-worker",
];
