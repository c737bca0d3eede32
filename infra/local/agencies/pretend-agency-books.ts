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
export function enter(
  held: Case,
  { eventType, data, ...callback }: Callback,
  { outcomes, isOdd }: Ended,
): void {
  const answer = outcomes.find((outcome) => outcome.answer !== undefined)?.answer;
  const isTaken = answer?.disposition === "ACCEPTED" || (answer?.disposition === "QUARANTINED" && isOdd);
  const amount = Money.safeParse(data["amount"]).data;
  if (!isTaken || amount === undefined) return;
  if (eventType === "payment.corrected") correct(held, String(data["paymentRef"]), amount);
  if (!isBookable(eventType)) return;
  const { kind, ref } = kinds[eventType];
  held.books.push({
    kind,
    ref: String(data[ref]),
    ...(kind === "REVERSAL" && { originalRef: String(data["originalPaymentRef"]) }),
    placementId: callback.placementId,
    lenderAccountRef: held.lenderAccountRef,
    amount,
    owedMinor: held.outstanding.amount,
    on: callback.effectiveAt.slice(0, 10),
    isAstray: answer?.reason === IN_SUSPENSE,
    agencyId: held.seat.agencyId,
    isWorked: () => !held.ended && !held.disputed,
  });
}

function correct({ books }: Case, ref: string, amount: Money): void {
  const payment = books.find((one) => one.kind === "PAYMENT" && one.ref === ref);
  if (payment !== undefined) payment.amount = amount;
}
