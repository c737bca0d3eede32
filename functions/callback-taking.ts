import { accountStateStore } from "../shared/accounts/state-store.ts";
import { arrangementStore } from "../shared/arrangements/store.ts";
import { receiptStore, type ReceiptStore } from "../shared/callbacks/receipt-store.ts";
import { suspend } from "../shared/callbacks/suspend.ts";
import { toldStore } from "../shared/callbacks/told-store.ts";
import { takeAnyCallback, type TakeAnyCallback } from "../shared/callbacks/take-any-callback.ts";
import { takeCallback } from "../shared/callbacks/take-callback.ts";
import { writtenOf } from "../shared/callbacks/transaction.ts";
import { costStore } from "../shared/charges/cost-store.ts";
import { chargeStore } from "../shared/charges/store.ts";
import { clockStore } from "../shared/clocks/store.ts";
import { watched } from "../shared/commissions/watched.ts";
import { contactStore } from "../shared/compliance/store.ts";
import { usageItems } from "../shared/contracts/usage-store.ts";
import { noteStore } from "../shared/disputes/note-store.ts";
import { disputeStore } from "../shared/disputes/store.ts";
import { reportStore } from "../shared/debtor-reports/store.ts";
import { directPaymentStore } from "../shared/payments/direct-store.ts";
import { paymentStore } from "../shared/payments/store.ts";
import { placementStore } from "../shared/placements/store.ts";
import { createOne, newReader, type Table } from "../shared/platform/dynamo.ts";
import { newSuspenseId } from "../shared/platform/new-ids.ts";
import { newWrite } from "../shared/platform/write.ts";
import { settlementStore } from "../shared/settlements/store.ts";

type Receipts = Pick<ReceiptStore, "idOf" | "find" | "created" | "keep" | "quarantine">;

/** Takes callbacks by the one use case, whichever way they came; `receipts` are others while one is released. */
export function callbackTaking(
  table: Table,
  receipts: Receipts = receiptStore(newReader(table), createOne(table)),
): TakeAnyCallback {
  const reader = newReader(table);
  const write = newWrite(table);
  const stores = {
    receipts,
    accounts: accountStateStore(reader),
    arrangements: arrangementStore(reader),
    charges: chargeStore,
    clocks: clockStore(reader),
    commissions: { watched },
    contacts: contactStore,
    costs: costStore(reader),
    contracts: usageItems,
    directPayments: directPaymentStore(reader),
    disputes: disputeStore(reader),
    notes: noteStore(reader),
    payments: paymentStore(reader),
    placements: placementStore(reader),
    reports: reportStore(reader),
    settlements: settlementStore(reader),
    told: toldStore(reader),
  };
  return takeAnyCallback({
    takeCallback: takeCallback({
      ...stores,
      writtenOf: writtenOf(stores),
      suspend: suspend({ ...stores, newSuspenseId, write }),
      // Seldom, like advices and snapshots.
      attributeReported: async (reported) => {
        const { suspenseAttributing } = await import("./suspense-attributing.ts");
        return suspenseAttributing(table, receipts)(reported);
      },
      write,
    }),
    // Few callbacks are of these types, and much code is behind them: a function starts without it.
    takeAdvice: async (received) => {
      const { adviceTaking } = await import("./advice-taking.ts");
      return adviceTaking(table, receipts)(received);
    },
    takeSnapshot: async (received) => {
      const { snapshotTaking } = await import("./snapshot-taking.ts");
      return snapshotTaking(table, receipts)(received);
    },
  });
}
