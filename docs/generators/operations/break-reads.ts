import { breakCommentExample, breakExamples } from "../break-examples.ts";
import { faults, keyRefusals, type Operation } from "../operation.ts";

const reading = {
  method: "GET",
  for: ["Finance", "Operator"],
  proves: "key",
} as const satisfies Partial<Operation>;
const readRefusals = [...keyRefusals, "not-found", "invalid-request", "invalid-cursor", ...faults] as const;

export const breakReadOperations: readonly Operation[] = [
  {
    ...reading,
    id: "listBreaks",
    path: "/v1/breaks",
    summary: "List breaks",
    says: "A lender's open breaks, the soonest due first; or the resolved ones, the latest first.",
    parameters: [
      "ownedBy",
      "breakState",
      "breakCode",
      "breakSeverity",
      "breakAgency",
      "assignee",
      "breakAge",
      "breakOverdue",
      "limit",
      "cursor",
    ],
    answer: {
      status: 200,
      says: "A page of breaks.",
      schema: "BreakPage",
      examples: { one: { summary: "One break", value: { items: [breakExamples.open] } } },
    },
    refusals: readRefusals,
  },
  {
    ...reading,
    id: "getBreakSummary",
    path: "/v1/break-summary",
    summary: "Count open breaks",
    says: "By code, by severity and by age, with what is at odds in each currency.",
    parameters: ["ownedBy"],
    answer: {
      status: 200,
      says: "The figures.",
      schema: "BreakSummaryView",
      examples: { one: { summary: "One break", value: breakExamples.summary } },
    },
    refusals: [...keyRefusals, "not-found", "invalid-request", ...faults],
  },
  {
    ...reading,
    id: "getBreak",
    path: "/v1/breaks/:breakId",
    summary: "Read a break",
    says: "With what all sources say, side by side.",
    parameters: ["breakId"],
    answer: {
      status: 200,
      says: "The break.",
      schema: "BreakDetail",
      examples: { one: { summary: "An amount that differs", value: breakExamples.detail } },
    },
    refusals: [...keyRefusals, "not-found", ...faults],
  },
  {
    ...reading,
    id: "listBreakComments",
    path: "/v1/breaks/:breakId/comments",
    summary: "List a break's comments",
    says: "Oldest first.",
    parameters: ["breakId", "limit", "cursor"],
    answer: {
      status: 200,
      says: "A page of comments.",
      schema: "BreakCommentPage",
      examples: { one: { summary: "One comment", value: { items: [breakCommentExample] } } },
    },
    refusals: readRefusals,
  },
  {
    ...reading,
    id: "listBreakEvents",
    path: "/v1/breaks/:breakId/events",
    summary: "List a break's history",
    says: "Every step with who took it and what it posted, oldest first, chained by hash like an account's history.",
    parameters: ["breakId", "limit", "cursor"],
    answer: {
      status: 200,
      says: "A page of events.",
      schema: "EventPage",
      examples: { one: { summary: "Opened and resolved", value: { items: breakExamples.events } } },
    },
    refusals: readRefusals,
  },
];
