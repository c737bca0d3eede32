import { accountStateStore } from "../../shared/accounts/state-store.ts";
import { receiptStore, type ReceiptStore } from "../../shared/callbacks/receipt-store.ts";
import { suspend } from "../../shared/callbacks/suspend.ts";
import { takeCallback, type TakeCallback } from "../../shared/callbacks/take-callback.ts";
import { writtenOf } from "../../shared/callbacks/transaction.ts";
import { clockStore } from "../../shared/clocks/store.ts";
import { contactStore } from "../../shared/compliance/store.ts";
import { usageItems } from "../../shared/contracts/usage-store.ts";
import { dialectStore } from "../../shared/dialects/store.ts";
import { disputeStore } from "../../shared/disputes/store.ts";
import { systemClock as clock } from "../../shared/kernel/time.ts";
import { paymentStore } from "../../shared/payments/store.ts";
import { placementStore } from "../../shared/placements/store.ts";
import { createOne, newReader, updateOne, type Table } from "../../shared/platform/dynamo.ts";
import { newSuspenseId } from "../../shared/platform/new-ids.ts";
import { newWrite } from "../../shared/platform/write.ts";
import { rejectEvent } from "../../shared/quarantine/reject-event.ts";
import { releaseEvent } from "../../shared/quarantine/release-event.ts";
import { releasingReceipts } from "../../shared/quarantine/releasing-receipts.ts";
import { quarantineStore } from "../../shared/quarantine/store.ts";

type Receipts = Pick<ReceiptStore, "idOf" | "find" | "created" | "keep" | "quarantine">;

/** Releasing and rejecting, with the very use case that takes callbacks. */
export function quarantineUseCases(table: Table) {
  const reader = newReader(table);
  const write = newWrite(table);
  const update = updateOne(table);
  const quarantine = quarantineStore(reader);
  const receipts = receiptStore(reader, createOne(table));
  const take = (standIns: Receipts): TakeCallback => {
    const stores = {
      accounts: accountStateStore(reader),
      payments: paymentStore(reader),
      placements: placementStore(reader),
      contracts: usageItems,
      disputes: disputeStore(reader),
      clocks: clockStore(reader),
      contacts: contactStore,
      receipts: standIns,
    };
    return takeCallback({
      ...stores,
      writtenOf: writtenOf(stores),
      suspend: suspend({ ...stores, newSuspenseId, write }),
      write,
    });
  };
  return {
    quarantine,
    rejectEvent: rejectEvent({ quarantine, update, clock }),
    releaseEvent: releaseEvent({
      quarantine,
      dialects: dialectStore(reader),
      receiptsOf: releasingReceipts({ receipts, quarantine, update }),
      takeCallback: take,
      clock,
    }),
  };
}
