import * as z from "zod";
import { commissionOf } from "../commissions/compute.ts";
import type { Credited } from "../commissions/facts.ts";
import type { CommissionLine } from "../commissions/line-wire.ts";
import { placedFactsOf } from "../commissions/placed-facts.ts";
import { reversalOf } from "../commissions/reverse.ts";
import { soFar } from "../commissions/so-far.ts";
import { isFeeless } from "../commissions/treatment.ts";
import type { UpheldDispute } from "../commissions/upheld.ts";
import type { GatewayEvent, Posting } from "../kernel/event.ts";
import { AgencyId, PlacementId } from "../kernel/ids.ts";
import { Money } from "../kernel/money.ts";
import { dateOf, LocalDate } from "../kernel/time.ts";
import { Component, type ByComponent } from "../ledger/model.ts";
import { PaymentMethod, Recipient } from "../payments/wire.ts";
import type { Placement } from "../placements/model.ts";
import { holderOn } from "./holder-on.ts";
import type { Commission, Expectation } from "./model.ts";
import { readjusted } from "./readjusted.ts";
import { trustDepositOf } from "./trust-deposit.ts";
import { upheldIn } from "./upheld-in.ts";

/** What reconciliation expects of one payment or reversal, and the line of commission that it bears. */
export type Expected = Expectation & {
  /** The event that reported it. */
  readonly sequence: number;
  readonly line?: CommissionLine;
  /** Of the difference that a matched payment was corrected by: the payment. */
  readonly corrects?: string;
  /** What it bore when it was matched, where that changed since. */
  readonly matchedAs?: Pick<Commission, "amount" | "tax">;
};

type Account = Pick<Expectation, "lenderId" | "accountId" | "currency"> & { readonly region?: string };

const Reported = z.object({
  placementId: PlacementId,
  paymentRef: z.string(),
  amount: Money,
  method: PaymentMethod.default("OTHER"),
  recipient: Recipient.default("AGENCY"),
  clearedOn: LocalDate.exactOptional(),
});

const Reversed = z.object({
  placementId: PlacementId,
  reversalRef: z.string(),
  originalPaymentRef: z.string(),
  amount: Money,
});

const Corrected = z.object({
  paymentRef: z.string(),
  amount: Money.exactOptional(),
  method: PaymentMethod.exactOptional(),
  recipient: Recipient.exactOptional(),
  clearedOn: LocalDate.exactOptional(),
  superseded: z.boolean().default(false),
});

/** A payment with its corrections folded in, and what it filled. */
type Paid = z.infer<typeof Reported> & {
  readonly event: GatewayEvent;
  readonly agencyId: AgencyId;
  readonly filled: ByComponent;
  /** What it had filled more, before the balance was adjusted. */
  readonly credited: readonly Credited[];
};

type Back = z.infer<typeof Reversed> & { readonly event: GatewayEvent; readonly agencyId: AgencyId };

/**
 * What an account's history expects of advices and the bank: its payments with corrections folded in, its reversals,
 * each with its commission by the plan that the placement keeps, and by how disputes ended. The same history gives the
 * same.
 */
export function foldPayments(
  account: Account,
  placements: readonly Placement[],
  history: readonly GatewayEvent[],
): readonly Expected[] {
  const { paid, back } = facts(history);
  const byPlacement = new Map(placements.map((one) => [one.placementId, one]));
  const disputes = upheldIn(history);
  const lines = new Map<string, CommissionLine[]>();
  const payments = [...paid.values()].map((one): Expected => {
    const placement = byPlacement.get(one.placementId);
    const before = lines.get(one.placementId) ?? [];
    const line = placement && lineOf(placement, one, { before, upheld: disputes.get(one.placementId) ?? [] });
    if (line) lines.set(one.placementId, [...before, line]);
    return expectedOf({ account, placements, line }, one);
  });
  const ofPayment = new Map(payments.map((one) => [one.paymentRef, one]));
  const reversedBefore = new Map<string, number>();
  const reversals = back.map((one): Expected => {
    const original = ofPayment.get(one.originalPaymentRef);
    const before = reversedBefore.get(one.originalPaymentRef) ?? 0;
    reversedBefore.set(one.originalPaymentRef, before + one.amount.amount);
    return reversalExpected({ account, placements, original, before }, one);
  });
  return [...payments, ...reversals].toSorted((a, b) => a.sequence - b.sequence);
}

function facts(history: readonly GatewayEvent[]) {
  const paid = new Map<string, Paid>();
  const back: Back[] = [];
  for (const event of history) {
    if (event.type === "balance.adjusted") adjust({ paid, back }, event);
    const agencyId = AgencyId.safeParse(event.actor.id);
    if (!agencyId.success) continue;
    const from = { event, agencyId: agencyId.data };
    if (event.type === "payment.received") {
      const said = Reported.parse(event.data);
      paid.set(said.paymentRef, { ...said, ...from, filled: filledBy(event.postings), credited: [] });
    }
    if (event.type === "payment.corrected") correct(paid, event);
    if (event.type === "payment.reversed") back.push({ ...Reversed.parse(event.data), ...from });
  }
  return { paid, back };
}

