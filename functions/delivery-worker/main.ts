import * as z from "zod";
import { debtorStore } from "../../shared/accounts/debtor-store.ts";
import { accountStore } from "../../shared/accounts/store.ts";
import { agencyStore } from "../../shared/agencies/store.ts";
import { newPostToAgency } from "../../shared/deliveries/agency-client.ts";
import { breakerStore } from "../../shared/deliveries/breaker-store.ts";
import { endpointStore } from "../../shared/deliveries/endpoint-store.ts";
import { findTarget, findTargets } from "../../shared/deliveries/find-targets.ts";
import { laneStore } from "../../shared/deliveries/lane-store.ts";
import { lookAtLane } from "../../shared/deliveries/look-at-lane.ts";
import { DeliveryMessage } from "../../shared/deliveries/messages.ts";
import { replayEvent } from "../../shared/deliveries/replay-event.ts";
import { sendHint } from "../../shared/deliveries/send-hint.ts";
import { deliveryStore } from "../../shared/deliveries/store.ts";
import { handOver } from "../../shared/disclosure/hand-over.ts";
import { disclosureStore } from "../../shared/disclosure/store.ts";
import { systemClock } from "../../shared/kernel/time.ts";
import { takeHint } from "../../shared/deliveries/take-hint.ts";
import { informationStore } from "../../shared/placements/information-store.ts";
import { placementStore } from "../../shared/placements/store.ts";
import { createOne, newReader, newTable, updateOne } from "../../shared/platform/dynamo.ts";
import { readEnv, withTable } from "../../shared/platform/env.ts";
import { newLog } from "../../shared/platform/log.ts";
import { newUlid } from "../../shared/platform/new-ids.ts";
import { queueHandler, RetryLater } from "../../shared/platform/queue-handler.ts";
import { newPutOff, newQueueClient, newSend } from "../../shared/platform/queues.ts";
import { newVault } from "../../shared/platform/vault.ts";
import { newWriteBeside } from "../../shared/platform/write.ts";

const env = readEnv({
  ...withTable,
  PERSONAL_DATA_KEY_ARN: z.string(),
  DELIVERY_QUEUE_URL: z.string(),
  RECEIVE_COUNT_MAX: z.coerce.number().int(),
});
const log = newLog("delivery-worker", env.LOG_LEVEL);
const table = newTable(env.TABLE_NAME);
const reader = newReader(table);
const queueClient = newQueueClient();
const agencies = agencyStore(reader);
const endpoints = endpointStore(reader);
const vault = newVault(env.PERSONAL_DATA_KEY_ARN);

const posting = {
  breakers: breakerStore(reader),
  handOver: handOver({
    accounts: accountStore(reader),
    debtors: debtorStore(reader, vault),
    information: informationStore(reader, vault),
    placements: placementStore(reader),
    disclosures: disclosureStore(reader),
    create: createOne(table),
    clock: systemClock,
  }),
  deliveries: deliveryStore(reader),
  findTarget: findTarget({ agencies, endpoints }),
  post: newPostToAgency({ stage: env.STAGE }),
  update: updateOne(table),
  writeBeside: newWriteBeside(table),
  create: createOne(table),
  clock: systemClock,
  newUlid,
  log,
};

const take = takeHint({
  findTargets: findTargets({ agencies, endpoints }),
  look: lookAtLane({ ...posting, lanes: laneStore(reader), random: Math.random }),
  sendHint: sendHint({ queue: env.DELIVERY_QUEUE_URL, send: newSend(queueClient), newUlid }),
});
const replay = replayEvent(posting);

/** No post begins that could not be answered and noted before the function is stopped. */
const POST_MS = 15_000;

/** Looks at lanes and posts what is on the way in them; what an agency does not take comes again later. */
export const handler = queueHandler(
  {
    log,
    putOff: newPutOff(queueClient, env.DELIVERY_QUEUE_URL),
    receiveCountMax: env.RECEIVE_COUNT_MAX,
  },
  async ({ body, remainingMs }) => {
    const message = DeliveryMessage.parse(body);
    if ("kind" in message && message.kind === "replay") return replay(message);
    const seconds = await take(message, () => remainingMs() > POST_MS);
    if (seconds !== undefined) throw new RetryLater(seconds, "the agency did not take it yet");
  },
);
