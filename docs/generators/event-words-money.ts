/** What an agency reports of money beside payments and reversals, and of agreements. */
export const moneyWords = {
  "payment.corrected": {
    summary: "What was reported of a payment was wrong",
    does: "The difference is posted; what was posted before stands. A correction that is older than what is known is recorded as `superseded` and changes nothing; one that comes before its payment waits for it.",
  },
  "cost.incurred": {
    summary: "The agency spent money for the lender",
    does: "The lender owes it to the agency; the debtor does not. It is posted once by its reference, whatever the account's state. One without `authorisationRef` is recorded and owed by nobody until the lender authorises it: the answer has a `costId`, and the agency hears `cost.decided`.",
  },
  "fee.added": {
    summary: "The debtor owes more: a fee of the agency's own, or a court's costs",
    does: "The balance grows by it. An agency's own fees are taken up to the contract's `agencyFeeMax` in all, beyond that `fee-not-authorised`; under a breathing space nothing is added: `charges-frozen`.",
  },
  "settlement.requested": {
    summary: "The debtor offers to pay a part for the whole",
    does: "The lender sees the offer on the account and answers it; the agency hears `settlement.decided`.",
  },
  "settlement.approved": {
    summary: "The agency took an offer on its own authority",
    does: "Taken where the offer is at least the contract's `settlementPercentMin` of what is owed, else `settlement-not-authorised`. Once it has been paid, the placement can be closed as `SETTLED_IN_FULL`, which waives the rest.",
  },
  "settlement.declined": {
    summary: "An offer came to nothing",
    does: "The offer is closed.",
  },
  "arrangement.amended": {
    summary: "The debtor agreed to other terms",
    does: "The terms that are named replace those that are not newer.",
  },
  "arrangement.instalment_missed": {
    summary: "An instalment did not come",
    does: "It is counted against the arrangement, once by its reference.",
  },
  "remittance.advised": {
    summary: "The agency remits what it collected",
    does: "The advice is checked whole: one currency, no line twice, totals that are the sums of the lines; anything else refuses all of it. Then its money is on its way from the agency to the lender. It names no placement: its lines do. At most 100 lines; longer advices go to `POST /v1/agencies/{agencyId}/remittances`, which takes the same body.",
  },
  "reconciliation.snapshot": {
    summary: "The agency lists all that it holds",
    does: "A part of the agency's inventory: which placements it held at `asOf`, and with what balance. It is checked whole: no placement twice, control totals that are the sums of the lines; anything else refuses all of it. At most 100 lines; a larger inventory is several events with one `snapshotRef`, each with its `part` of `parts`. Once all parts are there, they are compared with the placements that the agency had open then, and what differs is read under `GET /v1/agencies/{agencyId}/snapshots`. It names no placement: its lines do.",
  },
} as const;
