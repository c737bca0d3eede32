import type { BreakAction, BreakCode, BreakOwner, Severity } from "./wire.ts";

export type BreakKind = {
  readonly severity: Severity;
  readonly owner: BreakOwner;
  readonly action: BreakAction;
  /** What finds it: this folder, or what compares snapshots, reads files and callbacks, or runs clocks. */
  readonly foundBy: "RECONCILIATION" | "SNAPSHOTS" | "INTAKE" | "CLOCKS";
  /** What finds it besides: what a run never sees, for it is stopped before. */
  readonly alsoFoundBy?: "INTAKE";
  readonly means: string;
};

const kind = (
  [severity, owner, action]: readonly [Severity, BreakOwner, BreakAction],
  means: string,
  foundBy: BreakKind["foundBy"] = "RECONCILIATION",
): BreakKind => ({ severity, owner, action, foundBy, means });

/** Every code with its meaning and who deals with it unless somebody else is named. */
export const breakKinds: Readonly<Record<BreakCode, BreakKind>> = {
  PAY_MISSING_AT_LENDER: kind(
    ["MEDIUM", "AGENCY", "ASK_AGENCY"],
    "An advice lists a payment or a reversal that was never reported, or what was reported never arrived at the bank of a lender whose agency sends no advices.",
  ),
  PAY_MISSING_AT_AGENCY: kind(
    ["MEDIUM", "LENDER", "CLAIM_FUNDS"],
    "A payment or a reversal was reported, and no advice lists it.",
  ),
  AMOUNT_DIFF: kind(
    ["HIGH", "AGENCY", "ASK_AGENCY"],
    "Both sides have the reference; the amounts differ by more than any rule allows.",
  ),
  CURRENCY_DIFF: kind(
    ["HIGH", "AGENCY", "ASK_AGENCY"],
    "Both sides have the reference, each in another currency.",
  ),
  DATE_DIFF: kind(
    ["LOW", "AGENCY", "ASK_AGENCY"],
    "Both sides have the reference; the dates are further apart than any rule allows.",
  ),
  ALLOC_DIFF: kind(
    ["HIGH", "AGENCY", "ASK_AGENCY"],
    "Both sides have the reference, each for another account.",
  ),
  DUPLICATE_REF: kind(
    ["HIGH", "AGENCY", "HOLD_AND_CONFIRM"],
    "A reference that stands for one payment already comes once more.",
  ),
  SUSPECTED_DUPLICATE: kind(
    ["MEDIUM", "AGENCY", "HOLD_AND_CONFIRM"],
    "Two payments of a placement have the same amount and method within days, under two references; of what the lender got, whatever the method.",
  ),
  UNIDENTIFIED_PAYMENT: kind(
    ["HIGH", "FINANCE", "IDENTIFY"],
    "Money came in for which no placement, or no account, is known.",
  ),
  PAY_AFTER_RECALL_IN_TAIL: kind(
    ["LOW", "FINANCE", "ATTRIBUTE"],
    "The payment was made after the placement ended, while what comes in still counts as the agency's.",
  ),
  PAY_AFTER_RECALL_OUT_OF_TAIL: kind(
    ["HIGH", "FINANCE", "ATTRIBUTE"],
    "The payment was made after the placement and its tail ended.",
  ),
  PAY_ON_WRONG_AGENCY: kind(
    ["HIGH", "FINANCE", "ATTRIBUTE"],
    "Another agency had the account on the day of the payment.",
  ),
  PAY_BEFORE_PLACEMENT: kind(
    ["MEDIUM", "FINANCE", "WAIVE_FEE"],
    "The payment was made before the agency got the account: no commission is due.",
  ),
  REVERSAL_ORPHAN: kind(
    ["HIGH", "FINANCE", "ASK_AGENCY"],
    "A reversal names a payment that nobody reported.",
  ),
  REVERSAL_EXCEEDS: {
    ...kind(["HIGH", "FINANCE", "ASK_AGENCY"], "More is taken back than is left of the payment."),
    alsoFoundBy: "INTAKE",
  },
  REVERSAL_TWICE: {
    ...kind(
      ["HIGH", "FINANCE", "HOLD_AND_CONFIRM"],
      "The same amount of a payment is taken back again, and it no longer has so much.",
    ),
    alsoFoundBy: "INTAKE",
  },
  REVERSAL_LATE: kind(
    ["HIGH", "FINANCE", "ESCALATE"],
    "A payment is taken back after its placement was finalised.",
  ),
  DIRECT_PAY_NOT_ACKED: kind(
    ["HIGH", "AGENCY", "REPORT_TO_AGENCY"],
    "The agency has not confirmed in time that the debtor paid the lender: it may go on collecting a paid debt.",
  ),
  COMMISSION_DIFF: kind(
    ["MEDIUM", "FINANCE", "CORRECT"],
    "The commission on an advice is not what the plan gives.",
  ),
  RATE_VERSION_DIFF: kind(
    ["MEDIUM", "FINANCE", "CORRECT"],
    "The commission was worked out by another plan, or another version of it, than the placement's.",
  ),
  FEE_ON_NOFEE: kind(["HIGH", "FINANCE", "WAIVE_FEE"], "Commission was taken on a payment that earns none."),
  NET_GROSS_MODE_DIFF: kind(
    ["HIGH", "FINANCE", "CORRECT"],
    "The advice is gross where net was agreed, or the other way round, by its word or by its total.",
  ),
  REMIT_TOTAL_DIFF: kind(
    ["HIGH", "AGENCY", "ASK_AGENCY"],
    "The total of an advice is not the sum of its lines and of what the one before it carried forward.",
  ),
  REMIT_SHORT: kind(["HIGH", "AGENCY", "CLAIM_FUNDS"], "Less arrived at the bank than was advised."),
  REMIT_OVER: kind(["MEDIUM", "AGENCY", "RETURN_SURPLUS"], "More arrived at the bank than was advised."),
  REMIT_LATE: kind(
    ["MEDIUM", "AGENCY", "CLAIM_FUNDS"],
    "What was advised arrived after it was due, or has not arrived though it is due.",
  ),
  REMIT_UNMATCHED_BANK: kind(
    ["HIGH", "AGENCY", "IDENTIFY"],
    "Money arrived at the bank that no advice accounts for.",
  ),
  TRUST_DEPOSIT_LATE: kind(
    ["HIGH", "COMPLIANCE", "ESCALATE"],
    "The agency put the money into its trust account later than it must, or does not say when.",
  ),
  CREDIT_BALANCE: kind(
    ["MEDIUM", "COMPLIANCE", "REFUND"],
    "More was paid than was owed: the rest is the debtor's.",
  ),
  BAL_ACK_MISMATCH: kind(
    ["HIGH", "LENDER", "CORRECT"],
    "The agency acknowledged an offer with another balance.",
    "INTAKE",
  ),
  BAL_DRIFT: kind(
    ["HIGH", "LENDER", "CORRECT"],
    "The balance in the agency's inventory is not ours.",
    "SNAPSHOTS",
  ),
  INV_MISSING_AT_AGENCY: kind(
    ["HIGH", "AGENCY", "ASK_AGENCY"],
    "The agency's inventory lacks an account that it has.",
    "SNAPSHOTS",
  ),
  INV_ZOMBIE: kind(
    ["CRITICAL", "COMPLIANCE", "ESCALATE"],
    "The agency still works an account that was recalled or closed.",
    "SNAPSHOTS",
  ),
  INV_UNKNOWN: kind(
    ["HIGH", "AGENCY", "ASK_AGENCY"],
    "The agency's inventory lists what was never placed with it.",
    "SNAPSHOTS",
  ),
  STATUS_DRIFT: kind(
    ["MEDIUM", "INTEGRATION", "MAP"],
    "The agency's status of an account contradicts ours.",
    "SNAPSHOTS",
  ),
  UNKNOWN_CODE: kind(["MEDIUM", "INTEGRATION", "MAP"], "The agency uses a code that no map has.", "INTAKE"),
  SCHEMA_DRIFT: kind(
    ["MEDIUM", "INTEGRATION", "MAP"],
    "What the agency sends has changed its shape.",
    "INTAKE",
  ),
  CONTROL_TOTAL_MISMATCH: kind(
    ["HIGH", "INTEGRATION", "ASK_AGENCY"],
    "A file's own totals do not agree with what is in it.",
    "INTAKE",
  ),
  FILE_GAP: kind(
    ["HIGH", "INTEGRATION", "ASK_AGENCY"],
    "A file of a numbered series did not come.",
    "INTAKE",
  ),
  FILE_REPEAT: kind(["LOW", "INTEGRATION", "ASK_AGENCY"], "A file came once more.", "INTAKE"),
  CLOSE_CODE_INCONSISTENT: kind(
    ["HIGH", "COMPLIANCE", "ASK_AGENCY"],
    "The reason for which an agency closed a placement contradicts its money.",
    "INTAKE",
  ),
  HOLD_NOT_ACKED: kind(
    ["CRITICAL", "COMPLIANCE", "ESCALATE"],
    "The agency has not confirmed in time that it stopped.",
    "CLOCKS",
  ),
  CONTACT_DURING_HOLD: kind(
    ["CRITICAL", "COMPLIANCE", "ESCALATE"],
    "The debtor was contacted while a hold stood.",
    "INTAKE",
  ),
};
