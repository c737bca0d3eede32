import { authenticate } from "../../shared/access/authenticate.ts";
import { keyStore } from "../../shared/access/store.ts";
import { agencyStore } from "../../shared/agencies/store.ts";
import { quotaStore } from "../../shared/callbacks/quota-store.ts";
import { receiptStore } from "../../shared/callbacks/receipt-store.ts";
import { spendQuota } from "../../shared/callbacks/spend-quota.ts";
import { countDrift } from "../../shared/dialects/count-drift.ts";
import { driftStore } from "../../shared/dialects/drift-store.ts";
import { dialectStore } from "../../shared/dialects/store.ts";
import { systemClock } from "../../shared/kernel/time.ts";
import { createOne, newReader, newTable, updateOne } from "../../shared/platform/dynamo.ts";
import { readEnv, withTable } from "../../shared/platform/env.ts";
import { newHttpApp } from "../../shared/platform/http-app.ts";
import { lambdaHandler } from "../../shared/platform/http-lambda.ts";
import { newLog } from "../../shared/platform/log.ts";
import { callbackTaking } from "../callback-taking.ts";
import { batchRoutes } from "./batch-routes.ts";
import { callbackRoutes } from "./callback-routes.ts";

const env = readEnv(withTable);
const log = newLog("agency-api", env.LOG_LEVEL);
const table = newTable(env.TABLE_NAME);
const reader = newReader(table);
const create = createOne(table);
const receipts = receiptStore(reader, create);

const taking = {
  agencies: agencyStore(reader),
  authenticate: authenticate({ keys: keyStore(reader) }),
  dialects: dialectStore(reader),
  countDrift: countDrift({
    drift: driftStore(reader),
    create,
    update: updateOne(table),
    failed: (cause) => log.error("drift.not-counted", {}, cause),
  }),
  receipts,
  takeCallback: callbackTaking(table, receipts),
  spendQuota: spendQuota({ quotas: quotaStore(updateOne(table)) }),
  clock: systemClock,
};

const app = newHttpApp({ log }, [...callbackRoutes(taking), ...batchRoutes({ ...taking, log })]);

export const handler = lambdaHandler(app);
