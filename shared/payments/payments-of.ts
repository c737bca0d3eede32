import type { Account } from "../accounts/model.ts";
import type { GatewayEvent } from "../kernel/event.ts";
import { money } from "../kernel/money.ts";
import type { LocalDate } from "../kernel/time.ts";
import type { Placement } from "../placements/model.ts";
import { PlacementTerms } from "../placements/wire.ts";
import { foldPayments, type Expected } from "../reconciliation/fold-payments.ts";
import { horizonOf } from "./horizon.ts";
import { nobodysPayments } from "./nobodys-payments.ts";
import type { PaymentView } from "./view-wire.ts";
import { PaymentMethod, Recipient } from "./wire.ts";

type Known = { readonly placements: readonly Placement[]; readonly history: readonly GatewayEvent[] };

/**
 * Every payment of an account with its corrections and reversals folded in, the oldest first: how it stands on a day,
 * and what of its commission is better kept until it can no more go back as a matter of course.
 */
export function paymentsOf(
  account: Account,
  { placements, history }: Known,
  today: LocalDate,
): PaymentView[] {
  const folded = foldPayments(account, placements, history);
  const reversals = Map.groupBy(
    folded.filter(({ kind }) => kind === "REVERSAL"),
    ({ reverses }) => reverses,
  );
  const ofAgencies = folded
    .filter(({ kind }) => kind === "PAYMENT")
    .map((one) => {
      const back = reversals.get(one.id) ?? [];
      const placement = placements.find(({ placementId }) => placementId === one.placementId);
      const { agencyId, placementId } = one;
      return {
        sequence: one.sequence,
        view: { ...viewOf(one, { back, placement, today }), agencyId, placementId },
      };
    });
  const others = nobodysPayments(account, folded, history).map(({ payment, back }) => ({
    sequence: payment.sequence,
    view: viewOf(payment, { back, placement: undefined, today }),
  }));
  return [...ofAgencies, ...others].toSorted((a, b) => a.sequence - b.sequence).map(({ view }) => view);
}

type Context = {
  readonly back: readonly Pick<Expected, "amount" | "commission">[];
  readonly placement: Placement | undefined;
  readonly today: LocalDate;
};

type Viewed = Pick<
  Expected,
  "paymentRef" | "currency" | "amount" | "method" | "recipient" | "effectiveOn" | "clearedOn" | "commission"
>;

function viewOf(one: Viewed, { back, placement, today }: Context): PaymentView {
  const { currency, amount } = one;
  const { reversalReserveDays } = placement?.terms ?? PlacementTerms.parse({});
  const method = PaymentMethod.parse(one.method);
  const { provisionalUntil, reversibleUntil, rule } = horizonOf({
    method,
    on: one.clearedOn ?? one.effectiveOn,
    currency,
    reserveDays: reversalReserveDays,
  });
  const reversed = 0 - back.reduce((sum, reversal) => sum + reversal.amount, 0);
  const isProvisional = today <= provisionalUntil;
  const commission = commissionOf([one, ...back]);
  return {
    paymentRef: one.paymentRef,
    amount: money(amount, currency),
    reversed: money(reversed, currency),
    method,
    recipient: Recipient.parse(one.recipient),
    effectiveOn: one.effectiveOn,
    ...(one.clearedOn && { clearedOn: one.clearedOn }),
    status: reversed >= amount ? "REVERSED" : isProvisional ? "PROVISIONAL" : "CLEARED",
    provisionalUntil,
    reversibleUntil,
    rule,
    ...(commission !== undefined && {
      commission: money(commission, currency),
      reserved: money(isProvisional ? commission : 0, currency),
    }),
  };
}

/** Commission and tax that are left of a payment once its reversals took theirs back. */
const commissionOf = (facts: readonly Pick<Expected, "commission">[]): number | undefined =>
  facts[0]?.commission === undefined
    ? undefined
    : facts.reduce((sum, { commission }) => sum + (commission ? commission.amount + commission.tax : 0), 0);
