import type { CheckCode, CheckOutcome } from "./wire.ts";

type Kind = { readonly outcome: Exclude<CheckOutcome, "PASSED">; readonly means: string };

/** What each check of the checklist looks for, and what it does to a close when it is found. */
export const checkKinds: Readonly<Record<CheckCode, Kind>> = {
  MONTH_OVER: { outcome: "BLOCKS", means: "The month is not over, UTC." },
  PREVIOUS_CLOSED: {
    outcome: "BLOCKS",
    means: "The month before is not closed: months are closed one after the other.",
  },
  DAYS_SEALED: {
    outcome: "BLOCKS",
    means:
      "The month's last day is not sealed: until then, events of the month may not be in the journal yet. Sealing enters what is missing.",
  },
  EVENTS_CARRIED: {
    outcome: "BLOCKS",
    means: "An event of the month is still on its way to the worker that acts on it.",
  },
  FIGURES_READY: { outcome: "BLOCKS", means: "What the month came to is not worked out yet." },
  TRIAL_BALANCE: { outcome: "BLOCKS", means: "Debits and credits differ at the month's end." },
  NO_DRIFT: {
    outcome: "BLOCKS",
    means: "No check for drift looked at the whole month, or the latest one that did found something.",
  },
  RECONCILED: {
    outcome: "BLOCKS",
    means: "No run of the reconciliation that was asked for after the month's end is done.",
  },
  BREAKS_SETTLED: {
    outcome: "BLOCKS",
    means: "A break of severity `HIGH` or `CRITICAL` is open in the book, whichever month it is of.",
  },
  BREAKS_LEFT: {
    outcome: "WARNS",
    means: "Breaks of less severity are open, and go over into the next month.",
  },
  RUN_DECIDED: {
    outcome: "WARNS",
    means: "The run left facts ambiguous, matches not made or searches given up.",
  },
  ADVICES_SETTLED: {
    outcome: "WARNS",
    means: "Advices of the month are not funded: their money is on its way, as at every month's end.",
  },
  BANK_AGREES: {
    outcome: "WARNS",
    means:
      "The books have another amount at a bank account than the bank: what its lines came to is not what lies between the opening balance of its first statement and the closing balance of its last.",
  },
  CLEARING_EMPTY: {
    outcome: "WARNS",
    means:
      "Clearing or in-transit accounts are not empty: money that agencies have, or that is on its way; or an agency kept back costs that nobody owes it.",
  },
  SUSPENSE_EMPTY: { outcome: "WARNS", means: "Money is in suspense (the book of nobody only)." },
};
