import type { Choice, Group, Operation } from "../operation.ts";

const DISPUTE = "dsp_01JB4R0E3SH5G9V1XJ7P2M4WQC_4";
const DOCUMENT = "doc_01JB4R0E3SH5G9V1XJ7P2M4WQC_9";
const LENDER = "lnd_01JB4Q6N7VTRK3X9WDM5E8C2HA";

const text = (says: string): Choice => ({ flag: "--text <text>", says, member: "text", needed: true });

type Work = Pick<Operation, "name" | "says" | "examples" | "asks"> & {
  readonly path: string;
  readonly method?: "PUT";
  readonly body?: readonly Choice[] | "file";
};

/** What a lender does with a dispute. Each call has a key of its own, so that it can be repeated. */
const work = ({ path, method, body = [], asks, ...words }: Work): Operation => ({
  ...words,
  method: method ?? "POST",
  path: `/v1/disputes/:disputeId/${path}`,
  body,
  ...(method === undefined && { idempotent: true as const }),
  ...(asks !== undefined && { asks }),
});

const filters: readonly Choice[] = [
  { flag: "--state <state>", says: "OPEN, ANSWERED or one state", member: "state" },
  { flag: "--type <type>", says: "on what ground", member: "type" },
  { flag: "--assignee <name>", says: "whose work", member: "assignee" },
  { flag: "--agency <agencyId>", says: "which agency raised it", member: "agencyId" },
  { flag: "--overdue <boolean>", says: "true: only what is over its time", member: "overdue" },
  {
    flag: "--lender <lenderId>",
    says: "whose; finance and the operator must say",
    member: "lenderId",
  },
];

const answer: readonly Choice[] = [
  {
    flag: "--outcome <outcome>",
    says: "UPHELD, PARTLY_UPHELD, REJECTED or WITHDRAWN",
    member: "outcome",
    needed: true,
  },
  { flag: "--explanation <text>", says: "why", member: "explanation", needed: true },
  {
    flag: "--component <component>",
    says: "what part of the balance is lowered",
    member: "adjustment.component",
  },
  {
    flag: "--amount <minor-units>",
    says: "by how much",
    member: "adjustment.amount.amount",
    kind: "integer",
  },
  { flag: "--currency <code>", says: "in which currency", member: "adjustment.amount.currency" },
  {
    flag: "--verified-on <date>",
    says: "when verification was sent to the debtor",
    member: "verification.sentOn",
  },
  {
    flag: "--verified-by <names>",
    says: "what was sent, with commas between",
    member: "verification.documents",
    kind: "list",
  },
];

const reading: readonly Operation[] = [
  {
    name: "list",
    says: "Lists disputes, the soonest due first",
    examples: ["disputes list --all", "disputes list --overdue true", `disputes list --lender ${LENDER}`],
    method: "GET",
    path: "/v1/disputes",
    query: filters,
    paged: true,
    columns: [
      ["dispute", "disputeId"],
      ["type", "type"],
      ["state", "state"],
      ["raised", "raisedAt"],
      ["answer by", "lenderAnswerBy"],
      ["whose", "assignee"],
    ],
  },
  {
    name: "show",
    says: "Shows a dispute",
    examples: [`disputes show ${DISPUTE}`],
    method: "GET",
    path: "/v1/disputes/:disputeId",
  },
  {
    name: "notes",
    says: "Lists a dispute's notes, oldest first",
    examples: [`disputes notes ${DISPUTE} --all`],
    method: "GET",
    path: "/v1/disputes/:disputeId/notes",
    paged: true,
    columns: [
      ["written", "writtenAt"],
      ["by", "writtenBy.kind"],
      ["for", "kind"],
      ["text", "text"],
    ],
  },
  {
    name: "documents",
    says: "Lists a dispute's documents",
    examples: [`disputes documents ${DISPUTE}`],
    method: "GET",
    path: "/v1/disputes/:disputeId/documents",
    columns: [
      ["document", "documentId"],
      ["name", "name"],
      ["state", "state"],
      ["from", "announcedBy.kind"],
      ["announced", "announcedAt"],
    ],
  },
  {
    name: "document",
    says: "Shows a document with a link that saves it",
    examples: [`disputes document ${DISPUTE} ${DOCUMENT}`],
    method: "GET",
    path: "/v1/disputes/:disputeId/documents/:documentId",
  },
];

export const disputeGroup: Group = {
  name: "disputes",
  says: "Debts that debtors say are not right",
  operations: [
    ...reading,
    work({
      name: "assign",
      says: "Says whose work a dispute is",
      examples: [`disputes assign ${DISPUTE} --to statements-team`],
      path: "assignee",
      method: "PUT",
      body: [{ flag: "--to <name>", says: "whose", member: "assignee", needed: true }],
    }),
    work({
      name: "note",
      says: "Writes something down about a dispute",
      examples: [`disputes note ${DISPUTE} --text "Asked the archive."`],
      path: "notes",
      body: [text("what to write down")],
    }),
    work({
      name: "extend",
      says: "Takes more business days to answer",
      examples: [`disputes extend ${DISPUTE} --days 3 --reason "The archive is slow."`],
      path: "extension",
      body: [
        { flag: "--days <days>", says: "how many", member: "days", kind: "integer", needed: true },
        { flag: "--reason <text>", says: "why", member: "reason", needed: true },
      ],
    }),
    work({
      name: "investigate",
      says: "Says that a dispute is looked into",
      examples: [`disputes investigate ${DISPUTE}`],
      path: "investigation",
    }),
    work({
      name: "ask",
      says: "Says that the debtor was asked; the time to answer stands still",
      examples: [`disputes ask ${DISPUTE} --text "Which fee?"`],
      path: "customer-question",
      body: [text("what was asked")],
    }),
    work({
      name: "hear",
      says: "Says what the debtor answered; the time to answer goes on",
      examples: [`disputes hear ${DISPUTE} --text "The second one."`],
      path: "customer-answer",
      body: [text("what was answered")],
    }),
    work({
      name: "announce",
      says: "Announces the document that a JSON file describes",
      examples: [`disputes announce ${DISPUTE} document.json`],
      path: "documents",
      body: "file",
    }),
    work({
      name: "resolve",
      says: "Answers a dispute",
      examples: [
        `disputes resolve ${DISPUTE} --outcome REJECTED --explanation "As agreed."`,
        `disputes resolve ${DISPUTE} --outcome PARTLY_UPHELD --explanation "One fee." --component LATE_FEE --amount 2500 --currency USD`,
      ],
      path: "resolution",
      body: answer,
      asks: "The answer is final. Resolve the dispute?",
    }),
    work({
      name: "confirm",
      says: "Confirms an answer that another key proposed",
      examples: [`disputes confirm ${DISPUTE}`],
      path: "resolution/confirmation",
      asks: "The answer is final. Confirm it?",
    }),
    work({
      name: "cancel",
      says: "Takes a proposed answer back",
      examples: [`disputes cancel ${DISPUTE}`],
      path: "resolution/cancellation",
    }),
  ],
};
