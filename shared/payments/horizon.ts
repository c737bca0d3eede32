import { bankCalendarOf, bankingDaysAfter } from "../calendars/banking-days.ts";
import { isAtTheEnd, later } from "../calendars/dates.ts";
import type { Currency } from "../kernel/money.ts";
import type { LocalDate } from "../kernel/time.ts";
import type * as z from "zod";
import type { PaymentMethod } from "./wire.ts";

/** Until when a payment may go back as a matter of course, until when at all, and by which rule. */
type Horizon = {
  readonly provisionalUntil: LocalDate;
  readonly reversibleUntil: LocalDate;
  readonly rule: string;
};

type Paid = {
  readonly method: z.infer<typeof PaymentMethod>;
  readonly on: LocalDate;
  readonly currency: Currency;
  /** Days in which any payment may still be reversed, by the terms that the placement keeps. */
  readonly reserveDays: number;
};

type Reading = (paid: Paid) => Horizon;

const ach: Reading = ({ on, currency }) => ({
  provisionalUntil: bankingDaysAfter(bankCalendarOf(currency), on, 2),
  reversibleUntil: later(on, 60),
  rule: "Nacha: two banking days, and sixty days where a consumer did not authorise it",
});

/** Thirteen months of thirty-one days at most. */
const sepaDebit: Reading = ({ on }) => ({
  provisionalUntil: later(on, 8 * 7),
  reversibleUntil: later(on, 396),
  rule: "SEPA direct debit: eight weeks without a reason, thirteen months where it was not authorised",
});

const final: Reading = ({ on }) => ({
  provisionalUntil: on,
  reversibleUntil: on,
  rule: "final when it is received",
});

const agreed: Reading = ({ on, reserveDays }) => ({
  provisionalUntil: later(on, reserveDays),
  reversibleUntil: later(on, reserveDays),
  rule: `${reserveDays} days by the contract`,
});

const readings: Readonly<Record<Paid["method"], Reading>> = {
  ACH: ach,
  // A direct debit in dollars is one of the same house.
  DIRECT_DEBIT: (paid) => (paid.currency === "USD" ? ach(paid) : sepaDebit(paid)),
  BANK_TRANSFER: final,
  CASH: final,
  CARD: agreed,
  CHEQUE: agreed,
  WALLET: agreed,
  OTHER: agreed,
};

export const horizonOf: Reading = (paid) => (isAtTheEnd(paid.on) ? final : readings[paid.method])(paid);
