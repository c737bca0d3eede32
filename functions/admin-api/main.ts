import * as z from "zod";
import { authenticate } from "../../shared/access/authenticate.ts";
import { createKey } from "../../shared/access/create-key.ts";
import { keyStore } from "../../shared/access/store.ts";
import { agencyStore } from "../../shared/agencies/store.ts";
import { saveContract } from "../../shared/contracts/save-contract.ts";
import { contractStore } from "../../shared/contracts/store.ts";
import { newPostToAgency } from "../../shared/deliveries/agency-client.ts";
import { breakerStore } from "../../shared/deliveries/breaker-store.ts";
import { enableEndpoint } from "../../shared/deliveries/enable-endpoint.ts";
import { endpointStore } from "../../shared/deliveries/endpoint-store.ts";
import { orderReplay, orderReplays } from "../../shared/deliveries/order-replay.ts";
import { pingEndpoint } from "../../shared/deliveries/ping-endpoint.ts";
import { listEndpoints, readEndpoint } from "../../shared/deliveries/read-endpoints.ts";
import { changeEndpoint, createEndpoint, rotateSecret } from "../../shared/deliveries/save-endpoint.ts";
import { readDelivery, searchDeliveries } from "../../shared/deliveries/search-deliveries.ts";
import { deliveryStore } from "../../shared/deliveries/store.ts";
import { systemClock as clock } from "../../shared/kernel/time.ts";
import { saveLender } from "../../shared/lenders/save-lender.ts";
import { createOne, newReader, newTable, putOne, updateOne } from "../../shared/platform/dynamo.ts";
import { readEnv, withTable } from "../../shared/platform/env.ts";
import { newHttpApp } from "../../shared/platform/http-app.ts";
import { lambdaHandler } from "../../shared/platform/http-lambda.ts";
import { cursorOf } from "../../shared/platform/http-paging.ts";
import { newEndpointId, newKeyId, newUlid, newWebhookSecret } from "../../shared/platform/new-ids.ts";
import { newLog } from "../../shared/platform/log.ts";
import { newQueueClient, newSend } from "../../shared/platform/queues.ts";
import { adminRoutes } from "./admin-routes.ts";
import { deliveryRoutes } from "./delivery-routes.ts";
import { endpointRoutes } from "./endpoint-routes.ts";

const env = readEnv({ ...withTable, ADMIN_KEY_HASH: z.string(), DELIVERY_QUEUE_URL: z.string() });
const log = newLog("admin-api", env.LOG_LEVEL);
const table = newTable(env.TABLE_NAME);
const reader = newReader(table);
const put = putOne(table);
const agencies = agencyStore(reader);
const contracts = contractStore(reader);
const keys = keyStore(reader);

const create = createOne(table);
const authenticated = authenticate({ keys, operatorHash: env.ADMIN_KEY_HASH });

const deliveries = deliveryStore(reader);
const breakers = breakerStore(reader);
const endpoints = {
  agencies,
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
  send: newSend(newQueueClient()),
  newUlid,
  clock,
};

const app = newHttpApp({ log }, [
  ...adminRoutes({
    authenticate: authenticated,
    agencies,
    contracts,
    createKey: createKey({ agencies, contracts, keys, newKeyId, put, stage: env.STAGE, clock }),
    saveLender: saveLender({ contracts, put }),
    saveContract: saveContract({ agencies, contracts, put, create }),
    put,
    stage: env.STAGE,
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
