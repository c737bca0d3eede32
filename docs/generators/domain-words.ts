import type { Facets } from "../../shared/accounts/wire.ts";
import type { lifecycleTransitions } from "../../shared/accounts/model.ts";
import type { arrangementTransitions } from "../../shared/arrangements/model.ts";
import type { breakTransitions } from "../../shared/breaks/model.ts";
import type { Clock } from "../../shared/clocks/model.ts";
import { HOLD_ACKNOWLEDGE_HOURS, HOLD_REMIND_HOURS } from "../../shared/compliance/hold.ts";
import { ANSWER_BUSINESS_DAYS } from "../../shared/disputes/answer-clock.ts";
import type { disputeTransitions } from "../../shared/disputes/model.ts";
import type { reportTransitions } from "../../shared/debtor-reports/model.ts";
import { INFORMATION_BUSINESS_DAYS } from "../../shared/placements/information-clock.ts";
import type { remittanceTransitions } from "../../shared/remittances/model.ts";
import type { Component } from "../../shared/ledger/model.ts";

/** When each step of a life is taken. */
export const transitionWords = {
  lifecycle: {
    rescreen: "Time or the lender cured what the account was rejected for, or it is screened by other rules.",
    reject: "It was screened again and may no longer be placed.",
    offer: "An agency was chosen.",
    acknowledge: "The agency takes the account, with the balance to the cent.",
    "request-information": "The agency asks before it decides.",
    "provide-information": "The lender answers the question.",
    decline: "The agency does not take the account.",
    "time-out": "The agency did not answer in time.",
    recall:
      "The account is taken back: at once where nobody works it or a mandatory reason says so, else when the notice is over.",
    close: "The agency ends its work, or nothing is owed any more and no payment can be reversed.",
    reopen: "The end is taken back: the agency that had it last goes on.",
    return: "The account is given to the allocation again, for another agency.",
    finalize:
      "Nothing can happen any more: the tail is over, payments are beyond reversal, the debtor's data are deleted, no break is open.",
  },
  arrangement: {
    "arrangement.proposed": "The debtor may agree to pay.",
    "arrangement.activated": "The debtor agreed.",
    "arrangement.broken": "The debtor did not keep it.",
    "arrangement.completed": "The debtor kept it.",
    "arrangement.cancelled": "It is off.",
  },
  dispute: {
    "order-hold": "The agency was ordered to stop; the lender's time to answer runs.",
    "find-duplicative": "It repeats an earlier dispute with nothing new.",
    investigate: "Somebody at the lender looks into it.",
    "ask-customer": "The lender asked the debtor; its time to answer stands still.",
    "hear-customer": "The debtor answered; the lender's time goes on with what was left.",
    uphold: "The lender agrees; the placement is recalled.",
    "partly-uphold": "The lender agrees in part; a component is lowered.",
    reject: "The lender shows that the balance is right.",
    withdraw: "The debtor took it back.",
  },
  break: {
    assign: "Somebody has it now; what was explained stays written.",
    release: "It is nobody's work any more.",
    explain: "Somebody said how it came about.",
    resolve: "A person booked it, or named the entry that settles it; above a limit, two.",
    clear: "A run did not find it any more.",
    reopen: "A person took the resolution back, with what it booked.",
    recur: "A run found it again.",
  },
  report: {
    confirm: "It is true: the accounts are taken back, or the hold is the lender's from now on.",
    "find-unfounded": "It is not true; the hold is released.",
    resolve: "It is settled; the hold is released.",
  },
  remittance: {
    advise: "All of its lines are there: it is seen from now on, and its money is on its way.",
    match: "Its lines are compared with what was reported.",
    unmatch: "A match was taken back.",
    agree: "Every line has its other side.",
    break: "Something differs, and a person must look.",
    fund: "Its money arrived at the bank.",
    settle:
      "Its month was closed after its money was found, or its commission was invoiced, and no open break is about it: it is final.",
    lock: "Nothing of its commission is left to be billed: nothing about it changes, a correction is a new advice.",
  },
} as const satisfies {
  readonly lifecycle: Record<keyof typeof lifecycleTransitions, string>;
  readonly arrangement: Record<keyof typeof arrangementTransitions, string>;
  readonly dispute: Record<keyof typeof disputeTransitions, string>;
  readonly remittance: Record<keyof typeof remittanceTransitions, string>;
  readonly break: Record<keyof typeof breakTransitions, string>;
  readonly report: Record<keyof typeof reportTransitions, string>;
};

