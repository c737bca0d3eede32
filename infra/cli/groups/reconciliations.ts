import type { Choice, Group } from "../operation.ts";

const RUN = "rec_01JB4R7A5V2C8E0G3K6M9P1S4W";

export const lender: Choice = {
  flag: "--lender <lenderId>",
  says: "whose; a finance key of one lender need not say",
  member: "lenderId",
};

export const book: readonly Choice[] = [
  lender,
  { flag: "--currency <code>", says: "the currency of the book", member: "currency", needed: true },
];

export const reconciliationGroup: Group = {
  name: "reconciliations",
  says: "Runs that match what was reported, advised and banked",
  operations: [
    {
      name: "run",
      says: "Reconciles a book",
      examples: [
        "reconciliations run --currency USD",
        "reconciliations run --currency USD --dry-run --rules 3",
      ],
      method: "POST",
      path: "/v1/reconciliations",
      body: [
        ...book,
        { flag: "--dry-run", says: "looks and counts, and makes nothing", member: "dryRun", kind: "flag" },
        {
          flag: "--rules <version>",
          says: "by which rules a dry run looks",
          member: "ruleVersion",
          kind: "integer",
        },
      ],
      repeatable: true,
    },
    {
      name: "list",
      says: "Lists runs, newest first",
      examples: ["reconciliations list --currency USD"],
      method: "GET",
      path: "/v1/reconciliations",
      query: book,
      paged: true,
      columns: [
        ["run", "reconciliationId"],
        ["state", "state"],
        ["requested", "requestedAt"],
        ["matched", "counts.matched"],
        ["unmatched", "counts.unmatched"],
        ["ambiguous", "counts.ambiguous"],
      ],
    },
    {
      name: "show",
      says: "Shows a run and what it found",
      examples: [`reconciliations show ${RUN}`],
      method: "GET",
      path: "/v1/reconciliations/:reconciliationId",
    },
  ],
};
