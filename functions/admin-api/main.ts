import * as z from "zod";
import { authenticate } from "../../shared/access/authenticate.ts";
import { createKey } from "../../shared/access/create-key.ts";
import { keyStore } from "../../shared/access/store.ts";
import { agencyStore } from "../../shared/agencies/store.ts";
import { saveContract } from "../../shared/contracts/save-contract.ts";
import { contractStore } from "../../shared/contracts/store.ts";
import { systemClock as clock } from "../../shared/kernel/time.ts";
import { saveLender } from "../../shared/lenders/save-lender.ts";
import { createOne, newReader, newTable, putOne } from "../../shared/platform/dynamo.ts";
import { readEnv, withTable } from "../../shared/platform/env.ts";
import { newHttpApp } from "../../shared/platform/http-app.ts";
import { lambdaHandler } from "../../shared/platform/http-lambda.ts";
import { newKeyId } from "../../shared/platform/new-ids.ts";
import { newLog } from "../../shared/platform/log.ts";
import { adminRoutes } from "./admin-routes.ts";
import { versionRoutes } from "./version-routes.ts";

const env = readEnv({ ...withTable, ADMIN_KEY_HASH: z.string() });
const log = newLog("admin-api", env.LOG_LEVEL);
const table = newTable(env.TABLE_NAME);
const reader = newReader(table);
const put = putOne(table);
const agencies = agencyStore(reader);
const contracts = contractStore(reader);
const keys = keyStore(reader);

const create = createOne(table);
const authenticated = authenticate({ keys, operatorHash: env.ADMIN_KEY_HASH });

const app = newHttpApp({ log }, [
  ...adminRoutes({
    authenticate: authenticated,
    agencies,
    contracts,
    createKey: createKey({ agencies, contracts, keys, newKeyId, put, stage: env.STAGE, clock }),
    saveLender: saveLender({ contracts, create, put, clock }),
    saveContract: saveContract({ agencies, contracts, create, put, clock }),
    put,
  }),
  ...versionRoutes({ authenticate: authenticated, contracts }),
]);

export const handler = lambdaHandler(app);
