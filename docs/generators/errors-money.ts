import type { ErrorWords } from "./errors.ts";

/** Refusals about fees and settlements. */
export const moneyErrors = {
  "fee-not-authorised": {
    means: "The contract does not let the agency add this fee, or its placement had ended. Nothing changed.",
    todo: "Agree a higher `agencyFeeMax` with the lender, or take the fee back from the debtor.",
    detail: "The contract lets the agency add 2500 minor units in all; this would make 4000.",
    errors: [{ pointer: "/data/amount/amount", code: "fee-not-authorised", detail: "at most 2500 in all" }],
  },
  "charges-frozen": {
    means: "A hold stands under which no interest, fee or charge may be added to the debt. Nothing changed.",
    todo: "Do not charge it. When the hold is over, nothing that fell into its time may be charged either.",
    detail: "Nothing may be added to the debt since 2026-03-10T09:00:00.000Z: BREATHING_SPACE.",
    members: {
      holdId: { says: "The hold.", example: "hld_01JB4R0E3SH5G9V1XJ7P2M4WQC_12" },
    },
  },
  "settlement-not-authorised": {
    means: "The contract does not let the agency take this offer on its own. Nothing changed.",
    todo: "Pass the offer on with `settlement.requested` and wait for `settlement.decided`.",
    detail: "The agency may settle for 100000 minor units or more: 80 % of what is owed.",
    members: {
      least: { says: "The least offer that it may take, in minor units.", example: 100_000 },
    },
  },
  "settlement-expired": {
    means: "The offer stood until a day that is over. Nothing changed.",
    todo: "Decline it, or wait for a new offer.",
    detail: "The offer stood until 2026-04-30.",
  },
  "period-not-ready": {
    means: "Something that the month's checklist looks at stops it from being closed. Nothing changed.",
    todo: "Read the period: each check of its checklist says what was found, and where to look.",
    detail: "3 breaks of severity HIGH or CRITICAL are open.",
    members: {
      blockers: {
        says: "The checks that stop it, each with how many of what it looks for were found.",
        example: [{ code: "BREAKS_SETTLED", count: 3 }],
      },
    },
  },
  "bank-entry-not-booked": {
    means:
      "The entry is of a statement that is not booked: what is provisional comes again once it is, and a notification tells what a booked line has. Nothing changed.",
    todo: "Reject the entry, and look for the booked line.",
    detail: "The entry's statement is a NOTIFICATION: what it tells comes again once it is booked.",
  },
  "bank-line-known": {
    means:
      "A booked line stands that says the same as the entry is said to say: counted again, the money would be there twice. Nothing changed.",
    todo: "Look at the line `lineId`. Where it is the same movement, reject the entry; where it is another one, send the correction with `isAnother`.",
    detail: "A line that says the same stands: reject the entry, or say that it is another movement.",
    members: {
      lineId: { says: "The line that stands.", example: "8c1d9e0a47368b1c2d3e4f5a6b7c5f2b-1" },
    },
  },
  "file-announced-otherwise": {
    means:
      "The same bytes were sent before as the lines of an advice with another header. The same file is the same advice: nothing changed.",
    todo: "Send the file that belongs to this advice, or leave the advice as it is.",
    detail:
      "The same bytes were sent as the lines of REM-2026-03-B, with another header. Nothing was changed.",
    members: {
      remittanceId: {
        says: "The advice that they were taken as, if they were.",
        example: "rem_3F0C8B1D5A7E9F2046B8D1C3A5",
      },
    },
  },
  "invoice-ref-reused": {
    means: "The agency sent an invoice under this reference, with another content. Nothing changed.",
    todo: "Give the invoice a reference of its own.",
    detail: "INV-2026-0311 was billed at 2026-04-03T08:00:00.000Z with another content. Nothing was changed.",
    members: { invoiceId: { says: "What was billed before.", example: "inv_3F0C8B1D5A7E9F2046B8D1C3A5" } },
  },
  "remittance-billed": {
    means: "The commission of an advice is in another invoice already. Nothing was billed.",
    todo: "Leave the advice out, correct the totals, and send the invoice again.",
    detail: "REM-2026-03-G was billed before.",
    errors: [{ pointer: "/remittanceRefs/0", code: "billed", detail: "REM-2026-03-G was billed before." }],
    members: { invoiceId: { says: "The invoice that has it.", example: "inv_3F0C8B1D5A7E9F2046B8D1C3A5" } },
  },
  "invoice-remittance-unfit": {
    means:
      "The invoice names what is no advice to this lender, one in another currency, or one that leaves nothing to be billed. Nothing was billed.",
    todo: "Name advices whose lines show commission that was not kept back.",
    detail: "REM-2026-03 leaves nothing to be billed",
    errors: [
      {
        pointer: "/remittanceRefs/0",
        code: "nothing-to-bill",
        detail: "REM-2026-03 leaves nothing to be billed",
      },
    ],
  },
  "invoice-totals-differ": {
    means: "The invoice's totals are not what its advices leave to be billed. Nothing was billed.",
    todo: "Correct the totals, or the advices that it names.",
    detail: "commission is said to be 6000, the advices leave 5000 to be billed",
    errors: [
      {
        pointer: "/totals/commission",
        code: "differs",
        detail: "commission is said to be 6000, the advices leave 5000 to be billed",
      },
    ],
    members: {
      found: { says: "What the advices leave to be billed.", example: { commission: 5_000, tax: 950 } },
    },
  },
  "balance-ref-reused": {
    means:
      "The account has a refund or a write-off under this reference, with another content. Nothing changed.",
    todo: "Give each refund and each write-off a reference of its own.",
    detail: "RF-2026-0017 was given at 2026-05-04T09:00:00.000Z for something else. Nothing was changed.",
  },
  "remittance-totals-differ": {
    means:
      "What the advice says in its totals is not what its lines come to. All of it was refused, nothing was written.",
    todo: "Correct the totals or the lines that `errors` names, and send it again under the same reference.",
    detail: "gross is said to be 26000, the lines come to 25000",
    errors: [
      {
        pointer: "/totals/gross",
        code: "differs",
        detail: "gross is said to be 26000, the lines come to 25000",
      },
    ],
    members: {
      found: {
        says: "What the lines come to.",
        example: { gross: 25_000, direct: 0, commission: 0, tax: 0, costs: 0, lineCount: 1, net: 25_000 },
      },
    },
  },
  "remittance-line-repeated": {
    means:
      "A payment, a reversal or a cost is in the advice twice. All of it was refused, nothing was written.",
    todo: "Leave each of them in once, correct the totals, and send it again.",
    detail: "1 lines repeat another one.",
    errors: [
      { pointer: "/lines/1/paymentRef", code: "repeated", detail: "PAYMENT PAY-000731 is on line 1 already" },
    ],
  },
  "remittance-currency-mixed": {
    means: "A line is in another currency than the advice. All of it was refused, nothing was written.",
    todo: "Send an advice for each currency.",
    detail: "1 lines are not in USD.",
    errors: [{ pointer: "/lines/0/currency", code: "differs", detail: "EUR, not USD" }],
  },
  "payment-ref-reused": {
    means:
      "The lender recorded something else under this reference before, on this account or on another one. That stands; nothing was changed.",
    todo: "Look the payment up in the account's events. What is another payment, or another reversal, gets a reference of its own.",
    detail: "The reference stands for something else. Nothing was changed.",
  },
  "remittance-ref-reused": {
    means: "The agency advised something else under this reference before. That stands; nothing was changed.",
    todo: "What was wrong in it is corrected by a new advice, under a reference of its own.",
    detail: "REM-2026-03 was advised at 2026-04-02T08:00:00.000Z with another content. Nothing was changed.",
    members: {
      remittanceId: { says: "What was advised before.", example: "rem_3F0C8B1D5A7E9F2046B8D1C3A5" },
    },
  },
  "snapshot-totals-differ": {
    means:
      "What the control totals of an inventory say is not what its lines come to: something was lost on the way. All of the event was refused, nothing was written.",
    todo: "Correct the totals or the lines that `errors` names, and send it again.",
    detail: "outstanding is said to be 200000, the lines come to 125000",
    errors: [
      {
        pointer: "/controlTotals/outstanding",
        code: "differs",
        detail: "outstanding is said to be 200000, the lines come to 125000",
      },
    ],
    members: {
      found: { says: "What the lines come to.", example: { count: 1, outstanding: 125_000 } },
    },
  },
  "snapshot-line-repeated": {
    means: "An event of an inventory lists a placement twice. All of it was refused, nothing was written.",
    todo: "Leave each placement in once, correct the control totals, and send it again.",
    detail: "1 lines repeat another one.",
    errors: [
      {
        pointer: "/lines/1/placementId",
        code: "repeated",
        detail: "plc_01JB4R0E3SH5G9V1XJ7P2M4WQC_1 is on line 1 already",
      },
    ],
  },
  "snapshot-ref-reused": {
    means:
      "The agency reported something else as this part of this inventory, or other parts of it with another `asOf`, `currency` or `parts`. That stands; nothing was changed.",
    todo: "Report a new inventory, under a reference of its own.",
    detail:
      "Part 1 of INV-2026-04-02 was reported at 2026-04-02T22:00:05.000Z with another content. Nothing was changed.",
    members: {
      snapshotId: {
        says: "What was reported before, where it was the same part.",
        example: "snp_3F0C8B1D5A7E9F2046B8D1C3A5",
      },
    },
  },
} as const satisfies Record<string, ErrorWords>;
