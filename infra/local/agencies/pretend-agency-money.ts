import { step, type Known, type Step } from "./pretend-agency-steps.ts";
import type { Money } from "./pretend-agency-wire.ts";

/** What agencies report of money: what came in and went back, what was wrong about it, charges and settlements. */

export const pay = (n: number, amount: Money): Step =>
  step(`pay-${n}`, "payment.received", ({ placementId }) => ({
    paymentRef: `P${n}-${placementId}`,
    amount,
    method: "ACH",
  }));

/** Says of payment n that it was another sum, under another event. */
export const contradict = (n: number, amount: Money): Step => ({ ...pay(n, amount), key: `pay-${n}-other` });

/** Payment n once more, from a file that got stuck before it bounced. */
export const stuck = (n: number, amount: Money): Step => ({
  ...pay(n, amount),
  key: `pay-${n}-stuck`,
  agoMs: 3 * 3_600_000,
});

const reversal = (amount: Money, refs: Readonly<Record<string, string>>, reason: string) => ({
  ...refs,
  amount,
  reason,
  ...(reason === "NSF" && { returnCode: "R01" }),
});

/** Takes payment n back, for it bounced. */
export const reverse = (n: number, amount: Money, reason = "NSF"): Step =>
  step(`reverse-${n}`, "payment.reversed", ({ placementId }) =>
    reversal(
      amount,
      { reversalRef: `R${n}-${placementId}`, originalPaymentRef: `P${n}-${placementId}` },
      reason,
    ),
  );

/** Takes back what was remitted already. */
export const takeBack = (originalPaymentRef: string, amount: Money): Step =>
  step("bounced-late", "payment.reversed", ({ placementId }) =>
    reversal(amount, { reversalRef: `RL-${placementId}`, originalPaymentRef }, "NSF"),
  );

/** Says what payment n truly was. */
export const correct = (n: number, amount: Money): Step =>
  step(`correct-${n}`, "payment.corrected", ({ placementId }) => ({
    paymentRef: `P${n}-${placementId}`,
    supersedesEventId: `${placementId}-pay-${n}`,
    amount,
  }));

/** Reports money under a file number that nobody gave it. */
export const astray = (money: Step): Step => ({ ...money, astray: true });

/** What the agency spent for the lender; the debtor does not owe it. */
export const spend = (amount: Money): Step =>
  step("cost", "cost.incurred", ({ placementId }) => ({
    costRef: `C-${placementId}`,
    type: "TRACING",
    amount,
    authorisationRef: "STANDING-ORDER-7",
  }));

/** What the debtor owes the more. */
export const charge = (amount: Money, key = "fee"): Step =>
  step(key, "fee.added", ({ placementId }) => ({
    feeRef: `${key}-${placementId}`,
    type: "AGENCY_FEE",
    amount,
    authorisationRef: "STANDING-ORDER-7",
  }));

const OFFER_DAYS = 60;

const daysLater = ({ at }: Known, days: number): string =>
  new Date(Date.parse(at) + days * 86_400_000).toISOString().slice(0, 10);

/** Passes on what the debtor offers to pay so that the rest is waived. */
export const passOn = (offer: Money): Step =>
  step("settle", "settlement.requested", (known) => ({
    settlementRef: `S-${known.placementId}`,
    offer,
    expiresOn: daysLater(known, OFFER_DAYS),
  }));

/** What was agreed was paid: the rest is not owed any more. */
export const settled = (): Step =>
  step("close", "placement.closed", ({ outstanding }) => ({
    code: "SETTLED_IN_FULL",
    finalBalance: outstanding,
  }));

/** Money that moved is reported whatever has become of the placement. */
export const isMoney = (one: Step): boolean => one.eventType.startsWith("payment.");