type Facts = { readonly paid: Map<string, Paid>; readonly back: readonly Back[] };

/** What was paid for what is not owed any more, whoever the agency is that was paid. */
function adjust({ paid, back }: Facts, event: GatewayEvent): void {
  const payments = [...paid.values()].map((one) => ({
    one,
    amount: one.amount.amount,
    reversed: back
      .filter(({ originalPaymentRef }) => originalPaymentRef === one.paymentRef)
      .reduce((sum, { amount }) => sum + amount.amount, 0),
    filled: one.filled,
    credited: one.credited,
  }));
  for (const { one, filled, credited } of readjusted(payments, event))
    paid.set(one.paymentRef, { ...one, filled, credited });
}

function correct(paid: Map<string, Paid>, event: GatewayEvent): void {
  const { paymentRef, superseded, ...right } = Corrected.parse(event.data);
  const before = paid.get(paymentRef);
  if (before === undefined || superseded) return;
  paid.set(paymentRef, { ...before, ...right, filled: filledBy(event.postings, before.filled) });
}

/** What postings took off each component. */
function filledBy(postings: readonly Posting[], before: ByComponent = {}): ByComponent {
  const filled = new Map<Component, number>(
    Component.options.flatMap((name) => (before[name] === undefined ? [] : [[name, before[name]]])),
  );
  for (const { account, amount } of postings) {
    const name = Component.safeParse(/^receivable\/(.+)$/u.exec(account)?.[1]);
    if (name.success) filled.set(name.data, (filled.get(name.data) ?? 0) - amount);
  }
  return Object.fromEntries([...filled].filter(([, amount]) => amount > 0));
}

function lineOf(
  placement: Placement,
  paid: Paid,
  {
    before,
    upheld,
  }: { readonly before: readonly CommissionLine[]; readonly upheld: readonly UpheldDispute[] },
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
      legalStage: "PRE_LEGAL",
    },
    placed: placedFactsOf(placement, commission),
    before: soFar(before),
    upheld,
  });
}

type Context = { readonly account: Account; readonly placements: readonly Placement[] };

const about = ({ account, placements }: Context, one: Pick<Paid, "agencyId" | "placementId" | "event">) => {
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
      },
    }),
  };
};

const commissionOfLine = ({ commission, tax, planRef, planVersion, treatment }: CommissionLine) => ({
  ...(isFeeless(treatment) && { noFee: true }),
  commission: { amount: commission, tax, planRef, planVersion },
});

/** Only what the agency itself collected goes onto its trust account. */
function depositOf({ account, placements }: Context, { recipient, placementId, event }: Paid) {
  if (recipient !== "AGENCY") return {};
  const placement = placements.find((one) => one.placementId === placementId);
  const deposit = trustDepositOf({
    on: dateOf(event.effectiveAt),
    currency: account.currency,
    region: account.region,
    agreedDays: placement?.terms.trustDepositDays,
  });
  return deposit === undefined ? {} : { depositDueOn: deposit.dueOn, depositRule: deposit.rule };
}

function expectedOf(
  { line, ...context }: Context & { readonly line: CommissionLine | undefined },
  paid: Paid,
): Expected {
  return {
    id: `${paid.agencyId}/P/${paid.paymentRef}`,
    kind: "PAYMENT",
    paymentRef: paid.paymentRef,
    amount: paid.amount.amount,
    recipient: paid.recipient,
    method: paid.method,
    ...(paid.clearedOn !== undefined && { clearedOn: paid.clearedOn }),
    ...about(context, paid),
    ...depositOf(context, paid),
    ...(line && { ...commissionOfLine(line), line }),
  };
}

type Reversing = Context & { readonly original: Expected | undefined; readonly before: number };

function reversalExpected({ original, before, ...context }: Reversing, back: Back): Expected {
  const of = { reversalRef: back.reversalRef, amount: back.amount.amount, reversedBefore: before };
  const isWithin = original?.line !== undefined && before + of.amount <= original.line.amount;
  const line = isWithin && original.line ? reversalOf(original.line, of) : undefined;
  return {
    id: `${back.agencyId}/R/${back.reversalRef}`,
    kind: "REVERSAL",
    paymentRef: back.reversalRef,
    originalPaymentRef: back.originalPaymentRef,
    amount: -back.amount.amount,
    recipient: original?.recipient ?? "AGENCY",
    method: original?.method ?? "OTHER",
    ...about(context, back),
    ...(line && { ...commissionOfLine(line), line }),
  };
}
