import type { Booked } from "./pretend-agency-books.ts";
import type { Outcome } from "./pretend-agency-callbacks.ts";
import type { Seat } from "./pretend-agency-signing.ts";
import { tongueOf, type TongueName } from "./pretend-agency-tongues.ts";
import type { Dice, Habit } from "./pretend-agency-habits.ts";
import { isMoney } from "./pretend-agency-money.ts";
import type { Known, Repeat, Step } from "./pretend-agency-steps.ts";
import { IN_SUSPENSE, Money, type Callback } from "./pretend-agency-wire.ts";

/** How an agency gets its events: posted to it, fetched from its feed, or by the daily file. */
export type Reach = "PUSH" | "PULL" | "FILE";

/** How an agency reports: event by event, in batches, or by file. */
export type Reporting = "SINGLE" | "BATCH" | "FILE";

/** Who works on a placement, and how. */
export type Worker = {
  readonly seat: Seat;
  readonly habit: Habit;
  readonly reach: Reach;
  readonly reporting: Reporting;
  readonly tongue: TongueName;
};

/** One placement on an agency's desk: what is still to report, and what the agency knows of it. */
export type Case = Worker & {
  readonly placementId: string;
  readonly todo: (Step | Repeat)[];
  readonly posted: Map<string, Callback>;
  informed: readonly (Step | Repeat)[];
  dice: Dice;
  outstanding: Money;
  /** What is left of each payment, and what it was last said to be, by its reference. */
  readonly paid: Map<string, number>;
  readonly said: Map<string, number>;
  readonly books: Booked[];
  /** The orders to stop that it has answered, or is about to. */
  readonly heeded: Set<string>;
  /** What the debtor disputed, and when, by the gateway's id; and which of it was upheld. */
  readonly disputes: Map<string, { readonly type: string; readonly on: string }>;
  readonly upheld: Set<string>;
  lenderAccountRef: string;
  disputed: boolean;
  offered: boolean;
  ended: boolean;
  working: boolean;
};

export const newCase = (worker: Worker, placementId: string): Case => ({
  ...worker,
  placementId,
  todo: [],
  posted: new Map(),
  informed: [],
  dice: () => 0,
  outstanding: { amount: 0, currency: "USD" },
  paid: new Map(),
  said: new Map(),
  books: [],
  heeded: new Set(),
  disputes: new Map(),
  upheld: new Set(),
  lenderAccountRef: "",
  disputed: false,
  offered: false,
  ended: false,
  working: false,
});

const known = (held: Case, at: string): Known => ({
  placementId: held.placementId,
  at,
  outstanding: held.outstanding,
  paidMinor: [...held.paid.values()].reduce((sum, left) => sum + left, 0),
});

/** Nobody contacts a debtor who disputes, and a placement that ended gets nothing more but money. */
export function isIdle(held: Case, step: Step): boolean {
  if (isMoney(step) || step.eventType === "hold.acknowledged") return false;
  // What was learnt is forgotten once, and only when the work has ended.
  if (step.eventType === "data.deleted") return !held.ended || held.posted.has(step.key);
  if (step.rude === true && !held.ended) return false;
  const sleeps = step.eventType === "contact.attempted" || step.eventType === "placement.closed";
  return held.ended || (sleeps && held.disputed);
}

/** The callback of a step, its bytes fixed from here on. */
export function callbackOf(held: Case, step: Step, at: string): Callback {
  const eventId = `${held.placementId}-${step.key}`;
  const { eventType } = step;
  const data = step.data(known(held, at));
  const { agoMs = 0, schemaVersion = 1 } = step;
  const effectiveAt = new Date(Date.parse(at) - agoMs).toISOString();
  const placementId = step.astray === true ? nobodys(held.placementId) : held.placementId;
  const envelope = {
    specVersion: "1.0",
    eventId,
    eventType,
    schemaVersion,
    placementId,
    effectiveAt,
    reportedAt: at,
    data,
  };
  const written = tongueOf[held.tongue]?.write(envelope, step.odd === true) ?? envelope;
  return { eventId, eventType, placementId, effectiveAt, data, body: JSON.stringify(written) };
}

/** An id as the gateway gives them, of a time that has not come. */
const nobodys = (placementId: string): string => placementId.replace(/^plc_./u, "plc_7");

/** After these an agency leaves the debtor alone, until it is told that it may go on. */
export const stopsWork = ({ eventType }: Step): boolean =>
  eventType === "dispute.raised" || eventType === "complaint.raised" || eventType.startsWith("debtor.");

/** By these an agency ends its own work. */
export const endings: ReadonlySet<string> = new Set(["placement.declined", "placement.closed"]);

/** What an agency learns from the answers to one of its callbacks. */
export function learn(held: Case, callback: Callback, outcomes: readonly Outcome[]): void {
  const answer = outcomes.find((outcome) => outcome.answer !== undefined)?.answer;
  if (answer === undefined || answer.reason === IN_SUSPENSE) return;
  if (endings.has(callback.eventType)) held.ended = true;
  if (answer.outstanding !== undefined) held.outstanding = answer.outstanding;
  if (answer.disposition === "ACCEPTED") account(held, callback);
  const { type } = callback.data;
  if (answer.disputeId !== undefined && typeof type === "string")
    held.disputes.set(answer.disputeId, { type, on: callback.effectiveAt.slice(0, 10) });
}

function account({ paid, said }: Case, { eventType, data }: Callback): void {
  const amount = Money.safeParse(data["amount"]).data?.amount ?? 0;
  const ref = String(data["originalPaymentRef"] ?? data["paymentRef"]);
  const add = (more: number): void => void paid.set(ref, (paid.get(ref) ?? 0) + more);
  if (eventType === "payment.reversed") add(-amount);
  if (eventType === "payment.received") add(amount);
  if (eventType === "payment.corrected") add(amount - (said.get(ref) ?? amount));
  if (eventType === "payment.received" || eventType === "payment.corrected") said.set(ref, amount);
}
