import type { Choice, Group } from "../operation.ts";
import { currency, lender } from "./ledger.ts";

const PERIOD = "per_2026-02_USD_lnd_01JB4Q6N7VTRK3X9WDM5E8C2HA";

const reason: Choice = { flag: "--reason <text>", says: "why", member: "reason", needed: true };

/** Closing the books of a month: one begins, another one closes. */
export const financeGroup: Group = {
  name: "finance",
  says: "The months of a book: which are open, what stops them, and closing them",
  operations: [
    {
      name: "periods",
      says: "Lists a book's months, the latest first",
      examples: [
        "finance periods --currency USD",
        "finance periods --currency USD --lender unassigned --all",
      ],
      method: "GET",
      path: "/v1/periods",
      query: [lender, currency],
      paged: true,
      columns: [
        ["period", "periodId"],
        ["month", "month"],
        ["state", "state"],
        ["entries", "figures.entries"],
        ["debit", "figures.debit"],
        ["credit", "figures.credit"],
        ["closed", "closedAt"],
        ["by", "closedBy"],
      ],
    },
    {
      name: "period",
      says: "Shows a month with its checklist",
      examples: [`finance period ${PERIOD}`],
      method: "GET",
      path: "/v1/periods/:periodId",
    },
    {
      name: "balance",
      says: "Shows the trial balance that a month ended with",
      examples: [`finance balance ${PERIOD}`],
      method: "GET",
      path: "/v1/periods/:periodId/trial-balance",
    },
    {
      name: "begin-closing",
      says: "Begins to close a month: what it came to is worked out",
      examples: [`finance begin-closing ${PERIOD}`],
      method: "POST",
      path: "/v1/periods/:periodId/closing",
      body: [],
      repeatable: true,
    },
    {
      name: "close",
      says: "Closes a month that another key began to close",
      examples: [`finance close ${PERIOD}`],
      method: "POST",
      path: "/v1/periods/:periodId/close",
      body: [],
      asks: "A closed month is never opened again. Close it?",
      repeatable: true,
    },
    {
      name: "reopen",
      says: "Gives up closing a month that is not closed yet",
      examples: [`finance reopen ${PERIOD} --reason "The agency's advice is still to come."`],
      method: "POST",
      path: "/v1/periods/:periodId/reopening",
      body: [reason],
      repeatable: true,
    },
  ],
};
