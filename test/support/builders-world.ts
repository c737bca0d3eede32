import type { Account } from "../../shared/accounts/model.ts";
import type { Arrangement } from "../../shared/arrangements/model.ts";
import { decide } from "../../shared/callbacks/decide.ts";
import type { Outcome, Received } from "../../shared/callbacks/outcome.ts";
import type { EventType } from "../../shared/callbacks/wire.ts";
import type { EventDraft } from "../../shared/kernel/event.ts";
import type { Refusal } from "../../shared/kernel/problems.ts";
import { opening } from "../../shared/ledger/balance.ts";
import { isSamePayment, isSameReversal, type Payment, type Reversal } from "../../shared/payments/model.ts";
import type { Placement } from "../../shared/placements/model.ts";
import type { Settlement } from "../../shared/settlements/model.ts";
import { aDraft, aPlacement } from "./builders.ts";

/** What the table would hold of one account: its state, the identities that are spent, and its history. */
export type World = {
  readonly account: Account;
  readonly payments: ReadonlyMap<string, Payment>;
  readonly reversals: ReadonlyMap<string, Reversal>;
  readonly arrangements: readonly Arrangement[];
  readonly settlements: readonly Settlement[];
  readonly charges: ReadonlySet<string>;
  readonly placement: Placement;
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
  settlements: [],
  charges: new Set(),
  placement: aPlacement(account),
  events: [aDraft({ type: "account.received", postings: opening(account.due) })],
});

/** Takes a callback as the use case does: decides, then meets the identities that stand already. */
export function take(world: World, received: Received<EventType>): Taken {
  const { callback } = received;
  if (callback.eventType === "payment.received") return takePayment(world, { ...received, callback });
  if (callback.eventType === "payment.reversed") return takeReversal(world, { ...received, callback });
  const corrected = callback.eventType === "payment.corrected" ? callback.data.paymentRef : "";
  const taken = decided(world, received, world.payments.get(corrected));
  const { charge } = taken.kind === "accepted" ? taken.outcome : {};
  return charge && world.charges.has(chargeIdOf(charge)) ? { kind: "duplicate", world } : taken;
}

function takePayment(world: World, received: Received<"payment.received">): Taken {
  const { data, placementId } = received.callback;
  const stands = world.payments.get(data.paymentRef);
  if (stands === undefined || stands.status === "AWAITED") return decided(world, received, stands);
  return {
    kind: isSamePayment(stands, { ...data.amount, placementId }) ? "duplicate" : "reused-reference",
    world,
  };
}

function takeReversal(world: World, received: Received<"payment.reversed">): Taken {
  const taken = decided(world, received, world.payments.get(received.callback.data.originalPaymentRef));
  const stands = world.reversals.get(received.callback.data.reversalRef);
  if (stands === undefined) return taken;
  const reported = taken.kind === "accepted" ? taken.outcome.reversal : undefined;
  const same = reported === undefined || isSameReversal(stands, reported);
  return { kind: same ? "duplicate" : "reused-reference", world };
}

const chargeIdOf = ({ kind, chargeRef }: NonNullable<Outcome["charge"]>): string => `${kind}#${chargeRef}`;

function decided(world: World, received: Received<EventType>, payment: Payment | undefined): Taken {
  const { account, arrangements, settlements, placement } = world;
  const decision = decide(
    { account, placement, arrangements, settlements, ...(payment && { payment }) },
    received,
  );
  if (!decision.ok) return { kind: "refused", world, refusal: decision.error };
  return { kind: "accepted", outcome: decision.value, world: after(world, decision.value) };
}

type Done = Pick<Outcome, "account" | "payment" | "reversal" | "arrangement" | "settlement" | "charge">;

export function after(
  world: World,
  done: Done & { readonly events: readonly EventDraft[]; readonly placement?: Outcome["placement"] },
): World {
  const { account, events, payment, reversal, arrangement, settlement, charge, placement } = done;
  return {
    account: { ...account, sequence: account.sequence + events.length },
    placement: placement
      ? {
          ...world.placement,
          state: placement.state,
          ...(placement.ended && { endedAt: placement.ended.at }),
        }
      : world.placement,
    payments: payment ? new Map([...world.payments, [payment.paymentRef, payment]]) : world.payments,
    reversals: reversal ? new Map([...world.reversals, [reversal.reversalRef, reversal]]) : world.reversals,
    arrangements: arrangement
      ? [
          ...world.arrangements.filter(({ arrangementRef }) => arrangementRef !== arrangement.arrangementRef),
          arrangement,
        ]
      : world.arrangements,
    settlements: settlement
      ? [
          ...world.settlements.filter(({ settlementRef }) => settlementRef !== settlement.settlementRef),
          settlement,
        ]
      : world.settlements,
    charges: charge ? new Set([...world.charges, chargeIdOf(charge)]) : world.charges,
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
