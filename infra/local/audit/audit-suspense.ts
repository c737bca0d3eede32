import type { Sent } from "../agencies/pretend-agency-journal.ts";
import { IN_SUSPENSE } from "../agencies/pretend-agency-wire.ts";
import type { Check } from "./audit-facts.ts";
import { Money } from "./audit-wire.ts";

/** Taken, though nobody knows whose money it is. */
export const isSuspended = ({ outcomes }: Sent): boolean =>
  outcomes.some(({ answer }) => answer?.reason === IN_SUSPENSE);

/** What agencies reported of placements that nobody has is in the books of nobody's money, each once, to the cent. */
export const moneyWithoutAHomeIsKept: Check = ({ sent, suspense }) => {
  const reported = sent.filter(isSuspended).map(({ agencyId, eventType, data }) => {
    const amount = Money.parse(data["amount"]).amount;
    const isBack = eventType === "payment.reversed";
    return `${agencyId} ${String(data[isBack ? "reversalRef" : "paymentRef"])} ${isBack ? amount : -amount}`;
  });
  const kept = suspense.map(({ agencyId, reference, amount }) => `${agencyId} ${reference} ${amount}`);
  return [
    ...without(reported, kept).map((each) => `${each}: reported, and not in suspense`),
    ...without(kept, reported).map((each) => `${each}: in suspense, and not reported so`),
  ];
};

/** What was given back, or went back, is on no account any more. */
export const moneyGivenBackLeavesNothing: Check = ({ leftOfNobodys }) => leftOfNobodys;

/** What is in one list more often than in the other. */
function without(some: readonly string[], others: readonly string[]): readonly string[] {
  const left = [...others];
  return some.filter((each) => {
    const found = left.indexOf(each);
    if (found >= 0) left.splice(found, 1);
    return found < 0;
  });
}
