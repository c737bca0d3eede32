import type { Instant, LocalDate } from "../kernel/time.ts";
import { firstDayOf, lastDayOf, monthsAfter } from "../kernel/months.ts";
import { startOf } from "../kernel/time.ts";
import type { DriftCheckView } from "../ledger/drift-wire.ts";
import type { ReconciliationView } from "../reconciliation/wire-run.ts";
import { bankAgrees } from "./bank-agrees.ts";
import type { BankPosition } from "./bank-positions.ts";
import { found, passed, type Check } from "./check.ts";
import { periodIdOf, type Period } from "./model.ts";
import type { CheckView, PeriodState } from "./wire.ts";

/** How many open breaks a book has: those that stop a close, and the others. */
export type BreakCounts = {
  readonly severe: number;
  readonly others: number;
  /** Whether all of them were counted. */
  readonly complete: boolean;
};

/** What the checklist is made of. */
export type ClosingFacts = {
  readonly period: Period;
  readonly now: Instant;
  /** The state of the month before; NONE when the book began in this one. */
  readonly previous: PeriodState | "NONE";
  readonly sealedTo: string;
  /** Whether an event of the month is still on its way to a queue. */
  readonly isWaiting: boolean;
  /** The latest check that looked at all of the month's days. */
  readonly drift: DriftCheckView | undefined;
  /** The latest run that was asked for after the month was over, and is done. A book of nobody's has none. */
  readonly run: ReconciliationView | "NOT_NEEDED" | undefined;
  readonly breaks: BreakCounts;
  readonly advices: { readonly count: number; readonly complete: boolean };
  /** The book's accounts at banks whose statements have balances. */
  readonly banks: readonly BankPosition[];
};

/** The first moment after a month. */
export const endOf = ({ month }: Pick<Period, "month">): Instant =>
  startOf(firstDayOf(monthsAfter(month, 1)));

/** All that is looked at before a month is closed, each with what was found and where to look. */
export function checklist(facts: ClosingFacts): CheckView[] {
  return [
    monthOver(facts),
    previousClosed(facts),
    daysSealed(facts),
    eventsCarried(facts),
    figuresReady(facts),
    trialBalance(facts),
    noDrift(facts),
    reconciled(facts),
    breaksSettled(facts),
    breaksLeft(facts),
    runDecided(facts),
    advicesSettled(facts),
    bankAgrees(facts.banks, facts.period.owner),
    clearingEmpty(facts),
    suspenseEmpty(facts),
  ].map((check) => ({ ...check, links: [...(check.links ?? [])] }));
}

const query = ({ owner, currency }: Period): string => `lenderId=${owner}&currency=${currency}`;

const drifts = (period: Period): string => `/v1/ledger/drift?${query(period)}`;

function monthOver({ period, now }: ClosingFacts): Check {
  const end = endOf(period);
  return now >= end
    ? passed("MONTH_OVER", `${period.month} ended at ${end}.`)
    : found("MONTH_OVER", { count: 1, detail: `${period.month} runs until ${end}.` });
}

function previousClosed({ period, previous }: ClosingFacts): Check {
  if (previous === "NONE") return passed("PREVIOUS_CLOSED", "The book began in this month.");
  if (previous === "CLOSED") return passed("PREVIOUS_CLOSED", "The month before is closed.");
  const before = periodIdOf(period, monthsAfter(period.month, -1));
  return found("PREVIOUS_CLOSED", {
    count: 1,
    detail: `The month before is ${previous}: months are closed one after the other.`,
    links: [`/v1/periods/${before}`],
  });
}

function daysSealed({ period, sealedTo }: ClosingFacts): Check {
  const to: LocalDate = lastDayOf(period.month);
  if (sealedTo >= to)
    return passed("DAYS_SEALED", `Every day up to ${to} is sealed: nothing can be posted into it.`);
  return found("DAYS_SEALED", {
    count: 1,
    detail: `The books are sealed up to ${sealedTo < period.month ? "a day before the month" : sealedTo}; a day is sealed within two hours of its end.`,
    links: [`/v1/ledger/seals?${query(period)}`],
  });
}

const eventsCarried = ({ isWaiting }: ClosingFacts): Check =>
  !isWaiting
    ? passed("EVENTS_CARRIED", "Every event of the month was carried to whoever works on it.")
    : found("EVENTS_CARRIED", {
        count: 1,
        detail:
          "Events of the month are still on their way to whoever works on them; they are swept every minute.",
      });

function figuresReady({ period }: ClosingFacts): Check {
  if (period.prepared !== undefined)
    return passed("FIGURES_READY", `The month has ${period.prepared.entries} entries.`);
  const detail =
    period.state === "OPEN"
      ? "Nobody began to close the month: POST …/closing does."
      : "What the month came to is still being worked out.";
  return found("FIGURES_READY", {
    count: 1,
    detail,
    links: [`/v1/periods/${period.periodId}/closing`],
  });
}

