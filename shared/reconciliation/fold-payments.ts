import { commissionOf } from "../commissions/compute.ts";
import { stageOn, stagesIn, type Staged } from "../commissions/legal-stage.ts";
import type { CommissionLine } from "../commissions/line-wire.ts";
import { placedFactsOf } from "../commissions/placed-facts.ts";
import { reversalOf } from "../commissions/reverse.ts";
import { soFar } from "../commissions/so-far.ts";
import { isFeeless } from "../commissions/treatment.ts";
import type { UpheldDispute } from "../commissions/upheld.ts";
import type { GatewayEvent } from "../kernel/event.ts";
import { dateOf, type LocalDate } from "../kernel/time.ts";
import type { Placement } from "../placements/model.ts";
import { expectationId } from "./expectation-id.ts";
import { holderOn } from "./holder-on.ts";
import type { Commission, Expectation } from "./model.ts";
import { depositOf } from "./deposit-of.ts";
import { nameOf, paymentFacts, type Back, type Paid } from "./payment-facts.ts";
import { upheldIn } from "./upheld-in.ts";

/** What reconciliation expects of one payment or reversal, and the line of commission that it bears. */
export type Expected = Expectation & {
  /** The event that reported it. */
  readonly sequence: number;
  readonly line?: CommissionLine;
  /** Of a reversal: what is expected of its payment, where that is known. */
  readonly reverses?: string;
  /** What it bore when it was matched, where that changed since. */
  readonly matchedAs?: Pick<Commission, "amount" | "tax">;
};

type Account = Pick<Expectation, "lenderId" | "accountId" | "currency"> & { readonly region?: string };

/** The day from which on nothing was to happen to the account any more. */
const finalizedOnIn = (history: readonly GatewayEvent[]): LocalDate | undefined => {
  const event = history.find(({ type }) => type === "account.finalized");
  return event && dateOf(event.effectiveAt);
};

/**
 * What an account's history expects of advices and the bank: its payments with corrections folded in, its reversals,
 * each with its commission by the plan that the placement keeps, by the stage in which it was on the day, and by how
 * disputes ended. The same history gives the same.
 */
export function foldPayments(
  account: Account,
  placements: readonly Placement[],
  history: readonly GatewayEvent[],
): readonly Expected[] {
  const { paid, back } = paymentFacts(placements, history);
  const finalizedOn = finalizedOnIn(history);
  const context = { account, placements, ...(finalizedOn && { finalizedOn }) };
  const byPlacement = new Map(placements.map((one) => [one.placementId, one]));
  const [disputes, stages] = [upheldIn(history), stagesIn(history)];
  const lines = new Map<string, CommissionLine[]>();
  const payments = [...paid].map(([name, one]): readonly [string, Expected] => {
    const placement = byPlacement.get(one.placementId);
    const before = lines.get(one.placementId) ?? [];
    const upheld = disputes.get(one.placementId) ?? [];
    const stage = stageOn(stages.get(one.placementId), dateOf(one.event.effectiveAt));
    const line = placement && lineOf(placement, one, { before, upheld, stage });
    if (line) lines.set(one.placementId, [...before, line]);
    return [name, expectedOf({ ...context, line }, one)];
  });
  const ofPayment = new Map(payments);
  const reversedBefore = new Map<string, number>();
  const reversals = back.map((one): Expected => {
    const name = nameOf(one, one.originalPaymentRef);
    const before = reversedBefore.get(name) ?? 0;
    reversedBefore.set(name, before + one.amount.amount);
    return reversalExpected({ ...context, original: ofPayment.get(name), before }, one);
  });
  const standing = payments.map(([name, one]) => noticed(one, reversedBefore.get(name)));
  return [...standing, ...reversals].toSorted((a, b) => a.sequence - b.sequence);
}

/** Of a payment that went back whole the agency need not say that it knows. */
function noticed(one: Expected, reversed: number | undefined): Expected {
  if (one.notice === undefined || reversed !== one.amount) return one;
  const { notice: _over, ...rest } = one;
  return rest;
}

