import * as z from "zod";
import { authenticate, identify } from "../../shared/access/authenticate.ts";
import { createKey } from "../../shared/access/create-key.ts";
import { noteUse } from "../../shared/access/note-use.ts";
import { revokeKey } from "../../shared/access/revoke-key.ts";
import { rotateKey } from "../../shared/access/rotate-key.ts";
import { keyStore } from "../../shared/access/store.ts";
import { historyStore } from "../../shared/accounts/history-store.ts";
import { accountStateStore } from "../../shared/accounts/state-store.ts";
import { agencyStore } from "../../shared/agencies/store.ts";
import { saveBankAccount } from "../../shared/bank-accounts/save-bank-account.ts";
import { bankAccountStore } from "../../shared/bank-accounts/store.ts";
import { saveRecorded } from "../../shared/changes/save-recorded.ts";
import { changeStore } from "../../shared/changes/store.ts";
import { previewCommission } from "../../shared/commissions/preview.ts";
import { stagesOf } from "../../shared/commissions/stages-of.ts";
import { savePlan } from "../../shared/commissions/save-plan.ts";
import { commissionPlanStore } from "../../shared/commissions/store.ts";
import { listContracts, readContract } from "../../shared/contracts/read-contracts.ts";
import { saveContract } from "../../shared/contracts/save-contract.ts";
import { contractStore } from "../../shared/contracts/store.ts";
import { DeadLetterQueue } from "../../shared/dead-letters/model.ts";
import { redrive } from "../../shared/dead-letters/redrive.ts";
import { listDeadLetterQueues, showLetters } from "../../shared/dead-letters/show-letters.ts";
import { driftStore } from "../../shared/dialects/drift-store.ts";
import { saveDialect } from "../../shared/dialects/save-dialect.ts";
import { dialectStore } from "../../shared/dialects/store.ts";
import { tryDialect } from "../../shared/dialects/try-dialect.ts";
import { systemClock as clock } from "../../shared/kernel/time.ts";
import { saveLender } from "../../shared/lenders/save-lender.ts";
import { placementStore } from "../../shared/placements/store.ts";
import { upheldOf } from "../../shared/reconciliation/upheld-of.ts";
import { createOne, newReader, newTable, updateOne } from "../../shared/platform/dynamo.ts";
import { readEnv, withTable } from "../../shared/platform/env.ts";
import { newHttpApp } from "../../shared/platform/http-app.ts";
import { lambdaHandler } from "../../shared/platform/http-lambda.ts";
import { newLetterBox } from "../../shared/platform/letter-box.ts";
import {
  newKeyId,
  newKeySecret,
  newEndpointId,
  newUlid,
  newWebhookSecret,
} from "../../shared/platform/new-ids.ts";
import { newLog } from "../../shared/platform/log.ts";
import { newQueueClient, newSend } from "../../shared/platform/queues.ts";
import { newWrite } from "../../shared/platform/write.ts";
import { pastEvents } from "../../shared/quarantine/past-events.ts";
import { adminRoutes } from "./admin-routes.ts";
import { bankAccountRoutes } from "./bank-account-routes.ts";
import { changeRoutes } from "./change-routes.ts";
import { commissionRoutes } from "./commission-routes.ts";
import { contractRoutes } from "./contract-routes.ts";
import { deadLetterRoutes } from "./dead-letter-routes.ts";
import { keyRoutes } from "./key-routes.ts";
import { dialectRoutes } from "./dialect-routes.ts";
import { quarantineRoutes } from "./quarantine-routes.ts";
import { quarantineUseCases } from "./quarantine.ts";
import { suspenseRoutes } from "./suspense-routes.ts";
import { suspenseUseCases } from "./suspense.ts";
import { versionRoutes } from "./version-routes.ts";

import { newPostToAgency } from "../../shared/deliveries/agency-client.ts";
import { breakerStore } from "../../shared/deliveries/breaker-store.ts";
import { disableEndpoint } from "../../shared/deliveries/disable-endpoint.ts";
import { enableEndpoint } from "../../shared/deliveries/enable-endpoint.ts";
import { endpointStore } from "../../shared/deliveries/endpoint-store.ts";
import { orderReplay, orderReplays } from "../../shared/deliveries/order-replay.ts";
import { pingEndpoint } from "../../shared/deliveries/ping-endpoint.ts";
import { listEndpoints, readEndpoint } from "../../shared/deliveries/read-endpoints.ts";
import { removeEndpoint } from "../../shared/deliveries/remove-endpoint.ts";
import { changeEndpoint, createEndpoint, rotateSecret } from "../../shared/deliveries/save-endpoint.ts";
import { readDelivery, searchDeliveries } from "../../shared/deliveries/search-deliveries.ts";
import { deliveryStore } from "../../shared/deliveries/store.ts";
import { cursorOf } from "../../shared/platform/http-paging.ts";
import { deliveryRoutes } from "./delivery-routes.ts";
import { endpointRoutes } from "./endpoint-routes.ts";

