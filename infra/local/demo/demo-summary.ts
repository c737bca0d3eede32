import { eventsOf, type Facts } from "../audit/audit-facts.ts";
import {
  expectedBreaks,
  imbalanceOf,
  invented,
  lockedCountOf,
  matchCountOf,
  unfound,
} from "../audit/audit-money.ts";
import { endsOf, receivedOf } from "../audit/audit-quarantine.ts";
import type { Event } from "../audit/audit-wire.ts";
import type { Finding } from "../audit/audit.ts";

export type Counts = Readonly<Record<string, number>>;

/** The figures of a run, counted from the histories that the API showed. */
export const countsOf = (facts: Facts): Counts => ({
  ...placedCounts(facts),
  ...eventCounts(facts),
  ...waysOf(facts),
  ...endCounts(facts),
  ...deliveryCounts(facts),
  ...moneyCounts(facts),
  events: facts.histories.reduce((total, { events }) => total + events.length, 0),
  deadLetters: facts.deadLetters,
});

function placedCounts({ histories, batches }: Facts): Counts {
  const rejected = histories.filter(({ view }) => view.lifecycle === "REJECTED").length;
  return {
    accounts: histories.length,
    placedByFile: batches.reduce((total, { announced }) => total + announced, 0),
    eligible: histories.length - rejected,
    rejected,
  };
}

function eventCounts(facts: Facts): Counts {
  const of = (type: string, isMeant: (event: Event) => boolean = () => true): number =>
    eventsOf(facts, type).filter(isMeant).length;
  const outcomes = facts.sent.flatMap((sent) => sent.outcomes);
  const repeats = facts.placed.flatMap((placed) => placed.repeats);
  return {
    offered: of("placement.offered"),
    acknowledged: of("placement.acknowledged"),
    declined: of("placement.declined"),
    mismatched: of("placement.acknowledgement_mismatched"),
    informationRequested: of("placement.information_requested"),
    paymentsPosted: of("payment.received"),
    reversals: of("payment.reversed"),
    corrections: of("payment.corrected"),
    costs: of("cost.incurred"),
    feesAdded: of("fee.added"),
    settlementsRequested: of("settlement.requested"),
    settlementsAgreed: of("settlement.decided", ({ data }) => data["decision"] === "APPROVED"),
    settled: of("placement.closed", ({ data }) => data["code"] === "SETTLED_IN_FULL"),
    duplicates:
      [...outcomes, ...repeats].filter(({ replayed }) => replayed).length +
      outcomes.filter(({ answer }) => answer?.disposition === "DUPLICATE").length,
    disputesQueued: of("dispute.raised"),
    disputesResolved: of("dispute.resolved"),
    holdsAcknowledged: of("hold.acknowledged"),
    otherDebtsHeld: of("hold.placed", ({ data }) => "reportId" in data),
    recallsRequested: of("recall.requested"),
    recallsObjected: of("recall.objected"),
    recalled: of("placement.recalled"),
    deletionsAttested: of("data.deleted"),
    closed: of("placement.closed"),
    callbacks: facts.sent.length,
    holdsReminded: of("hold.reminded"),
    holdsEscalated: of("hold.escalated"),
    debtorReportsAnswered: of("debtor_report.answered"),
    contactsUnderHold: withMember(facts, "holds"),
    supersededReports: withMember(facts, "superseded"),
  };
}

function deliveryCounts(facts: Facts): Counts {
  const by = (way: string): number => [...facts.delivered.values()].filter((one) => one.by === way).length;
  return {
    tricksTried: facts.tricks.length,
    callbacksRefused: facts.sent.filter(({ outcomes: [first] }) => (first?.status ?? 0) >= 400).length,
    deliveries: facts.delivered.size,
    deliveriesRetried: facts.failedOnPurpose,
    turnedAwayWhileDown: facts.outage.turnedAway,
    parkedWhileDown: parkedCount(facts),
    pulled: by("PULL"),
    byDailyFile: by("FILE"),
  };
}

