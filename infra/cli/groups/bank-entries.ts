import type { Choice, Operation } from "../operation.ts";

const LENDER = "lnd_01JB4Q6N7VTRK3X9WDM5E8C2HA";
const FILE = "bkf_7A1E0C9B3D5F2846B8D1C3A57E";
const ENTRY = "/v1/bank-statements/:bankFileId/quarantined/:entryNumber";

export const lender: Choice = {
  flag: "--lender <lenderId>",
  says: "whose; a finance key of one lender need not say",
  member: "lenderId",
};

const explanation: Choice = {
  flag: "--explanation <text>",
  says: "why",
  member: "explanation",
  needed: true,
};

/** What the entry says, as a person reads it. */
const stated: readonly Choice[] = [
  { flag: "--side <side>", says: "CREDIT: it came in, or DEBIT: it went out", member: "side", needed: true },
  {
    flag: "--amount <minor>",
    says: "how much, in minor units",
    member: "amount.amount",
    kind: "integer",
    needed: true,
  },
  { flag: "--currency <code>", says: "the account's currency", member: "amount.currency", needed: true },
  { flag: "--value-date <date>", says: "from when on it counts", member: "valueDate", needed: true },
  { flag: "--booking-date <date>", says: "when the bank booked it", member: "bookingDate" },
  {
    flag: "--servicer-ref <reference>",
    says: "the bank's own reference, by which it is found again",
    member: "servicerRef",
  },
  {
    flag: "--references <list>",
    says: "other references, with commas between",
    member: "references",
    kind: "list",
  },
  { flag: "--text <text>", says: "what the bank and the other side wrote", member: "text" },
  { flag: "--name <name>", says: "the other side's name", member: "counterparty.name" },
  { flag: "--account <number>", says: "the other side's account", member: "counterparty.account" },
  {
    flag: "--is-another",
    says: "a line that says the same stands, and this is another movement",
    member: "isAnother",
    kind: "flag",
  },
  explanation,
];

type Work = Pick<Operation, "name" | "says" | "examples" | "asks"> & {
  readonly path: string;
  readonly body: readonly Choice[];
};

/** What finance does with an entry. Each call has a key of its own, so that it can be repeated. */
const work = ({ path, asks, ...of }: Work): Operation => ({
  ...of,
  method: "POST",
  path: `${ENTRY}/${path}`,
  idempotent: true,
  ...(asks !== undefined && { asks }),
});

/** What could not be read of banks' files, and what becomes of it. */
export const bankEntryOperations: readonly Operation[] = [
  {
    name: "waiting",
    says: "Lists what could not be read of any file and waits for a person",
    examples: [`bank waiting --lender ${LENDER} --all`],
    method: "GET",
    path: "/v1/bank-quarantine",
    query: [lender],
    paged: true,
    columns: [
      ["file", "fileId"],
      ["entry", "number"],
      ["state", "state"],
      ["code", "code"],
      ["as it came", "raw"],
    ],
  },
  {
    name: "entry",
    says: "Shows an entry that could not be read, and what became of it",
    examples: [`bank entry ${FILE} 1`],
    method: "GET",
    path: ENTRY,
  },
  {
    name: "events",
    says: "Lists a file's history, oldest first",
    examples: [`bank events ${FILE} --all`],
    method: "GET",
    path: "/v1/bank-statements/:bankFileId/events",
    paged: true,
    columns: [
      ["event", "eventId"],
      ["type", "type"],
      ["by", "actor.id"],
      ["posted", "postedAt"],
    ],
  },
  work({
    name: "correct",
    says: "States what an entry says, or proposes to where another key must confirm",
    examples: [
      `bank correct ${FILE} 1 --side CREDIT --amount 42000 --currency USD --value-date 2026-03-02 --servicer-ref FRB2026030200018 --explanation "The bank confirmed by mail."`,
    ],
    path: "correction",
    body: stated,
    asks: "It becomes a line of the file, and its money counts. Correct the entry?",
  }),
  work({
    name: "reject",
    says: "Says that an entry is no money, or proposes to where another key must confirm",
    examples: [`bank reject ${FILE} 1 --explanation "A remark of the bank's, and no booking."`],
    path: "rejection",
    body: [explanation],
    asks: "It never becomes a line. Reject the entry?",
  }),
  work({
    name: "confirm",
    says: "Confirms how another key proposed to settle an entry",
    examples: [`bank confirm ${FILE} 1`],
    path: "proposal/confirmation",
    body: [],
    asks: "The entry is settled for good. Confirm it?",
  }),
  work({
    name: "decline",
    says: "Rejects how another key proposed to settle an entry: it waits again",
    examples: [`bank decline ${FILE} 1 --reason "Ask the bank for the entry first."`],
    path: "proposal/rejection",
    body: [{ flag: "--reason <text>", says: "why", member: "reason", needed: true }],
  }),
];
