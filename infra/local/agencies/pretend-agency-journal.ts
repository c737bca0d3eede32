import type { Outcome } from "./pretend-agency-callbacks.ts";
import type { Reach, Reporting, Worker } from "./pretend-agency-case.ts";
import type { TongueName } from "./pretend-agency-tongues.ts";
import type { Trick } from "./pretend-agency-tricks.ts";
import type { Delivery } from "./pretend-agency-wire.ts";

/** A callback with every answer it got: what an audit compares with the gateway's history. */
export type Sent = {
  readonly agencyId: string;
  readonly placementId: string;
  readonly eventId: string;
  readonly eventType: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly reporting: Reporting;
  readonly tongue: TongueName;
  readonly outcomes: readonly Outcome[];
};

/** A delivery that an agency got, as `/_local/deliveries` shows it. */
export type Received = {
  readonly agencyId: string;
  readonly receivedAt: string;
  readonly status: number;
  readonly webhookId: string;
  readonly eventType?: string;
  readonly placementId?: string;
  readonly body?: unknown;
};

/** An event that an agency has taken on, by whatever way it came. */
export type Taken = {
  readonly agencyId: string;
  readonly by: Reach;
  readonly eventType: string;
  readonly placementId: string;
  readonly occurredAt: string;
  readonly data: Readonly<Record<string, unknown>>;
};

export const takenOf = (
  { seat, reach }: Worker,
  { eventType, placementId, occurredAt, data }: Delivery,
): Taken => ({ agencyId: seat.agencyId, by: reach, eventType, placementId, occurredAt, data });

const RECEIVED_KEPT_MAX = 5_000;

export type Journal = ReturnType<typeof agencyJournal>;

/** What the agencies saw and did, for people (`/_local/deliveries`), the demo's counts and the audit. */
export function agencyJournal() {
  const sent = new Map<string, Sent>();
  const received: Received[] = [];
  const accepted = new Map<string, Taken>();
  const failed = new Set<string>();
  const faults: string[] = [];
  const tricks: Trick[] = [];
  const counts = { badSignatures: 0, repeatedDeliveries: 0, malformed: 0, turnedAway: 0 };
  return {
    counts,
    accepted,
    /** Deliveries that were answered 500 or 503 on purpose, once each. */
    failed,
    /** What went wrong in the pretending itself; nothing should. */
    faults,
    /** What was tried that must not work. */
    tricks,
    complaints: (): readonly string[] => [
      ...faults,
      ...(counts.badSignatures > 0 ? [`${counts.badSignatures} deliveries were not signed well`] : []),
      ...(counts.malformed > 0 ? [`${counts.malformed} deliveries could not be read`] : []),
    ],
    sent: (): readonly Sent[] => [...sent.values()],
    received: (): readonly Received[] => received,
    noteReceived: (entry: Received): void => {
      received.push(entry);
      if (received.length > RECEIVED_KEPT_MAX) received.splice(0, received.length - RECEIVED_KEPT_MAX);
    },
    noteSent: (entry: Sent): void => {
      const before = sent.get(entry.eventId)?.outcomes ?? [];
      sent.set(entry.eventId, { ...entry, outcomes: [...before, ...entry.outcomes] });
    },
  };
}
