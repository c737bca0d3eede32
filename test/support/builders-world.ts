import type { Account } from "../../shared/accounts/model.ts";
import type { Arrangement } from "../../shared/arrangements/model.ts";
import { decide } from "../../shared/callbacks/decide.ts";
import type { Outcome, Received } from "../../shared/callbacks/outcome.ts";
import type { EventType } from "../../shared/callbacks/wire.ts";
import type { EventDraft } from "../../shared/kernel/event.ts";
import type { Refusal } from "../../shared/kernel/problems.ts";
import { opening } from "../../shared/ledger/balance.ts";
import { isSamePayment, isSameReversal, type Payment, type Reversal } from "../../shared/payments/model.ts";
import { aDraft } from "./builders.ts";

/** What the table would hold of one account: its state, the identities that are spent, and its history. */
export type World = {
  readonly account: Account;
  readonly payments: ReadonlyMap<string, Payment>;
  readonly reversals: ReadonlyMap<string, Reversal>;
  readonly arrangements: readonly Arrangement[];
  readonly events: readonly EventDraft[];
};

export type Taken =
  | { readonly kind: "accepted"; readonly world: World; readonly outcome: Outcome }
  | { readonly kind: "duplicate" | "reused-reference"; readonly world: World }
  | { readonly kind: "refused"; readonly world: World; readonly refusal: Refusal };

export const aWorld = (account: Account): World => ({
  account,
  payments: new Map(),
  reversals: new Map(),
  arrangements: [],
  events: [aDraft({ type: "account.received", postings: opening(account.due) })],
});

/** Takes a callback as the use case does: decides, then meets the identities that stand already. */
export function take(world: World, received: Received<EventType>): Taken {
  const { callback } = received;
  if (callback.eventType === "payment.received") {
    const stands = world.payments.get(callback.data.paymentRef);
    if (stands !== undefined && stands.status !== "AWAITED") {
      const same = isSamePayment(stands, { ...callback.data.amount, placementId: callback.placementId });
      return { kind: same ? "duplicate" : "reused-reference", world };
    }
    return decided(world, received, stands);
  }
  if (callback.eventType === "payment.corrected")
    return decided(world, received, world.payments.get(callback.data.paymentRef));
  if (callback.eventType !== "payment.reversed") return decided(world, received, undefined);
  const taken = decided(world, received, world.payments.get(callback.data.originalPaymentRef));
  const stands = world.reversals.get(callback.data.reversalRef);
  if (stands === undefined) return taken;
  const reported = taken.kind === "accepted" ? taken.outcome.reversal : undefined;
  const same = reported === undefined || isSameReversal(stands, reported);
  return { kind: same ? "duplicate" : "reused-reference", world };
}

function decided(world: World, received: Received<EventType>, payment: Payment | undefined): Taken {
  const { account, arrangements } = world;
  const decision = decide({ account, arrangements, ...(payment && { payment }) }, received);
  if (!decision.ok) return { kind: "refused", world, refusal: decision.error };
  return { kind: "accepted", outcome: decision.value, world: after(world, decision.value) };
}

export function after(
  world: World,
  {
    account,
    events,
    payment,
    reversal,
    arrangement,
  }: Pick<Outcome, "account" | "payment" | "reversal" | "arrangement"> & {
    readonly events: readonly EventDraft[];
  },
): World {
  return {
    account: { ...account, sequence: account.sequence + events.length },
    payments: payment ? new Map([...world.payments, [payment.paymentRef, payment]]) : world.payments,
    reversals: reversal ? new Map([...world.reversals, [reversal.reversalRef, reversal]]) : world.reversals,
    arrangements: arrangement
      ? [
          ...world.arrangements.filter(({ arrangementRef }) => arrangementRef !== arrangement.arrangementRef),
          arrangement,
        ]
      : world.arrangements,
    events: [...world.events, ...events],
  };
}

/** The ledger accounts of the debtor's side, summed up from nothing but the history. */
export function foldOf(events: readonly EventDraft[]): Readonly<Record<string, number>> {
  const sums = new Map<string, number>();
  for (const { postings = [] } of events)
    for (const { account, amount } of postings) sums.set(account, (sums.get(account) ?? 0) + amount);
  return Object.fromEntries([...sums].filter(([, amount]) => amount !== 0));
}
