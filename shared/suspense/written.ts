import type { AccountStateStore } from "../accounts/state-store.ts";
import { withHistory } from "../accounts/history.ts";
import type { Account } from "../accounts/model.ts";
import type { Change, Create, Update } from "../kernel/change.ts";
import type { Instant } from "../kernel/time.ts";
import { bookOf } from "../ledger/book.ts";
import type { PaymentStore } from "../payments/store.ts";
import { recorded } from "../platform/events.ts";
import type { Written } from "../platform/write.ts";
import type { Attribution } from "./attribution.ts";
import type { SettledSuspense } from "./model.ts";

export type SuspenseWrites = {
  readonly accounts: Pick<AccountStateStore, "changed">;
  readonly payments: Pick<PaymentStore, "written" | "suspended" | "settledOnce">;
};

/** The record of settled money and the end of its history. */
export function settledItems(
  { payments }: SuspenseWrites,
  { before, after, event }: SettledSuspense,
  now: Instant,
): { readonly once: Create; readonly state: Change; readonly events: readonly Create[] } {
  const { accountId, currency, sequence, head } = before;
  const history = { accountId, book: bookOf({ currency }), chain: { sequence, head } };
  const { items, chain } = recorded(history, [event], now);
  return {
    once: payments.settledOnce(before, now),
    state: payments.suspended({ ...after, ...chain }, before),
    events: items,
  };
}

type Writing = {
  readonly before: Account;
  readonly now: Instant;
  /** Of the callback that attributes it, if one does. */
  readonly receipt?: Create | Update;
};

/** The one transaction of an attribution: both books, both histories, and the payment that moves between them. */
export function attributionWritten(
  writes: SuspenseWrites,
  { settled, outcome }: Attribution,
  { before, now, receipt }: Writing,
): Written {
  const { once, state, events } = settledItems(writes, settled, now);
  const paid = withHistory(outcome.account, outcome.events, now);
  return {
    identity: receipt === undefined ? [once] : [receipt, once],
    state: [
      state,
      writes.accounts.changed(before, paid.account, now),
      ...(outcome.payment ? [writes.payments.written(outcome.payment, outcome.paymentBefore)] : []),
    ],
    events: [...paid.events, ...events],
  };
}
