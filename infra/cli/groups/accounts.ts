import type { Choice, Group, Operation } from "../operation.ts";
import { balanceCommands } from "./balances.ts";

const ACCOUNT = "acc_01JB4R0E3SH5G9V1XJ7P2M4WQC";
const LENDER = "lnd_01JB4Q6N7VTRK3X9WDM5E8C2HA";

const ofLender: Choice = {
  flag: "--lender <lenderId>",
  says: "whose; finance and the operator must say",
  member: "lenderId",
};

const reason: Choice = { flag: "--reason <text>", says: "why", member: "reason", needed: true };

type Step = Pick<Operation, "name" | "says" | "examples" | "asks"> & {
  readonly path: string;
  readonly body?: readonly Choice[];
};

/** What a lender does to an account. Each call has a key of its own, so that it can be repeated. */
const step = ({ path, body = [], asks, ...words }: Step): Operation => ({
  ...words,
  method: "POST",
  path: `/v1/accounts/:accountId/${path}`,
  body,
  idempotent: true,
  ...(asks !== undefined && { asks }),
});

export const accountGroup: Group = {
  name: "accounts",
  says: "Overdue accounts: place, follow, recall, hold",
  operations: [
    {
      name: "place",
      says: "Places the account in a JSON file",
      examples: ["accounts place account.json", "accounts place - < account.json"],
      method: "POST",
      path: "/v1/accounts",
      body: "file",
      idempotent: true,
    },
    {
      name: "list",
      says: "Lists a lender's accounts, oldest first",
      examples: ["accounts list --all", `accounts list --lender ${LENDER}`],
      method: "GET",
      path: "/v1/accounts",
      query: [ofLender],
      paged: true,
      columns: [
        ["account", "accountId"],
        ["reference", "lenderAccountRef"],
        ["lifecycle", "lifecycle"],
        ["outstanding", "balance.outstanding"],
        ["placed", "createdAt"],
      ],
    },
    {
      name: "show",
      says: "Shows an account: balance, holds, verdicts, placements",
      examples: [`accounts show ${ACCOUNT}`],
      method: "GET",
      path: "/v1/accounts/:accountId",
    },
    {
      name: "events",
      says: "Lists an account's history, oldest first",
      examples: [`accounts events ${ACCOUNT} --all`],
      method: "GET",
      path: "/v1/accounts/:accountId/events",
      paged: true,
      columns: [
        ["no", "sequence"],
        ["event", "type"],
        ["by", "actor.kind"],
        ["who", "actor.id"],
        ["happened", "effectiveAt"],
        ["posted", "postedAt"],
      ],
    },
    {
      name: "disclosures",
      says: "Lists what agencies were told of the debtor: fields, by which way, when",
      examples: [`accounts disclosures ${ACCOUNT} --all`],
      method: "GET",
      path: "/v1/accounts/:accountId/disclosures",
      paged: true,
      columns: [
        ["event", "eventId"],
        ["agency", "agencyId"],
        ["by", "channel"],
        ["told", "fields"],
        ["when", "disclosedAt"],
      ],
    },
    {
      name: "arrangements",
      says: "Lists the agreements to pay",
      examples: [`accounts arrangements ${ACCOUNT}`],
      method: "GET",
      path: "/v1/accounts/:accountId/arrangements",
      columns: [
        ["reference", "arrangementRef"],
        ["agency", "agencyId"],
        ["state", "state"],
      ],
    },
    {
      name: "settlements",
      says: "Lists the offers to settle",
      examples: [`accounts settlements ${ACCOUNT}`],
      method: "GET",
      path: "/v1/accounts/:accountId/settlements",
      columns: [
        ["reference", "settlementRef"],
        ["agency", "agencyId"],
        ["state", "state"],
        ["offer", "offer"],
        ["until", "expiresOn"],
      ],
    },
    step({
      name: "settle",
      says: "Answers an offer to settle",
      examples: [`accounts settle ${ACCOUNT} --ref S-1 --decision APPROVED`],
      path: "settlement-decisions",
      body: [
        { flag: "--ref <settlementRef>", says: "which offer", member: "settlementRef", needed: true },
        { flag: "--decision <decision>", says: "APPROVED or DECLINED", member: "decision", needed: true },
        { flag: "--reason <text>", says: "why", member: "reason" },
      ],
      asks: "Who approves lets the rest of the debt go. Answer the offer?",
    }),
    ...balanceCommands,
    {
      name: "circumstances",
      says: "Tells what you learned of the debtor, out of a JSON file",
      examples: [`accounts circumstances ${ACCOUNT} change.json`],
      method: "POST",
      path: "/v1/accounts/:accountId/circumstances",
      body: "file",
      repeatable: true,
    },
    step({
      name: "inform",
      says: "Answers what the agency asked",
      examples: [`accounts inform ${ACCOUNT} --text "The statement is on its way."`],
      path: "information",
      body: [{ flag: "--text <text>", says: "the answer", member: "text", needed: true }],
    }),
    step({
      name: "recall",
      says: "Takes an account back from its agency",
      examples: [`accounts recall ${ACCOUNT} --code PLACED_IN_ERROR`],
      path: "recall",
      body: [
        { flag: "--code <code>", says: "why", member: "code", needed: true },
        { flag: "--final", says: "ends it now, without notice", member: "final", kind: "flag" },
        { flag: "--force", says: "recalls in spite of the guards", member: "force", kind: "flag" },
      ],
      asks: "The agency has to give the account back. Recall it?",
    }),
    step({
      name: "cancel-recall",
      says: "Lets the agency keep an account after all",
      examples: [`accounts cancel-recall ${ACCOUNT}`],
      path: "recall/cancellation",
    }),
    step({
      name: "hold",
      says: "Stops all contact with the debtor",
      examples: [`accounts hold ${ACCOUNT} --type VULNERABILITY --reason "Told us of an illness."`],
      path: "holds",
      body: [
        { flag: "--type <type>", says: "what kind of hold", member: "type", needed: true },
        reason,
        { flag: "--until <instant>", says: "when it ends by itself", member: "until" },
      ],
    }),
    step({
      name: "release",
      says: "Ends a hold",
      examples: [`accounts release ${ACCOUNT} hld_01JB4R0E3SH5G9V1XJ7P2M4WQC_4 --reason "Settled."`],
      path: "holds/:holdId/release",
      body: [reason],
      asks: "The agency may contact the debtor again. Release the hold?",
    }),
    step({
      name: "reopen",
      says: "Opens an account again that was closed",
      examples: [`accounts reopen ${ACCOUNT} --reason "The payment was reversed."`],
      path: "reopening",
      body: [reason],
    }),
    step({
      name: "screen",
      says: "Screens an account again that was rejected or waits, and offers it if it may be",
      examples: [`accounts screen ${ACCOUNT}`],
      path: "screening",
    }),
    step({
      name: "return",
      says: "Gives an ended account to the next agency",
      examples: [`accounts return ${ACCOUNT} --reason "Second placement."`],
      path: "return",
      body: [reason],
    }),
  ],
};

export const debtorGroups: readonly Group[] = [
  {
    name: "debtors",
    says: "Who owes",
    operations: [
      {
        name: "look-up",
        says: "Finds a debtor's accounts by the identifier in a JSON file, which no shell remembers",
        examples: ["debtors look-up identifier.json", "debtors look-up - < identifier.json"],
        method: "POST",
        path: "/v1/debtor-lookups",
        body: "file",
        repeatable: true,
        columns: [
          ["account", "accountId"],
          ["reference", "lenderAccountRef"],
          ["lifecycle", "lifecycle"],
          ["outstanding", "balance.outstanding"],
        ],
      },
    ],
  },
  {
    name: "eligibility",
    says: "What would become of an account",
    operations: [
      {
        name: "check",
        says: "Screens the account in a JSON file without placing it",
        examples: ["eligibility check account.json"],
        method: "POST",
        path: "/v1/eligibility-checks",
        body: "file",
        repeatable: true,
      },
    ],
  },
];
