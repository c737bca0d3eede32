import type { Choice, Group } from "../operation.ts";

const ACCOUNT = "acc_01JB4R0E3SH5G9V1XJ7P2M4WQC";

export const lender: Choice = {
  flag: "--lender <lenderId>",
  says: "whose books; a finance key of one lender need not say",
  member: "lenderId",
};

export const currency: Choice = {
  flag: "--currency <code>",
  says: "the currency of the book",
  member: "currency",
  needed: true,
};

export const ledgerGroup: Group = {
  name: "ledger",
  says: "The books: balances, journal, statements, and whether they hold",
  operations: [
    {
      name: "balance",
      says: "Shows a trial balance",
      examples: [
        "ledger balance --currency USD",
        "ledger balance --currency USD --as-of 2026-03-31T23:59:59Z",
      ],
      method: "GET",
      path: "/v1/ledger/trial-balance",
      query: [
        lender,
        currency,
        {
          flag: "--as-of <instant>",
          says: "what was posted until then; until now when left out",
          member: "asOf",
        },
      ],
    },
    {
      name: "entries",
      says: "Lists the journal of a day",
      examples: ["ledger entries --currency USD --date 2026-03-02 --all"],
      method: "GET",
      path: "/v1/ledger/entries",
      query: [
        lender,
        currency,
        { flag: "--date <date>", says: "the day of posting, UTC", member: "date", needed: true },
      ],
      paged: true,
      columns: [
        ["event", "eventId"],
        ["type", "type"],
        ["posted", "postedAt"],
        ["effective", "effectiveAt"],
        ["reference", "reference"],
      ],
    },
    {
      name: "books",
      says: "Lists books, each with the day up to which it is sealed",
      examples: ["ledger books", "ledger books --lender lnd_01JB4Q6N7VTRK3X9WDM5E8C2HA"],
      method: "GET",
      path: "/v1/ledger/books",
      query: [lender],
      paged: true,
      columns: [
        ["owner", "owner"],
        ["currency", "currency"],
        ["sealed to", "sealedTo"],
        ["head", "head"],
      ],
    },
    {
      name: "seals",
      says: "Lists a book's sealed days, the latest first",
      examples: ["ledger seals --currency USD"],
      method: "GET",
      path: "/v1/ledger/seals",
      query: [lender, currency],
      paged: true,
      columns: [
        ["day", "date"],
        ["entries", "entries"],
        ["debit", "debit"],
        ["credit", "credit"],
        ["hash", "hash"],
      ],
    },
    {
      name: "drift-checks",
      says: "Lists what checks for drift found, the latest first",
      examples: ["ledger drift-checks --currency USD"],
      method: "GET",
      path: "/v1/ledger/drift",
      query: [lender, currency],
      paged: true,
      columns: [
        ["check", "checkId"],
        ["state", "state"],
        ["from", "from"],
        ["to", "to"],
        ["entries", "entries"],
        ["drift", "drift"],
        ["finished", "finishedAt"],
      ],
    },
    {
      name: "statement",
      says: "Shows every movement of an account",
      examples: [`ledger statement ${ACCOUNT}`],
      method: "GET",
      path: "/v1/ledger/accounts/:accountId/statement",
    },
  ],
};

const EXPORT = "exp_5B1D0C7A9E3F2846B8D1C3A57E";

export const exportGroup: Group = {
  name: "exports",
  says: "What finance takes away: journals, breaks and recoveries, counted and hashed",
  operations: [
    {
      name: "request",
      says: "Asks for the journal of some days that are over, the breaks that stood in them, or what was recovered",
      examples: [
        "exports request --kind JOURNAL --currency USD --from 2026-02-01 --to 2026-02-28",
        "exports request --kind JOURNAL --currency USD --from 2026-02-01 --to 2026-02-28 --format JSONL",
        "exports request --kind JOURNAL --currency USD --from 2026-02-01 --to 2026-02-28 --codes 0",
        "exports request --kind BREAKS --currency USD --from 2026-02-01 --to 2026-02-28",
        "exports request --kind RECOVERIES --currency USD --from 2025-09-01 --to 2026-02-28",
      ],
      method: "POST",
      path: "/v1/exports",
      body: [
        { flag: "--kind <kind>", says: "JOURNAL, BREAKS or RECOVERIES", member: "kind", needed: true },
        { ...lender, member: "lenderId" },
        currency,
        { flag: "--from <date>", says: "the first day of posting, UTC", member: "from", needed: true },
        { flag: "--to <date>", says: "the last day of posting, UTC", member: "to", needed: true },
        { flag: "--format <format>", says: "CSV or JSONL", member: "format" },
        {
          flag: "--codes <version>",
          says: "which saved account codes a journal has; 0 for none",
          member: "codesVersion",
          kind: "integer",
        },
      ],
      repeatable: true,
    },
    {
      name: "list",
      says: "Lists exports, newest first",
      examples: ["exports list --all"],
      method: "GET",
      path: "/v1/exports",
      query: [lender],
      paged: true,
      columns: [
        ["export", "exportId"],
        ["state", "state"],
        ["currency", "currency"],
        ["from", "from"],
        ["to", "to"],
        ["entries", "entries"],
        ["debit", "debit"],
        ["credit", "credit"],
      ],
    },
    {
      name: "show",
      says: "Shows an export, and a link to it once it is written",
      examples: [`exports show ${EXPORT}`],
      method: "GET",
      path: "/v1/exports/:exportId",
    },
  ],
};
