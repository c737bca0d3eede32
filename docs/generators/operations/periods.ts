import { periodViews, reopenBody } from "../closing-examples.ts";
import { trialBalanceExample } from "../ledger-examples.ts";
import { bodyRefusals, faults, keyRefusals, type Operation } from "../operation.ts";

const reading = { method: "GET", for: ["Finance", "Operator"], proves: "key" } as const;
const deciding = { method: "POST", for: ["Finance"], proves: "key", parameters: ["periodId"] } as const;
const one = [...keyRefusals, "not-found", ...faults] as const;
const step = [...keyRefusals, ...bodyRefusals, "not-found", "invalid-transition", ...faults] as const;
const nothing = { summary: "Nothing to say", value: {} } as const;

/** Closing the books of a month. */
export const periodOperations: readonly Operation[] = [
  {
    ...reading,
    id: "listPeriods",
    path: "/v1/periods",
    summary: "List months",
    says: "A book's calendar months (UTC), the latest first: from the one that runs back to that of the book's first entry.",
    parameters: ["bookOf", "bookCurrency", "limit", "cursor"],
    answer: {
      status: 200,
      says: "A page of months.",
      schema: "PeriodPage",
      examples: { one: { summary: "One closed month", value: { items: [periodViews.listed] } } },
    },
    refusals: [...keyRefusals, "not-found", "invalid-request", "invalid-cursor", ...faults],
  },
  {
    ...reading,
    id: "getPeriod",
    path: "/v1/periods/:periodId",
    summary: "Read a month",
    says: "Where a month stands, with its checklist: all that is looked at before it is closed, each with what was found and where to look. What `BLOCKS` stops a close; what `WARNS` does not, and is on record when the month is closed.",
    parameters: ["periodId"],
    answer: {
      status: 200,
      says: "The month.",
      schema: "PeriodDetail",
      examples: { stopped: { summary: "Stopped by breaks", value: periodViews.stopped } },
    },
    refusals: one,
  },
  {
    ...reading,
    id: "getPeriodTrialBalance",
    path: "/v1/periods/:periodId/trial-balance",
    summary: "Read a month's trial balance",
    says: "Every ledger account of the book as it stood when the month ended. It is there once the month's figures are, and does not change.",
    parameters: ["periodId"],
    answer: {
      status: 200,
      says: "The trial balance.",
      schema: "TrialBalanceView",
      examples: { one: { summary: "The end of March", value: trialBalanceExample } },
    },
    refusals: one,
  },
  {
    ...deciding,
    id: "beginClosing",
    path: "/v1/periods/:periodId/closing",
    summary: "Begin to close a month",
    says: "Has it worked out what a month came to, once it is over and its last day is sealed; the figures come a moment later. Doing it again changes nothing. Needs the role `OPERATOR`.",
    request: { schema: "NothingRequest", bytesMax: 4 * 1024, examples: { nothing } },
    answer: {
      status: 200,
      says: "The month.",
      schema: "PeriodDetail",
      examples: { begun: { summary: "Begun", value: periodViews.begun } },
    },
    refusals: [...step, "period-not-ready"],
  },
  {
    ...deciding,
    id: "closePeriod",
    path: "/v1/periods/:periodId/close",
    summary: "Close a month",
    says: "Closes a month that another key began to close, when nothing of its checklist stops it. Its figures, who closed it and what it was closed in spite of stand from then on; nothing opens it again. What is found later goes into the month that is open then, with the day that it took effect. Doing it again changes nothing. Needs the role `APPROVER`.",
    request: { schema: "NothingRequest", bytesMax: 4 * 1024, examples: { nothing } },
    answer: {
      status: 200,
      says: "The month.",
      schema: "PeriodDetail",
      examples: { closed: { summary: "Closed", value: periodViews.closed } },
    },
    refusals: [...step, "period-not-ready", "four-eyes-needed"],
  },
  {
    ...deciding,
    id: "reopenPeriod",
    path: "/v1/periods/:periodId/reopening",
    summary: "Give up closing a month",
    says: "Takes a month back to `OPEN` that somebody began to close; its figures are forgotten. A closed month stays closed. Needs the role `OPERATOR`.",
    request: {
      schema: "ReasonRequest",
      bytesMax: 4 * 1024,
      examples: { waits: { summary: "Something is still to come", value: reopenBody } },
    },
    answer: {
      status: 200,
      says: "The month.",
      schema: "PeriodDetail",
      examples: { open: { summary: "Open again", value: periodViews.reopened } },
    },
    refusals: step,
  },
];
