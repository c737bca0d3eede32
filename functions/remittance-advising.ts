import { idempotencyStore } from "../shared/accounts/idempotency-store.ts";
import { contractStore } from "../shared/contracts/store.ts";
import { createOne, newReader, updateOne, type Table } from "../shared/platform/dynamo.ts";
import { newWrite, newWriteBeside } from "../shared/platform/write.ts";
import { adviseRemittance } from "../shared/remittances/advise-remittance.ts";
import { remittanceStore } from "../shared/remittances/store.ts";

/** Takes advices by the one use case, whichever way they came. */
export function remittanceAdvising(table: Table) {
  const reader = newReader(table);
  return adviseRemittance({
    contracts: contractStore(reader),
    idempotency: idempotencyStore(reader),
    remittances: remittanceStore({
      reader,
      create: createOne(table),
      update: updateOne(table),
      writeBeside: newWriteBeside(table),
    }),
    write: newWrite(table),
  });
}