export const facetWords = {
  recall: "Whether the account is being taken back.",
  dispute: "How the latest dispute stands, or how it ended.",
  arrangement: "Where the debtor's agreement to pay stands.",
  payment: "Nothing came in, a part, all, what was agreed for all, or more than all.",
  collectability:
    "Whether the rest can be collected, as the agency saw it that closed the account; partly where some of it was paid.",
} as const satisfies Record<keyof Facets, string>;

export const componentWords = {
  COURT_COST: "What a court charged.",
  AGENCY_FEE: "What the agency may charge the debtor.",
  CREDITOR_FEE: "What the lender charged beside interest.",
  LATE_FEE: "What the lender charged for paying late.",
  DEFAULT_INTEREST: "Interest for the time in default.",
  INTEREST: "Interest as agreed in the loan.",
  TAX: "Tax on fees or interest.",
  OTHER: "Anything else.",
  PRINCIPAL: "What was lent and is not paid back.",
} as const satisfies Record<Component, string>;

export const clockWords = {
  ACKNOWLEDGEMENT: {
    waits: "The agency's answer to an offer, for the contract's hours",
    otherwise: "The offer is withdrawn and the account offered to another agency.",
  },
  HOLD_ACKNOWLEDGEMENT: {
    waits: `The agency's word that it stopped, for ${HOLD_ACKNOWLEDGE_HOURS} hours`,
    otherwise: `The agency is reminded after ${HOLD_REMIND_HOURS} hours; in the end the hold is escalated, the account gets \`HOLD_NOT_ACKNOWLEDGED\`, and \`HOLD_RECALL\` starts.`,
  },
  LENDER_ANSWER: {
    waits: `The lender's answer to a dispute, for ${ANSWER_BUSINESS_DAYS} business days where the debtor lives; it stands still while the debtor is asked`,
    otherwise: "The account gets `DISPUTE_UNANSWERED`; the hold stays.",
  },
  PLACEMENT_RETRY: {
    waits: "Room at an agency, for a day",
    otherwise: "The allocation is made again.",
  },
  RESCREEN: {
    waits: "The day on which time has cured every rule that failed",
    otherwise: "The account is screened again and, when it is eligible, offered.",
  },
  HOLD_RECALL: {
    waits: `The agency's word on an escalated hold, for ${HOLD_ACKNOWLEDGE_HOURS} hours more`,
    otherwise: "The account is recalled: who cannot be stopped must not have it.",
  },
  HOLD_EXPIRY: { waits: "Nobody: the hold is for a time", otherwise: "The hold is released." },
  RECALL: {
    waits: "The notice of a recall, for the contract's days and those of objections",
    otherwise: "The recall is final.",
  },
  CLEARING: {
    waits: "A reversal of what was paid, for the contract's days",
    otherwise: "The account is closed as `PAID_IN_FULL`.",
  },
  DELETION: {
    waits: "The agency's word that it deleted the debtor's data, for the contract's days",
    otherwise: "The account gets `DELETION_NOT_ATTESTED`.",
  },
  REPORT_REVIEW: {
    waits: "The lender's answer to a report, for the days of its type",
    otherwise: "The account gets `REPORT_UNANSWERED`; the hold stays, unless it was for that time.",
  },
  INFORMATION: {
    waits: `The lender's answer to what an agency asked, for ${INFORMATION_BUSINESS_DAYS} business days where the debtor lives; the agency's own time stands still`,
    otherwise: "The account gets `INFORMATION_OVERDUE`; the agency goes on waiting, or declines.",
  },
  DIRECT_PAYMENT: {
    waits: "The agency's word that it knows of a payment to the lender, for the contract's hours",
    otherwise:
      "The account gets `DIRECT_PAYMENT_NOT_ACKNOWLEDGED`, and reconciliation finds `DIRECT_PAY_NOT_ACKED`; the agency can still say that it knows.",
  },
  FINALIZATION: {
    waits: "All that can still happen to an ended account",
    otherwise:
      "The account is `FINALIZED`, or what is still open is named and looked at again 30 days later.",
  },
} as const satisfies Record<Clock["kind"], { readonly waits: string; readonly otherwise: string }>;

export const keyTransitionWords: Readonly<Record<string, string>> = {
  rotate: "A successor was made; the key goes on for the overlap.",
  expire: "Its time is over, by its own end or by the overlap's.",
  revoke: "The operator ended it.",
};