type Around = {
  readonly before: readonly CommissionLine[];
  readonly upheld: readonly UpheldDispute[];
  readonly stage: Staged;
};

function lineOf(
  placement: Placement,
  paid: Paid,
  { before, upheld, stage }: Around,
): CommissionLine | undefined {
  const { commission } = placement;
  if (commission === undefined || commission.plan.currency !== paid.amount.currency) return undefined;
  return commissionOf(commission.plan, {
    payment: {
      paymentRef: paid.paymentRef,
      amount: paid.amount.amount,
      currency: paid.amount.currency,
      filled: paid.filled,
      ...(paid.credited.length > 0 && { credited: paid.credited }),
      recipient: paid.recipient,
      effectiveOn: dateOf(paid.event.effectiveAt),
      ...stage,
    },
    placed: placedFactsOf(placement, commission),
    before: soFar(before),
    upheld,
  });
}

type Context = {
  readonly account: Account;
  readonly placements: readonly Placement[];
  readonly finalizedOn?: LocalDate;
};

const about = (
  { account, placements, finalizedOn }: Context,
  one: Pick<Paid, "agencyId" | "placementId" | "event">,
) => {
  const effectiveOn = dateOf(one.event.effectiveAt);
  const placement = placements.find(({ placementId }) => placementId === one.placementId);
  const { accountId, lenderId, currency } = account;
  const holderAgencyId = holderOn(placements, effectiveOn);
  return {
    accountId,
    lenderId,
    currency,
    agencyId: one.agencyId,
    placementId: one.placementId,
    effectiveOn,
    sequence: one.event.sequence,
    ...(placement && {
      placement: {
        placedOn: dateOf(placement.offeredAt),
        ...(placement.endedAt && { endedOn: dateOf(placement.endedAt) }),
        ...(placement.tailUntil && { tailUntil: dateOf(placement.tailUntil) }),
        ...(holderAgencyId && { holderAgencyId }),
        ...(finalizedOn && { finalizedOn }),
      },
    }),
  };
};

const commissionOfLine = ({ commission, tax, planRef, planVersion, treatment }: CommissionLine) => ({
  ...(isFeeless(treatment) && { noFee: true }),
  commission: { amount: commission, tax, planRef, planVersion },
});

type Lined = Context & { readonly line: CommissionLine | undefined };

function expectedOf({ line, ...context }: Lined, paid: Paid): Expected {
  return {
    id: expectationId(paid, "PAYMENT", paid.paymentRef),
    kind: "PAYMENT",
    paymentRef: paid.paymentRef,
    amount: paid.amount.amount,
    recipient: paid.recipient,
    method: paid.method,
    ...(paid.clearedOn !== undefined && { clearedOn: paid.clearedOn }),
    ...about(context, paid),
    ...depositOf(context, paid),
    ...(paid.acknowledgeBy !== undefined && { notice: { dueOn: dateOf(paid.acknowledgeBy) } }),
    ...(line && { ...commissionOfLine(line), line }),
  };
}

type Reversing = Context & { readonly original: Expected | undefined; readonly before: number };

function reversalExpected({ original, before, ...context }: Reversing, back: Back): Expected {
  const of = { reversalRef: back.reversalRef, amount: back.amount.amount, reversedBefore: before };
  const isWithin = original?.line !== undefined && before + of.amount <= original.line.amount;
  const line = isWithin && original.line ? reversalOf(original.line, of) : undefined;
  return {
    id: expectationId(back, "REVERSAL", back.reversalRef),
    kind: "REVERSAL",
    paymentRef: back.reversalRef,
    originalPaymentRef: back.originalPaymentRef,
    amount: -back.amount.amount,
    ...takenFrom(original),
    ...about(context, back),
    ...(line && { ...commissionOfLine(line), line }),
  };
}

/** What a reversal has of its payment, where that is known. */
const takenFrom = (original: Expected | undefined) =>
  original === undefined
    ? { recipient: "AGENCY", method: "OTHER" }
    : { recipient: original.recipient, method: original.method, reverses: original.id };
