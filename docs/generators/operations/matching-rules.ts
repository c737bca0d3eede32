import { bodyRefusals, faults, keyRefusals, type Operation } from "../operation.ts";
import { matchingRulesBody, matchingRulesViews } from "../reconciliation-examples.ts";

const reading = { method: "GET", for: ["Finance", "Operator"], proves: "key" } as const;
const deciding = { method: "POST", for: ["Finance"], proves: "key" } as const;
const inForce = {
  status: 200,
  says: "The rules in force.",
  schema: "MatchingRulesView",
  examples: { own: { summary: "Rules of its own", value: matchingRulesViews.inForce } },
} as const;

/** By which rules a lender's books are reconciled. */
export const matchingRulesOperations: readonly Operation[] = [
  {
    ...reading,
    id: "getMatchingRules",
    path: "/v1/matching-rules",
    summary: "Read the rules in force",
    says: "The rules by which the next run matches, in the order in which they are tried, each with what it does. Version 1 are the gateway's own.",
    parameters: ["ownedBy"],
    answer: inForce,
    refusals: [...keyRefusals, "not-found", "invalid-request", ...faults],
  },
  {
    id: "saveMatchingRules",
    method: "PUT",
    path: "/v1/matching-rules",
    summary: "Save rules",
    says: "All rules at once, as the next version: in force from then on; where the lender has a limit for one key (`fourEyesAbove`), proposed, until an approver approves them with another key. The same rules are the same version. Try proposed ones by a dry run. Needs the role `OPERATOR`.",
    for: ["Finance"],
    proves: "key",
    request: {
      schema: "MatchingRulesRequest",
      bytesMax: 128 * 1024,
      examples: { two: { summary: "Two rules", value: matchingRulesBody } },
    },
    answer: { ...inForce, says: "The version as it was saved." },
    refusals: [...keyRefusals, ...bodyRefusals, "not-found", ...faults],
  },
  {
    ...reading,
    id: "listMatchingRules",
    path: "/v1/matching-rules/versions",
    summary: "List versions of rules",
    says: "A lender's own versions, newest first.",
    parameters: ["ownedBy", "limit", "cursor"],
    answer: {
      status: 200,
      says: "A page of versions.",
      schema: "MatchingRulesPage",
      examples: { one: { summary: "One", value: { items: [matchingRulesViews.inForce] } } },
    },
    refusals: [...keyRefusals, "not-found", "invalid-request", "invalid-cursor", ...faults],
  },
  {
    ...reading,
    id: "getMatchingRulesVersion",
    path: "/v1/matching-rules/versions/:rulesVersion",
    summary: "Read a version of rules",
    says: "What a version says never changes: a match's rule and version say for ever why it was made.",
    parameters: ["rulesVersion", "ownedBy"],
    answer: inForce,
    refusals: [...keyRefusals, "not-found", "invalid-request", ...faults],
  },
  {
    ...deciding,
    id: "approveMatchingRules",
    path: "/v1/matching-rules/versions/:rulesVersion/approval",
    summary: "Put proposed rules in force",
    says: "By another key than the one that saved them. Needs the role `APPROVER`.",
    parameters: ["rulesVersion", "ownedBy"],
    request: {
      schema: "NothingRequest",
      bytesMax: 1024,
      examples: { nothing: { summary: "Nothing to say", value: {} } },
    },
    answer: { ...inForce, says: "The rules, in force." },
    refusals: [
      ...keyRefusals,
      ...bodyRefusals,
      "not-found",
      "invalid-transition",
      "four-eyes-needed",
      ...faults,
    ],
  },
  {
    ...deciding,
    id: "rejectMatchingRules",
    path: "/v1/matching-rules/versions/:rulesVersion/rejection",
    summary: "Reject proposed rules",
    says: "Needs the role `APPROVER`, and another key than the one that saved them.",
    parameters: ["rulesVersion", "ownedBy"],
    request: {
      schema: "ReasonRequest",
      bytesMax: 1024,
      examples: { why: { summary: "Why", value: { reason: "The tolerance is too wide." } } },
    },
    answer: {
      ...inForce,
      says: "The rules, rejected.",
      examples: { rejected: { summary: "Rejected", value: matchingRulesViews.rejected } },
    },
    refusals: [
      ...keyRefusals,
      ...bodyRefusals,
      "not-found",
      "invalid-transition",
      "four-eyes-needed",
      ...faults,
    ],
  },
];
