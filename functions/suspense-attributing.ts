import { historyStore } from "../shared/accounts/history-store.ts";
import { accountStateStore } from "../shared/accounts/state-store.ts";
import type { ReceiptStore } from "../shared/callbacks/receipt-store.ts";
import { paymentStore } from "../shared/payments/store.ts";
import { newReader, type Table } from "../shared/platform/dynamo.ts";
import { newWrite } from "../shared/platform/write.ts";
import { attributeReported, type AttributeReported } from "../shared/suspense/attribute-reported.ts";

type Receipts = Pick<ReceiptStore, "idOf" | "find" | "created" | "keep">;

/** What an agency reports again by the right placement, out of suspense. */
export function suspenseAttributing(table: Table, receipts: Receipts): AttributeReported {
  const reader = newReader(table);
  return attributeReported({
    accounts: accountStateStore(reader),
    histories: historyStore(reader),
    payments: paymentStore(reader),
    receipts,
    write: newWrite(table),
  });
}