function trialBalance({ period }: ClosingFacts): Check {
  const { prepared } = period;
  if (prepared === undefined || prepared.debit === prepared.credit)
    return passed("TRIAL_BALANCE", "Debits equal credits.");
  return found("TRIAL_BALANCE", {
    count: 1,
    detail: `Debits are ${prepared.debit}, credits ${prepared.credit}.`,
    links: [`/v1/periods/${period.periodId}/trial-balance`],
  });
}

function noDrift({ period, drift }: ClosingFacts): Check {
  if (drift === undefined)
    return found("NO_DRIFT", {
      count: 1,
      detail: "No check for drift looked at all of the month yet; one is made when its last day is sealed.",
      links: [drifts(period)],
    });
  const { drift: count = 0, checkId } = drift;
  return count === 0
    ? passed("NO_DRIFT", `${checkId} found every copy as it should be.`)
    : found("NO_DRIFT", {
        count,
        detail: `${checkId} found ${count} differences between the journal and what happened.`,
        links: [`/v1/ledger/drift/${checkId}`],
      });
}

function reconciled({ period, run }: ClosingFacts): Check {
  if (run === "NOT_NEEDED") return passed("RECONCILED", "Nothing is reconciled in this book.");
  if (run !== undefined)
    return passed("RECONCILED", `${run.reconciliationId} was asked for after the month was over.`);
  return found("RECONCILED", {
    count: 1,
    detail: "No run that was asked for after the month was over is done.",
    links: [`/v1/reconciliations?${query(period)}`],
  });
}

const breaksOf = ({ owner }: Period, severity: string): string =>
  `/v1/breaks?lenderId=${owner}&severity=${severity}`;

function breaksSettled({ period, breaks: { severe, complete } }: ClosingFacts): Check {
  if (severe === 0 && complete)
    return passed("BREAKS_SETTLED", "No break of severity HIGH or CRITICAL is open.");
  return found("BREAKS_SETTLED", {
    count: severe,
    detail: complete
      ? `${severe} breaks of severity HIGH or CRITICAL are open.`
      : "There are more open breaks than can be counted.",
    links: [breaksOf(period, "CRITICAL"), breaksOf(period, "HIGH")],
  });
}

const breaksLeft = ({ period, breaks: { others } }: ClosingFacts): Check =>
  others === 0
    ? passed("BREAKS_LEFT", "No other break is open.")
    : found("BREAKS_LEFT", {
        count: others,
        detail: `${others} breaks of less severity are open, and go over into the next month.`,
        links: [breaksOf(period, "MEDIUM"), breaksOf(period, "LOW")],
      });

function runDecided({ run }: ClosingFacts): Check {
  const { ambiguous = 0, notMade = 0, limits = 0 } = (typeof run === "object" && run.counts) || {};
  const count = ambiguous + notMade + limits;
  if (count === 0 || typeof run !== "object") return passed("RUN_DECIDED", "The run left nothing undecided.");
  return found("RUN_DECIDED", {
    count,
    detail: `The run left ${ambiguous} facts ambiguous, made ${notMade} matches not that it found, and gave up ${limits} searches.`,
    links: [`/v1/reconciliations/${run.reconciliationId}`],
  });
}

function advicesSettled({ period, advices: { count, complete } }: ClosingFacts): Check {
  if (count === 0 && complete) return passed("ADVICES_SETTLED", "Every advice of the month is funded.");
  return found("ADVICES_SETTLED", {
    count,
    detail: `${complete ? "" : "At least "}${count} advices of the month are not funded: their money is on its way.`,
    links: [`/v1/remittances?lenderId=${period.owner}`],
  });
}

const balances = (of: readonly { readonly account: string; readonly balance: number }[]): string =>
  of.map(({ account, balance }) => `${account} ${balance}`).join(", ");

function clearingEmpty({ period: { periodId, prepared } }: ClosingFacts): Check {
  if (prepared === undefined || prepared.clearingCount === 0)
    return passed("CLEARING_EMPTY", "No money is on its way.");
  return found("CLEARING_EMPTY", {
    count: prepared.clearingCount,
    detail: `Money is on its way: ${balances(prepared.clearing)}.`,
    links: [`/v1/periods/${periodId}/trial-balance`],
  });
}

function suspenseEmpty({ period: { periodId, prepared } }: ClosingFacts): Check {
  if (prepared === undefined || prepared.suspenseCount === 0)
    return passed("SUSPENSE_EMPTY", "No money is in suspense.");
  return found("SUSPENSE_EMPTY", {
    count: prepared.suspenseCount,
    detail: `Money is in suspense: ${balances(prepared.suspense)}.`,
    links: [`/v1/periods/${periodId}/trial-balance`],
  });
}
