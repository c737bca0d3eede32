import type { Money, Offered } from "./pretend-agency-wire.ts";

/** What an agency knows about a case at the moment it reports. */
export type Known = {
  readonly placementId: string;
  readonly at: string;
  readonly outstanding: Money;
  readonly paidMinor: number;
};

/** One thing an agency will report about a placement; `key` names it within the placement. */
export type Step = {
  readonly key: string;
  readonly eventType: string;
  readonly data: (known: Known) => Readonly<Record<string, unknown>>;
  readonly pauseMs: number;
  /** How often the same callback is sent, and whether all of them at once. */
  readonly copies: number;
  readonly together: boolean;
  /** Has a code that the agency's dialect does not know. */
  readonly odd?: true;
  /** Is done though a hold stands. */
  readonly rude?: true;
  /** Tells of what was so long ago. */
  readonly agoMs?: number;
  readonly schemaVersion?: number;
  /** Names a placement that nobody has. */
  readonly astray?: true;
};

/** Sends an earlier callback of the placement again, word for word. */
export type Repeat = { readonly repeatOf: string; readonly pauseMs: number };

/** One that is sent once, and at once. */
export const step = (key: string, eventType: string, data: Step["data"]): Step => ({
  key,
  eventType,
  data,
  pauseMs: 0,
  copies: 1,
  together: false,
});

/** Acknowledges the balance of the offer, or one that is so many cents off. */
export const acknowledge = (offered: Offered, centsOff = 0): Step =>
  step(centsOff === 0 ? "ack" : "ack-off", "placement.acknowledged", () => {
    const { amount, currency } = offered.balance.outstanding;
    return { balance: { amount: amount + centsOff, currency }, agencyCaseRef: offered.lenderAccountRef };
  });

export const decline = (code: string): Step =>
  step("decline", "placement.declined", () => ({ code, text: "Not one we can work at present." }));

export const askInformation = (): Step =>
  step("ask", "placement.info_requested", () => ({
    code: "STATEMENT",
    text: "Please send the last statement before the first missed instalment.",
    fields: ["openedOn"],
  }));

export const contact = (n: number): Step =>
  step(`contact-${n}`, "contact.attempted", ({ at, placementId }) => ({
    attemptRef: `C${n}-${placementId}`,
    channel: n % 2 === 1 ? "VOICE" : "EMAIL",
    startedAt: at,
    outcome: n % 2 === 1 ? "NO_ANSWER" : "DELIVERED",
  }));

const HOUR_MS = 3_600_000;

/** How an agreement stood so many hours ago. */
export const agree = (to: "proposed" | "activated" | "completed", hoursAgo: number): Step => ({
  ...step(`plan-${to}`, `arrangement.${to}`, ({ placementId }) => ({
    arrangementRef: `A-${placementId}`,
    instalments: 6,
  })),
  agoMs: hoursAgo * HOUR_MS,
});

/** What such a report says besides who told it. */
const facts: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "complaint.raised": { category: "CONDUCT", severity: "LOW" },
  "debtor.vulnerable": { code: "RESILIENCE" },
  "debtor.insolvent": { kind: "BANKRUPTCY" },
  "debtor.moratorium": { kind: "STANDARD" },
};

export type Misfortune = "complaint.raised" | `debtor.${string}`;

/** What is true of all that a person owes. */
export const misfortunesOfPersons = [
  "debtor.deceased",
  "debtor.insolvent",
  "debtor.represented",
  "debtor.cease_requested",
  "debtor.moratorium",
  "debtor.id_theft",
] as const;

/** What befell the debtor, or what the debtor complains of. */
export const befall = (what: Misfortune, key = "befell"): Step =>
  step(key, what, () => ({ source: "DEBTOR", ...facts[what] }));

export const raiseDispute = (key: string, type: string): Step =>
  step(key, "dispute.raised", ({ at }) => ({
    type,
    channel: "LETTER",
    raisedAt: at,
    inWriting: true,
    narrative: `A pretend debtor says: ${type}.`,
  }));

export const acknowledgeHold = (holdId: string): Step =>
  step(`hold-${holdId}`, "hold.acknowledged", ({ at }) => ({ holdId, appliedAt: at }));

export const giveBack = (recallId: string): Step =>
  step(`recall-${recallId}`, "recall.acknowledged", () => ({ recallId }));

export const object = (recallId: string, reason: string): Step =>
  step(`object-${recallId}-${reason}`, "recall.objected", () => ({
    recallId,
    reason,
    text: "The debtor promised to pay on the first.",
  }));

/** Forgets the debtor and says so. */
export const attestDeletion = (): Step =>
  step("deleted", "data.deleted", ({ at, placementId }) => ({
    attestation: `D-${placementId}`,
    scope: "ALL",
    method: "Key destroyed",
    deletedAt: at,
  }));

/** Ends the placement with the code that the money asks for. */
export const close = (): Step =>
  step("close", "placement.closed", ({ outstanding, paidMinor }) => ({
    code: closeCode(outstanding.amount, paidMinor),
    finalBalance: outstanding,
  }));

function closeCode(outstanding: number, paid: number): string {
  if (outstanding === 0) return "PAID_IN_FULL";
  return paid > 0 ? "PARTIALLY_PAID_EXHAUSTED" : "EXHAUSTED";
}

export const isRepeat = (step: Step | Repeat): step is Repeat => "repeatOf" in step;
