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
} as const satisfies Record<string, ErrorWords>;
