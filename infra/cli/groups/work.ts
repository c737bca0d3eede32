import type { Group } from "../operation.ts";

const lender = { flag: "--lender <lenderId>", says: "whose; the operator must say", member: "lenderId" };

export const workGroup: Group = {
  name: "work",
  says: "What waits for somebody: holds without an answer, and what is overdue",
  operations: [
    {
      name: "holds",
      says: "Lists the holds that no agency acknowledged, the soonest due first",
      examples: ["work holds", "work holds --state ESCALATED --all"],
      method: "GET",
      path: "/v1/unacknowledged-holds",
      query: [
        lender,
        { flag: "--agency <agencyId>", says: "only of this agency", member: "agencyId" },
        { flag: "--state <state>", says: "ORDERED or ESCALATED", member: "state" },
      ],
      paged: true,
      columns: [
        ["hold", "holdId"],
        ["type", "type"],
        ["state", "state"],
        ["agency", "agencyId"],
        ["next", "nextStep"],
        ["due", "dueAt"],
      ],
    },
    {
      name: "overdue",
      says: "Lists what should have been answered by now, the longest overdue first",
      examples: ["work overdue", "work overdue --kind DELETION"],
      method: "GET",
      path: "/v1/overdue-clocks",
      query: [
        lender,
        { flag: "--kind <kind>", says: "LENDER_ANSWER, REPORT_REVIEW or DELETION", member: "kind" },
      ],
      paged: true,
      columns: [
        ["kind", "kind"],
        ["about", "about"],
        ["account", "accountId"],
        ["due", "dueAt"],
      ],
    },
  ],
};
