/** What an agency reports of money beside payments and reversals, and of agreements. */
export const moneyWords = {
  "payment.corrected": {
    summary: "What was reported of a payment was wrong",
    does: "The difference is posted; what was posted before stands. A correction that is older than what is known is recorded as `superseded` and changes nothing; one that comes before its payment waits for it.",
  },
  "arrangement.amended": {
    summary: "The debtor agreed to other terms",
    does: "The terms that are named replace those that are not newer.",
  },
  "arrangement.instalment_missed": {
    summary: "An instalment did not come",
    does: "It is counted against the arrangement, once by its reference.",
  },
} as const;
