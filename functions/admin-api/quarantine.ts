import { receiptStore } from "../../shared/callbacks/receipt-store.ts";
import { dialectStore } from "../../shared/dialects/store.ts";
import { systemClock as clock } from "../../shared/kernel/time.ts";
import { createOne, newReader, updateOne, type Table } from "../../shared/platform/dynamo.ts";
import { rejectEvent } from "../../shared/quarantine/reject-event.ts";
import { releaseEvent } from "../../shared/quarantine/release-event.ts";
import { releasingReceipts } from "../../shared/quarantine/releasing-receipts.ts";
import { quarantineStore } from "../../shared/quarantine/store.ts";
import { callbackTaking } from "../callback-taking.ts";

/** Releasing and rejecting, with the very use case that takes callbacks. */
export function quarantineUseCases(table: Table) {
  const reader = newReader(table);
  const update = updateOne(table);
  const quarantine = quarantineStore(reader);
  const receipts = receiptStore(reader, createOne(table));
  return {
    quarantine,
    rejectEvent: rejectEvent({ quarantine, update, clock }),
    releaseEvent: releaseEvent({
      quarantine,
      dialects: dialectStore(reader),
      receiptsOf: releasingReceipts({ receipts, quarantine, update }),
      takeCallback: (standIns) => callbackTaking(table, standIns),
      clock,
    }),
  };
}
