import { accountStateStore } from "../../shared/accounts/state-store.ts";
import { historyStore } from "../../shared/accounts/history-store.ts";
import { systemClock as clock } from "../../shared/kernel/time.ts";
import { paymentStore } from "../../shared/payments/store.ts";
import { newReader, type Table } from "../../shared/platform/dynamo.ts";
import { newWrite } from "../../shared/platform/write.ts";
import { findSuspense } from "../../shared/suspense/find.ts";
import { listSuspense } from "../../shared/suspense/list.ts";
import { attributeSuspense, returnSuspense } from "../../shared/suspense/settle-suspense.ts";

/** The desk of money without an account. */
export function suspenseUseCases(table: Table) {
  const reader = newReader(table);
  const deps = {
    accounts: accountStateStore(reader),
    histories: historyStore(reader),
    payments: paymentStore(reader),
    write: newWrite(table),
    clock,
  };
  return {
    listSuspense: listSuspense(deps),
    findSuspense: findSuspense(deps),
    attributeSuspense: attributeSuspense(deps),
    returnSuspense: returnSuspense(deps),
  };
}
