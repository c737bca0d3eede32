import * as z from "zod";
import { halfEven } from "../commissions/arithmetic.ts";
import type { Credited } from "../commissions/facts.ts";
import type { GatewayEvent } from "../kernel/event.ts";
import { EventId } from "../kernel/ids.ts";
import { Component, components, type ByComponent } from "../ledger/model.ts";
import { componentOf } from "../ledger/receivables.ts";

/** A payment as far as an adjustment changes it. */
export type Recovering = {
  readonly amount: number;
  /** What of it was taken back since. */
  readonly reversed: number;
  readonly filled: ByComponent;
  readonly credited: readonly Credited[];
};

const Adjusted = z.object({ component: Component });

type Move = {
  /** The components that it is taken from, one after the other. */
  readonly from: readonly Component[];
  /** What it fills instead; the debtor's credit when left out. */
  readonly into?: Component;
  readonly amount: number;
};

/**
 * Payments after a component was lowered that they had filled, the latest ones changed first: what is not owed for it
 * any more fills what else is owed or, where nothing is, was no recovery. Of a payment that was taken back in part,
 * what stands of it changes by that.
 */
export function readjusted<P extends Recovering>(
  payments: readonly P[],
  { eventId, data, postings }: Pick<GatewayEvent, "eventId" | "data" | "postings">,
): readonly P[] {
  const { component: lowered } = Adjusted.parse(data);
  const sumOf = (isMeant: (account: string) => boolean): number =>
    postings.reduce((sum, leg) => (isMeant(leg.account) ? sum + leg.amount : sum), 0);
  const others = components.filter((name) => name !== lowered);
  const moves: readonly Move[] = [
    { from: [lowered, ...others.toReversed()], amount: 0 - sumOf((account) => account === "credit-balance") },
    ...others.map((into) => ({
      from: [lowered],
      into,
      amount: 0 - sumOf((account) => componentOf(account) === into),
    })),
  ];
  const by = EventId.parse(eventId);
  return moves.reduce((all, one) => moved(all, one, by), payments);
}

function moved<P extends Recovering>(payments: readonly P[], move: Move, by: EventId): readonly P[] {
  let left = move.amount;
  let all = payments.toReversed();
  for (const from of move.from)
    all = all.map((payment) => {
      const part = Math.min(left, standing(payment, from));
      if (part <= 0) return payment;
      left -= part;
      return without(payment, { ...move, from, part }, by);
    });
  return all.toReversed();
}

/** What stands of a component that a payment filled, once its reversals are taken off. */
const standing = ({ amount, reversed, filled }: Recovering, of: Component): number =>
  Number((BigInt(filled[of] ?? 0) * BigInt(Math.max(0, amount - reversed))) / BigInt(amount));

type Part = Pick<Move, "into"> & { readonly from: Component; readonly part: number };

/** A reversal takes its share of all that its payment filled: so much more is taken off that the part is what falls. */
function without<P extends Recovering>(payment: P, { from, into, part }: Part, by: EventId): P {
  const { amount, reversed, filled, credited } = payment;
  const had = filled[from] ?? 0;
  const whole = Math.min(had, Number(halfEven(BigInt(part) * BigInt(amount), BigInt(amount - reversed))));
  const rest = { ...filled, [from]: had - whole };
  if (into !== undefined) return { ...payment, filled: { ...rest, [into]: (rest[into] ?? 0) + whole } };
  return { ...payment, filled: rest, credited: [...credited, { eventId: by, amount: whole }] };
}
