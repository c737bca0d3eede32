import type { Disclosure, DisputeView, Event, History } from "./audit-wire.ts";
import type { Trick } from "../agencies/pretend-agency-tricks.ts";
import type { Sent, Taken } from "../agencies/pretend-agency-journal.ts";
import type { Left, Planted } from "../money/pretend-period.ts";

/** One `POST /v1/accounts` and its repeats, as the lender saw them. */
export type Placed = {
  readonly accountId: string;
  readonly repeats: readonly { readonly accountId: string; readonly replayed: boolean }[];
};

/** A line of a batch's results. */
export type ResultLine = {
  readonly line: string;
  readonly lenderAccountRef: string;
  readonly outcome: string;
  readonly accountId: string;
};

/** A file of accounts, as the lender that placed it saw it. */
export type Batch = {
  readonly batchId: string;
  /** How many rows it had. */
  readonly announced: number;
  readonly progress: Readonly<Record<string, number>>;
  readonly lines: readonly ResultLine[];
  /** How the same file was answered that was announced a second time. */
  readonly again: { readonly status: number; readonly batchId: string };
};

/** An agency's placements: by its own list at the gateway, and by its own books. */
export type Inventory = {
  readonly agencyId: string;
  readonly listed: readonly string[];
  readonly believed: readonly string[];
};

/** An agency that answered nothing until then, and how many posts it turned away. */
export type Outage = { readonly agencyId: string; readonly until: string; readonly turnedAway: number };

/** An event that was kept for a person: what became of it, by the operator's list. */
export type Quarantined = {
  readonly agencyId: string;
  readonly eventId: string;
  readonly state: string;
  readonly disposition: string;
  /** Whether it stands on the list of what waits, or of what was rejected. */
  readonly isListed: boolean;
};

/** An entry in the books of money whose home is not known: what it did to an agency's suspense. */
export type InSuspense = { readonly agencyId: string; readonly reference: string; readonly amount: number };

/** A break that the gateway found, by the references of what is at odds. */
export type FoundBreak = {
  readonly breakId: string;
  readonly code: string;
  readonly lenderId: string;
  readonly agencyId?: string | undefined;
  readonly about: readonly string[];
};

/** A month of a book that is over, and what kept it from being closed. */
export type ClosedMonth = {
  readonly month: string;
  readonly state: string;
  readonly blockedBy: readonly string[];
  /** What books and banks say of the bank accounts, where that differs. */
  readonly banksDiffer?: string | undefined;
};

/** An advice, and what became of it in the end. */
type EndedAdvice = {
  readonly remittanceRef: string;
  readonly advisedOn: string;
  readonly state: string;
};

/** What became of a lender's money of a period. */
export type PeriodsMoney = {
  readonly lenderId: string;
  /** The day of the last run. */
  readonly asOf: string;
  readonly planted: readonly Planted[];
  /** What nothing is wrong with, and is still open. */
  readonly carried: readonly Left[];
  /** What was matched after each run: the first, the one that had nothing to do, and the one after a payment bounced. */
  readonly runs: readonly { readonly matches: number; readonly notMade: number }[];
  /** What was open after each of them. */
  readonly found: readonly (readonly FoundBreak[])[];
  readonly stillOpen: readonly FoundBreak[];
  readonly balances: ReadonlyMap<string, number>;
  /** What the journal's file adds up to, and what the gateway says of it. */
  readonly months: readonly ClosedMonth[];
  /** After the months were closed. */
  readonly advices: readonly EndedAdvice[];
  readonly exported: Sums<number> & { readonly said: Sums<number | undefined> };
};

type Sums<N> = { readonly debit: N; readonly credit: N };

/** Everything the audit looks at: the gateway's answers, and what the outsiders remember themselves. */
export type Facts = {
  readonly histories: readonly History[];
  readonly disputes: readonly DisputeView[];
  readonly placed: readonly Placed[];
  readonly sent: readonly Sent[];
  readonly quarantined: readonly Quarantined[];
  readonly suspense: readonly InSuspense[];
  /** What is left in the books of nobody once all of it was given back. */
  readonly leftOfNobodys: readonly string[];
  /** Who owes a debt, by the lender's reference of it. */
  readonly persons: ReadonlyMap<string, string>;
  readonly tricks: readonly Trick[];
  /** The agencies that go on although a hold stands. */
  readonly sly: readonly string[];
  /** The lenders' lists of holds that nobody acknowledged. */
  readonly unacknowledged: readonly string[];
  /** The deliveries that agencies took, by webhook id. */
  readonly delivered: ReadonlyMap<string, Taken>;
  readonly batches: readonly Batch[];
  readonly money: readonly PeriodsMoney[];
  readonly inventories: readonly Inventory[];
  readonly disclosures: readonly Disclosure[];
  /** What of a debtor was found in the logs, and where. */
  readonly leaks: readonly string[];
  readonly outage: Outage;
  readonly deadLetters: number;
  /** What the agencies could not verify or read, and what went wrong in their own work. */
  readonly complaints: readonly string[];
  /** Deliveries that an agency failed on purpose, to be sent again. */
  readonly failedOnPurpose: number;
};

/** What is wrong, in words; an invariant holds when there is nothing. */
export type Check = (facts: Facts) => readonly string[];

/** A check of each account on its own. */
export const perAccount =
  (fault: (history: History) => string | undefined): Check =>
  ({ histories }) =>
    histories.flatMap((history) => {
      const found = fault(history);
      return found === undefined ? [] : [`${history.view.accountId}: ${found}`];
    });

export const eventsOf = ({ histories }: Facts, type: string): readonly Event[] =>
  histories.flatMap(({ events }) => events.filter((event) => event.type === type));

/** A member of an event's data, empty when it is not text. */
export function text(event: Event, member: string): string {
  const value = event.data[member];
  return typeof value === "string" ? value : "";
}

/** The values that occur more than once. */
export function repeated(values: readonly string[]): readonly string[] {
  const seen = new Set<string>();
  return values.filter((value) => seen.has(value) || !seen.add(value));
}
