import type { Outcome } from "./pretend-agency-callbacks.ts";
import type { Case } from "./pretend-agency-case.ts";
import { IN_SUSPENSE, Money, type Callback } from "./pretend-agency-wire.ts";

/** Money as an agency has it in its own books, whatever the gateway makes of it. */
export type Booked = {
  readonly kind: "PAYMENT" | "REVERSAL" | "COST";
  readonly ref: string;
  readonly originalRef?: string;
  readonly placementId: string;
  readonly lenderAccountRef: string;
  amount: Money;
  /** What the debtor owed then, in minor units: commission is on no more. */
  readonly owedMinor: number;
  readonly on: string;
  /** Whether the gateway knows whose it is. */
  readonly isAstray: boolean;
  readonly agencyId: string;
  /** Whether it bears no commission, for a dispute was upheld. */
  readonly isFree: () => boolean;
  /** Whether the agency still works the account. */
  readonly isWorked: () => boolean;
};

type Ended = { readonly outcomes: readonly Outcome[]; readonly isOdd: boolean };

const kinds = {
  "payment.received": { kind: "PAYMENT", ref: "paymentRef" },
  "payment.reversed": { kind: "REVERSAL", ref: "reversalRef" },
  "cost.incurred": { kind: "COST", ref: "costRef" },
} as const;

const isBookable = (eventType: string): eventType is keyof typeof kinds => Object.hasOwn(kinds, eventType);

/** Enters what was taken, or will be once somebody has asked what a code means. */
export function enter(held: Case, callback: Callback, ended: Ended): void {
  const amount = Money.safeParse(callback.data["amount"]).data;
  if (amount === undefined || !isTaken(ended)) return;
  if (callback.eventType === "payment.corrected") correct(held, String(callback.data["paymentRef"]), amount);
  const booked = bookedOf(held, callback, amount);
  if (booked !== undefined) held.books.push({ ...booked, isAstray: answerIn(ended)?.reason === IN_SUSPENSE });
}

const answerIn = ({ outcomes }: Ended) => outcomes.find(({ answer }) => answer !== undefined)?.answer;

function isTaken(ended: Ended): boolean {
  const disposition = answerIn(ended)?.disposition;
  return disposition === "ACCEPTED" || (disposition === "QUARANTINED" && ended.isOdd);
}

function bookedOf(
  held: Case,
  { eventType, data, placementId, effectiveAt }: Callback,
  amount: Money,
): Omit<Booked, "isAstray"> | undefined {
  if (!isBookable(eventType)) return undefined;
  const { kind, ref } = kinds[eventType];
  const on = effectiveAt.slice(0, 10);
  return {
    kind,
    ref: String(data[ref]),
    ...(kind === "REVERSAL" && { originalRef: String(data["originalPaymentRef"]) }),
    placementId,
    lenderAccountRef: held.lenderAccountRef,
    amount,
    owedMinor: held.outstanding.amount,
    on,
    agencyId: held.seat.agencyId,
    isFree: () => isFree(held, on),
    isWorked: () => !held.ended && !held.disputed,
  };
}

const neverOwed: ReadonlySet<string> = new Set(["NOT_MINE", "IDENTITY_THEFT", "DEBT_NOT_EXIST"]);

/** What came in since the debtor disputed, or all of it where this debtor never owed anything. */
const isFree = ({ disputes, upheld }: Case, on: string): boolean =>
  [...disputes].some(
    ([disputeId, dispute]) => upheld.has(disputeId) && (neverOwed.has(dispute.type) || on >= dispute.on),
  );

function correct({ books }: Case, ref: string, amount: Money): void {
  const payment = books.find((one) => one.kind === "PAYMENT" && one.ref === ref);
  if (payment !== undefined) payment.amount = amount;
}
