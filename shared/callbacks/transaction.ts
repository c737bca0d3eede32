import { withHistory } from "../accounts/history.ts";
import type { Account } from "../accounts/model.ts";
import type { AccountStore } from "../accounts/store.ts";
import type { ArrangementStore } from "../arrangements/store.ts";
import type { CostStore } from "../charges/cost-store.ts";
import type { ChargeStore } from "../charges/store.ts";
import type { ClockStore } from "../clocks/store.ts";
import type { ContactStore } from "../compliance/store.ts";
import type { ContractStore } from "../contracts/store.ts";
import type { NoteStore } from "../disputes/note-store.ts";
import type { ReportStore } from "../debtor-reports/store.ts";
import type { DisputeStore } from "../disputes/store.ts";
import type { Change, Create } from "../kernel/change.ts";
import type { DirectPaymentStore } from "../payments/direct-store.ts";
import type { PaymentStore } from "../payments/store.ts";
import type { PlacementStore } from "../placements/store.ts";
import type { SettlementStore } from "../settlements/store.ts";
import type { Written } from "../platform/write.ts";
import type { CommissionWatchStore } from "../reconciliation/commission-watch-store.ts";
import type { Outcome, Received } from "./outcome.ts";
import { receiptWith } from "./receipt.ts";
import type { ReceiptStore } from "./receipt-store.ts";
import type { CallbackAnswer, EventType } from "./wire.ts";

type Stores = {
  readonly accounts: Pick<AccountStore, "changed">;
  readonly payments: Pick<PaymentStore, "written" | "reversed">;
  readonly directPayments: Pick<DirectPaymentStore, "acknowledged">;
  readonly placements: Pick<PlacementStore, "changed" | "attested">;
  readonly contracts: Pick<ContractStore, "freed">;
  readonly arrangements: Pick<ArrangementStore, "written">;
  readonly settlements: Pick<SettlementStore, "written">;
  readonly charges: ChargeStore;
  readonly costs: Pick<CostStore, "created">;
  readonly disputes: Pick<DisputeStore, "created" | "changed" | "held">;
  readonly notes: Pick<NoteStore, "created">;
  readonly reports: Pick<ReportStore, "created">;
  readonly clocks: Pick<ClockStore, "restarted" | "stopped">;
  readonly contacts: ContactStore;
  readonly receipts: Pick<ReceiptStore, "created">;
  readonly commissions: Pick<CommissionWatchStore, "watched">;
};

type Taking = {
  readonly before: Account;
  readonly received: Received<EventType>;
  readonly answer: CallbackAnswer;
};

/** The one transaction of a callback: its receipt, what it changed, and the events that say so. */
export const writtenOf =
  (stores: Stores) =>
  ({ before, received, answer }: Taking, outcome: Outcome): Written => {
    const { receivedAt, postedAt = receivedAt } = received;
    const { account, events } = withHistory(outcome.account, outcome.events, postedAt);
    const receipt = stores.receipts.created(receiptWith(received, answer));
    const spent: Create[] = [
      ...(outcome.reversal ? [stores.payments.reversed(outcome.reversal)] : []),
      ...(outcome.charge ? [stores.charges.created(outcome.charge)] : []),
    ];
    return {
      identity: [receipt, ...spent],
      state: [stores.accounts.changed(before, account, postedAt), ...besides(stores, outcome, received)],
      events,
    };
  };

export type WrittenOf = ReturnType<typeof writtenOf>;

function besides(stores: Stores, outcome: Outcome, { receivedAt }: Received<EventType>): readonly Change[] {
  const { clocksStarted = [], clocksStopped = [], account, movesCommission } = outcome;
  return [
    ...records(stores, outcome),
    ...(movesCommission ? [stores.commissions.watched(account, receivedAt)] : []),
    ...clocksStarted.flatMap((clock) => stores.clocks.restarted(clock)),
    ...clocksStopped.flatMap((clock) =>
      stores.clocks.stopped({ ...clock, accountId: account.accountId }, receivedAt),
    ),
  ];
}

function records(stores: Stores, outcome: Outcome): readonly Change[] {
  const { payment, paymentBefore, placement, arrangement, settlement, report, contact, attested } = outcome;
  return [
    ...(payment ? [stores.payments.written(payment, paymentBefore)] : []),
    ...(placement ? [stores.placements.changed(placement)] : []),
    ...(placement?.ended ? [stores.contracts.freed(placement)] : []),
    ...(attested ? [stores.placements.attested(attested)] : []),
    ...(arrangement ? [stores.arrangements.written(arrangement)] : []),
    ...(settlement ? [stores.settlements.written(settlement)] : []),
    ...waiting(stores, outcome),
    ...disputed(stores, outcome),
    ...acknowledged(stores, outcome),
    ...(report ? [stores.reports.created(report)] : []),
    ...(contact ? [stores.contacts.created(contact)] : []),
  ];
}

const waiting = ({ costs }: Stores, { cost }: Outcome): readonly Change[] =>
  cost ? [costs.created(cost)] : [];

const acknowledged = ({ directPayments }: Stores, { directAcknowledged: one }: Outcome): readonly Change[] =>
  one ? [directPayments.acknowledged(one.payment, one.acknowledgedAt)] : [];

const disputed = (
  stores: Stores,
  { dispute, disputeChanged, disputeHeld, note }: Outcome,
): readonly Change[] => [
  ...(dispute ? [stores.disputes.created(dispute)] : []),
  ...(disputeChanged ? [stores.disputes.changed(disputeChanged.before, disputeChanged.after)] : []),
  ...(note ? [stores.notes.created(note)] : []),
  ...(disputeHeld ? [stores.disputes.held(disputeHeld)] : []),
];
