import { arrangementStore } from "../../shared/arrangements/store.ts";
import { authenticate } from "../../shared/access/authenticate.ts";
import { keyStore } from "../../shared/access/store.ts";
import { accountStateStore } from "../../shared/accounts/state-store.ts";
import { agencyStore } from "../../shared/agencies/store.ts";
import { receiptStore } from "../../shared/callbacks/receipt-store.ts";
import { suspend } from "../../shared/callbacks/suspend.ts";
import { takeCallback } from "../../shared/callbacks/take-callback.ts";
import { writtenOf } from "../../shared/callbacks/transaction.ts";
import { clockStore } from "../../shared/clocks/store.ts";
import { contactStore } from "../../shared/compliance/store.ts";
import { usageItems } from "../../shared/contracts/usage-store.ts";
import { reportStore } from "../../shared/debtor-reports/store.ts";
import { disputeStore } from "../../shared/disputes/store.ts";
import { systemClock } from "../../shared/kernel/time.ts";
import { paymentStore } from "../../shared/payments/store.ts";
import { placementStore } from "../../shared/placements/store.ts";
import { createOne, newReader, newTable } from "../../shared/platform/dynamo.ts";
import { readEnv, withTable } from "../../shared/platform/env.ts";
import { newHttpApp } from "../../shared/platform/http-app.ts";
import { lambdaHandler } from "../../shared/platform/http-lambda.ts";
import { newSuspenseId } from "../../shared/platform/new-ids.ts";
import { newLog } from "../../shared/platform/log.ts";
import { newWrite } from "../../shared/platform/write.ts";
import { batchRoutes } from "./batch-routes.ts";
import { callbackRoutes } from "./callback-routes.ts";

const env = readEnv(withTable);
const log = newLog("agency-api", env.LOG_LEVEL);
const table = newTable(env.TABLE_NAME);
const reader = newReader(table);
const write = newWrite(table);
const accounts = accountStateStore(reader);
const payments = paymentStore(reader);
const receipts = receiptStore(reader, createOne(table));

const stores = {
  accounts,
  payments,
  receipts,
  placements: placementStore(reader),
  contracts: usageItems,
  disputes: disputeStore(reader),
  reports: reportStore(reader),
  clocks: clockStore(reader),
  contacts: contactStore,
  arrangements: arrangementStore(reader),
};

const taking = {
  agencies: agencyStore(reader),
  authenticate: authenticate({ keys: keyStore(reader) }),
  receipts,
  takeCallback: takeCallback({
    accounts,
    payments,
    placements: stores.placements,
    arrangements: stores.arrangements,
    receipts,
    writtenOf: writtenOf(stores),
    suspend: suspend({ payments, receipts, newSuspenseId, write }),
    write,
  }),
  clock: systemClock,
};

const app = newHttpApp({ log }, [...callbackRoutes(taking), ...batchRoutes({ ...taking, log })]);

export const handler = lambdaHandler(app);
