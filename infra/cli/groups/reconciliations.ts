import type { Choice, Group } from "../operation.ts";

const RUN = "rec_01JB4R7A5V2C8E0G3K6M9P1S4W";
const MATCH = "mat_5B1D0C7A9E3F2846B8D1C3A57E";

const book: readonly Choice[] = [
  {
    flag: "--lender <lenderId>",
    says: "whose; a finance key of one lender need not say",
    member: "lenderId",
  },
  { flag: "--currency <code>", says: "the currency of the book", member: "currency", needed: true },
];

export const reconciliationGroups: readonly Group[] = [
  {
    name: "reconciliations",
    says: "Runs that match what was reported, advised and banked",
    operations: [
      {
        name: "run",
        says: "Reconciles a book",
        examples: ["reconciliations run --currency USD"],
        method: "POST",
        path: "/v1/reconciliations",
        body: book,
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
  },
  {
    name: "matches",
    says: "Which facts belong together, and why",
    operations: [
      {
        name: "list",
        says: "Lists matches, newest first",
        examples: ["matches list --currency USD --all"],
        method: "GET",
        path: "/v1/matches",
        query: book,
        paged: true,
        columns: [
          ["match", "matchId"],
          ["relation", "relation"],
          ["rule", "ruleId"],
          ["reference", "reference"],
          ["difference", "difference"],
          ["days", "days"],
        ],
      },
      {
        name: "show",
        says: "Shows a match with both sides",
        examples: [`matches show ${MATCH}`],
        method: "GET",
        path: "/v1/matches/:matchId",
      },
    ],
  },
];