/** How the callbacks came, and how many were in words of the agency's own. */
function waysOf({ sent }: Facts): Counts {
  const by = (way: string): number => sent.filter(({ reporting }) => reporting === way).length;
  return {
    byBatch: by("BATCH"),
    byEventFile: by("FILE"),
    inDialect: sent.filter(({ tongue }) => tongue !== "canonical").length,
  };
}

/** What became of the events: applied, duplicate, quarantined and suspended are all that was received. */
function endCounts(facts: Facts): Counts {
  const ends = [...endsOf(facts).values()].flat();
  const of = (end: string): number => ends.filter((one) => one === end).length;
  return {
    received: receivedOf(facts).length,
    applied: of("APPLIED"),
    duplicate: of("DUPLICATE"),
    quarantined: of("QUARANTINED"),
    suspended: of("SUSPENDED"),
    releasedFromQuarantine: facts.quarantined.filter(({ state }) => state === "RELEASED").length,
  };
}

/** What reconciling found, and whether that is what was wrong. */
function moneyCounts(facts: Facts): Counts {
  const sum = (count: (money: Facts["money"][number]) => number): number =>
    facts.money.reduce((total, money) => total + count(money), 0);
  const planted = sum((money) => expectedBreaks(facts, money).length);
  return {
    matched: sum(matchCountOf),
    advicesLocked: sum(lockedCountOf),
    plantedBreaks: planted,
    plantedFound: planted - sum((money) => unfound(money, facts).length),
    invented: sum((money) => invented(money, facts).length),
    ledgerImbalance: imbalanceOf(facts),
  };
}

/** How many breaks of each code were found. */
export function breaksByCode({ money }: Facts): Counts {
  const counts = new Map<string, number>();
  for (const { code } of money.flatMap(({ found }) => found.at(-1) ?? []))
    counts.set(code, (counts.get(code) ?? 0) + 1);
  return Object.fromEntries([...counts].toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

/** Reports of agencies whose event has such a member. */
const withMember = ({ histories }: Facts, member: string): number =>
  histories
    .flatMap(({ events }) => events)
    .filter(({ actor, data }) => actor.kind === "AGENCY" && member in data).length;

/** Events that were there before the agency that was down came back: it can only have taken them after that. */
const parkedCount = ({ delivered, outage }: Facts): number =>
  [...delivered.values()].filter(
    ({ agencyId, occurredAt }) => agencyId === outage.agencyId && occurredAt < outage.until,
  ).length;

const FAULTS_SHOWN = 3;

/** What a person reads: the counts, the reasons of rejection, every invariant, and what broke one. */
export function summaryLines(facts: Facts, counts: Counts, findings: readonly Finding[]): readonly string[] {
  const row = ([name, value]: readonly [string, number]): string =>
    `  ${name.padEnd(40)} ${String(value).padStart(8)}`;
  return [
    "",
    "What happened",
    ...Object.entries(counts).map(row),
    "",
    "What was wrong with the money",
    ...Object.entries(breaksByCode(facts)).map(row),
    "",
    "Why accounts were rejected (every failed rule counts)",
    ...reasonsOf(facts).map(row),
    "",
    "Invariants",
    ...findings.flatMap(({ name, holds, faults }) => [
      `  ${holds ? "true " : "FALSE"} ${name}`,
      ...faults.slice(0, FAULTS_SHOWN).map((fault) => `          ${fault}`),
      ...(faults.length > FAULTS_SHOWN ? [`          and ${faults.length - FAULTS_SHOWN} more`] : []),
    ]),
    "",
  ];
}

function reasonsOf({ histories }: Facts): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const { outcome, code = "?" } of histories.flatMap(({ view }) => view.screening))
    if (outcome === "FAIL") counts.set(code, (counts.get(code) ?? 0) + 1);
  return [...counts].sort(([one], [other]) => (one < other ? -1 : 1));
}