const env = readEnv({
  ...withTable,
  ADMIN_KEY_HASH: z.string(),
  DELIVERY_QUEUE_URL: z.string(),
  DEAD_LETTER_QUEUES: z
    .string()
    .transform((text): unknown => JSON.parse(text))
    .pipe(z.array(DeadLetterQueue)),
});
const log = newLog("admin-api", env.LOG_LEVEL);
const table = newTable(env.TABLE_NAME);
const reader = newReader(table);
const agencies = agencyStore(reader);
const changes = changeStore(reader);
const contracts = contractStore(reader);
const keys = keyStore(reader);
const plans = commissionPlanStore(reader);

const bankAccounts = bankAccountStore(reader);

const create = createOne(table);
const identified = identify({
  keys,
  operatorHash: env.ADMIN_KEY_HASH,
  noteUse: noteUse({
    keys,
    update: updateOne(table),
    failed: (cause) => log.error("key.use-not-noted", {}, cause),
  }),
});

const making = { stage: env.STAGE, newSecret: newKeySecret };
const queueClient = newQueueClient();
const deadLetters = { queues: env.DEAD_LETTER_QUEUES, box: newLetterBox(queueClient) };

/** What every group of routes has: who asks, and how a change is recorded. */
const common = {
  identify: identified,
  changes,
  save: saveRecorded({ changes, reader, write: newWrite(table), clock }),
};
const authenticated = authenticate({ keys, operatorHash: env.ADMIN_KEY_HASH });

const dialects = dialectStore(reader);
const quarantining = quarantineUseCases(table);

const deliveries = deliveryStore(reader);
const breakers = breakerStore(reader);
const endpoints = {
  agencies,
  contracts,
  breakers,
  endpoints: endpointStore(reader),
  create,
  update: updateOne(table),
  newEndpointId,
  newSecret: newWebhookSecret,
  newUlid,
  post: newPostToAgency({ stage: env.STAGE }),
  stage: env.STAGE,
  clock,
  log,
};
const replays = {
  breakers,
  deliveries,
  create,
  queue: env.DELIVERY_QUEUE_URL,
  send: newSend(queueClient),
  newUlid,
  clock,
};

const app = newHttpApp({ log }, [
  ...adminRoutes({
    ...common,
    agencies,
    contracts,
    stage: env.STAGE,
    saveLender: (put) => saveLender({ contracts, create, put, clock }),
  }),
  ...contractRoutes({
    ...common,
    listContracts: listContracts({ contracts }),
    readContract: readContract({ contracts }),
    saveContract: (put) => saveContract({ agencies, contracts, create, put, clock }),
  }),
  ...commissionRoutes({
    ...common,
    authenticate: authenticated,
    plans,
    savePlan: (put) => savePlan({ contracts, plans, create, put, clock }),
    previewCommission: previewCommission({
      placements: placementStore(reader),
      plans,
      upheldOf: upheldOf({ accounts: accountStateStore(reader), histories: historyStore(reader) }),
      stagesOf: stagesOf({ accounts: accountStateStore(reader), histories: historyStore(reader) }),
    }),
  }),
  ...bankAccountRoutes({
    ...common,
    bankAccounts,
    saveBankAccount: (put) => saveBankAccount({ agencies, contracts, accounts: bankAccounts, put }),
  }),
  ...keyRoutes({
    ...common,
    keys,
    newKeyId,
    createKey: createKey({ agencies, contracts, keys, ...making, clock }),
    rotateKey: rotateKey({ keys, ...making, clock }),
    revokeKey: revokeKey({ keys, clock }),
    clock,
  }),
  ...versionRoutes({ ...common, contracts }),
  ...changeRoutes(common),
  ...dialectRoutes({
    ...common,
    dialects,
    drift: driftStore(reader),
    saveDialect: (put) => saveDialect({ agencies, dialects, create, put, clock }),
    tryDialect: tryDialect({ agencies, dialects, past: pastEvents(quarantining) }),
  }),
  ...quarantineRoutes({ ...common, ...quarantining, log }),
  ...suspenseRoutes({ ...common, ...suspenseUseCases(table), log }),
  ...deadLetterRoutes({
    ...common,
    listDeadLetterQueues: listDeadLetterQueues(deadLetters),
    showLetters: showLetters(deadLetters),
    redrive: redrive({ ...deadLetters, send: newSend(queueClient) }),
    log,
  }),
  ...endpointRoutes({
    authenticate: authenticated,
    createEndpoint: createEndpoint(endpoints),
    changeEndpoint: changeEndpoint(endpoints),
    rotateSecret: rotateSecret(endpoints),
    listEndpoints: listEndpoints(endpoints),
    readEndpoint: readEndpoint(endpoints),
    pingEndpoint: pingEndpoint(endpoints),
    enableEndpoint: enableEndpoint(endpoints),
    disableEndpoint: disableEndpoint(endpoints),
    removeEndpoint: removeEndpoint(endpoints),
  }),
  ...deliveryRoutes({
    authenticate: authenticated,
    searchDeliveries: searchDeliveries({ deliveries, clock }),
    readDelivery: readDelivery({ deliveries }),
    orderReplay: orderReplay(replays),
    orderReplays: orderReplays(replays, cursorOf),
  }),
]);

export const handler = lambdaHandler(app);
