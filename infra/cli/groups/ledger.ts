import type { Command } from "commander";
import * as z from "zod";
import type { Choice } from "../operation.ts";
import { newCommand, onRun, type Run } from "../command.ts";
import type { Group } from "../operation.ts";
import { jsonOr } from "../problem.ts";
import { progressOf } from "../progress.ts";
import { Stop } from "../stop.ts";
import type { Terminal } from "../terminal.ts";

const ACCOUNT = "acc_01JB4R0E3SH5G9V1XJ7P2M4WQC";

const lender: Choice = {
  flag: "--lender <lenderId>",
  says: "whose books; a finance key of one lender need not say",
  member: "lenderId",
};

const currency: Choice = {
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
  says: "What finance takes away: journals, counted and hashed",
  operations: [
    {
      name: "request",
      says: "Asks for the journal of some days that are over",
      examples: [
        "exports request --kind JOURNAL --currency USD --from 2026-02-01 --to 2026-02-28",
        "exports request --kind JOURNAL --currency USD --from 2026-02-01 --to 2026-02-28 --format JSONL",
      ],
      method: "POST",
      path: "/v1/exports",
      body: [
        { flag: "--kind <kind>", says: "JOURNAL", member: "kind", needed: true },
        { ...lender, member: "lenderId" },
        currency,
        { flag: "--from <date>", says: "the first day of posting, UTC", member: "from", needed: true },
        { flag: "--to <date>", says: "the last day of posting, UTC", member: "to", needed: true },
        { flag: "--format <format>", says: "CSV or JSONL", member: "format" },
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

const Verified = z.object({
  accounts: z.int(),
  events: z.int(),
  differences: z.array(
    z.object({
      accountId: z.string(),
      sequence: z.int().exactOptional(),
      code: z.string(),
      detail: z.string(),
    }),
  ),
  nextCursor: z.string().exactOptional(),
});

/** Pages that one lender may have: two hundred million accounts. */
const PAGE_COUNT_MAX = 2_000_000;

export function verifyCommand(terminal: Terminal): Command {
  const command = newCommand({
    name: "verify",
    says: "Folds every event again and checks every hash; ends with 1 at the first difference, and names it",
    examples: ["ledger verify", "ledger verify --lender lnd_01JB4Q6N7VTRK3X9WDM5E8C2HA"],
  }).option(lender.flag, lender.says);
  return onRun(command, terminal, verify);
}

async function verify({ client, terminal, given, json }: Run): Promise<void> {
  const progress = progressOf("verifying", terminal);
  let [accounts, events] = [0, 0];
  let cursor: string | undefined;
  try {
    for (let page = 0; page < PAGE_COUNT_MAX; page += 1) {
      const query = { lenderId: z.string().optional().parse(given["lender"]), limit: "100", cursor };
      const text = await client({ method: "GET", path: "/v1/ledger/verification", query, repeatable: true });
      const found = Verified.parse(jsonOr(text));
      accounts += found.accounts;
      events += found.events;
      progress.at(accounts, accounts);
      const [first] = found.differences;
      if (first !== undefined) throw new Stop(`${placeOf(first)}: ${first.code}, ${first.detail}`);
      cursor = found.nextCursor;
      if (cursor === undefined) break;
    }
  } finally {
    progress.end();
  }
  terminal.out(
    json ? `${JSON.stringify({ accounts, events })}\n` : `${accounts} accounts and ${events} events hold\n`,
  );
}

const placeOf = ({ accountId, sequence }: z.infer<typeof Verified>["differences"][number]): string =>
  sequence === undefined ? accountId : `${accountId} event ${sequence}`;
