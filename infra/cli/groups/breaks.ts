import type { Choice, Group, Operation } from "../operation.ts";

const BREAK = "brk_5B1D0C7A9E3F2846B8D1C3A57E";
const LENDER = "lnd_01JB4Q6N7VTRK3X9WDM5E8C2HA";

type Work = Pick<Operation, "name" | "says" | "examples" | "asks"> & {
  readonly path: string;
  readonly method?: "PUT";
  readonly body?: readonly Choice[];
};

/** What finance does with a break. Each call has a key of its own, so that it can be repeated. */
const work = ({ path, method, body = [], asks, ...words }: Work): Operation => ({
  ...words,
  method: method ?? "POST",
  path: `/v1/breaks/:breakId/${path}`,
  body,
  ...(method === undefined && { idempotent: true as const }),
  ...(asks !== undefined && { asks }),
});

const lender: Choice = {
  flag: "--lender <lenderId>",
  says: "whose; a finance key of one lender need not say",
  member: "lenderId",
};

const filters: readonly Choice[] = [
  lender,
  { flag: "--state <state>", says: "OPEN, ASSIGNED, EXPLAINED or RESOLVED", member: "state" },
  { flag: "--code <code>", says: "what is at odds", member: "code" },
  { flag: "--severity <severity>", says: "LOW, MEDIUM, HIGH or CRITICAL", member: "severity" },
  { flag: "--agency <agencyId>", says: "with which agency", member: "agencyId" },
  { flag: "--assignee <name>", says: "whose work", member: "assignee" },
  { flag: "--age <days>", says: "0-1, 2-5, 6-10, 11-30 or 31+", member: "age" },
  { flag: "--overdue <boolean>", says: "true: only what is over its time", member: "overdue" },
];

const resolution: readonly Choice[] = [
  {
    flag: "--method <method>",
    says: "MATCH, WRITE_OFF_TOLERANCE, CORRECTION, ATTRIBUTION or MANUAL",
    member: "method",
    needed: true,
  },
  { flag: "--explanation <text>", says: "why", member: "explanation", needed: true },
  { flag: "--entry <entry>", says: "what is posted, such as WRITE_OFF_CLEARING", member: "posting.entry" },
  {
    flag: "--agency <agencyId>",
    says: "whose accounts, where the break has no agency",
    member: "posting.agencyId",
  },
  {
    flag: "--to-agency <agencyId>",
    says: "whose money it is found to be",
    member: "posting.toAgencyId",
  },
  {
    flag: "--settled-by <history>",
    says: "the history of the entry that settles it, such as acc_…",
    member: "ledgerEntry.accountId",
  },
  {
    flag: "--sequence <n>",
    says: "the number of that entry's event",
    member: "ledgerEntry.sequence",
    kind: "integer",
  },
];

const reading: readonly Operation[] = [
  {
    name: "list",
    says: "Lists breaks, the soonest due first",
    examples: [
      "breaks list --all",
      "breaks list --overdue true --severity CRITICAL",
      `breaks list --lender ${LENDER} --state RESOLVED`,
    ],
    method: "GET",
    path: "/v1/breaks",
    query: filters,
    paged: true,
    columns: [
      ["break", "breakId"],
      ["code", "code"],
      ["severity", "severity"],
      ["state", "state"],
      ["amount", "amount"],
      ["currency", "currency"],
      ["age", "age"],
      ["due", "dueAt"],
      ["whose", "assignee"],
    ],
  },
  {
    name: "summary",
    says: "Counts open breaks by code, severity and age",
    examples: ["breaks summary", `breaks summary --lender ${LENDER}`],
    method: "GET",
    path: "/v1/break-summary",
    query: [lender],
  },
  {
    name: "show",
    says: "Shows a break with what all sources say",
    examples: [`breaks show ${BREAK}`],
    method: "GET",
    path: "/v1/breaks/:breakId",
  },
  {
    name: "comments",
    says: "Lists a break's comments, oldest first",
    examples: [`breaks comments ${BREAK} --all`],
    method: "GET",
    path: "/v1/breaks/:breakId/comments",
    paged: true,
    columns: [
      ["written", "writtenAt"],
      ["by", "writtenBy.id"],
      ["text", "text"],
    ],
  },
  {
    name: "events",
    says: "Lists a break's history, oldest first",
    examples: [`breaks events ${BREAK} --all`],
    method: "GET",
    path: "/v1/breaks/:breakId/events",
    paged: true,
    columns: [
      ["event", "eventId"],
      ["type", "type"],
      ["by", "actor.id"],
      ["posted", "postedAt"],
    ],
  },
];

const reason: Choice = { flag: "--reason <text>", says: "why", member: "reason", needed: true };

export const breakGroup: Group = {
  name: "breaks",
  says: "What is at odds between the books, agencies and the bank",
  operations: [
    ...reading,
    work({
      name: "assign",
      says: "Says whose work a break is",
      examples: [`breaks assign ${BREAK} --to reconciliation-team`],
      path: "assignee",
      method: "PUT",
      body: [{ flag: "--to <name>", says: "whose", member: "assignee", needed: true }],
    }),
    work({
      name: "comment",
      says: "Writes something down about a break",
      examples: [`breaks comment ${BREAK} --text "Asked the agency."`],
      path: "comments",
      body: [{ flag: "--text <text>", says: "what to write down", member: "text", needed: true }],
    }),
    work({
      name: "explain",
      says: "Says how a break came about",
      examples: [`breaks explain ${BREAK} --text "The agency's bank kept 5.00."`],
      path: "explanation",
      method: "PUT",
      body: [{ flag: "--text <text>", says: "how", member: "explanation", needed: true }],
    }),
    work({
      name: "resolve",
      says: "Resolves a break, or proposes to where another key must approve",
      examples: [
        `breaks resolve ${BREAK} --method WRITE_OFF_TOLERANCE --entry WRITE_OFF_CLEARING --explanation "Bank charges."`,
        `breaks resolve ${BREAK} --method MATCH --settled-by acc_01JB4R0E3SH5G9V1XJ7P2M4WQC --sequence 3 --explanation "Came late."`,
      ],
      path: "resolution",
      body: resolution,
      asks: "What it posts goes into the books. Resolve the break?",
    }),
    work({
      name: "approve",
      says: "Confirms a resolution that another key proposed",
      examples: [`breaks approve ${BREAK}`],
      path: "resolution/confirmation",
      asks: "What it posts goes into the books. Approve it?",
    }),
    work({
      name: "reject",
      says: "Rejects a resolution that was proposed",
      examples: [`breaks reject ${BREAK} --reason "Ask the agency first."`],
      path: "resolution/rejection",
      body: [reason],
    }),
    work({
      name: "reopen",
      says: "Opens a resolved break again, and takes back what was posted for it",
      examples: [`breaks reopen ${BREAK} --reason "The rest came after all."`],
      path: "reopening",
      body: [reason],
      asks: "What its resolution posted is posted back. Open the break again?",
    }),
    {
      name: "bulk",
      says: "Does what a JSON file says to the breaks that it names",
      examples: ["breaks bulk command.json"],
      method: "POST",
      path: "/v1/break-bulk",
      body: "file",
      idempotent: true,
    },
  ],
};
