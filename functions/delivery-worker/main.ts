import * as z from "zod";
import { debtorStore } from "../../shared/accounts/debtor-store.ts";
import { accountStore } from "../../shared/accounts/store.ts";
import { agencyStore } from "../../shared/agencies/store.ts";
import { newPostToAgency } from "../../shared/deliveries/agency-client.ts";
import { deliver } from "../../shared/deliveries/deliver.ts";
import { isTaken, nextAttemptSeconds } from "../../shared/deliveries/model.ts";
import { deliveryStore } from "../../shared/deliveries/store.ts";
import { handOver } from "../../shared/disclosure/hand-over.ts";
import { disclosureStore } from "../../shared/disclosure/store.ts";
import { systemClock } from "../../shared/kernel/time.ts";
import { EventMessage } from "../../shared/outbox/message.ts";
import { createOne, newReader, newTable, updateOne } from "../../shared/platform/dynamo.ts";
import { readEnv, withTable } from "../../shared/platform/env.ts";
import { newLog } from "../../shared/platform/log.ts";
import { queueHandler, RetryLater } from "../../shared/platform/queue-handler.ts";
import { newPutOff, newQueueClient } from "../../shared/platform/queues.ts";
import { newVault } from "../../shared/platform/vault.ts";

const env = readEnv({
  ...withTable,
  PERSONAL_DATA_KEY_ARN: z.string(),
  DELIVERY_QUEUE_URL: z.string(),
  RECEIVE_COUNT_MAX: z.coerce.number().int(),
});
const log = newLog("delivery-worker", env.LOG_LEVEL);
const table = newTable(env.TABLE_NAME);
const reader = newReader(table);

const carry = deliver({
  agencies: agencyStore(reader),
  deliveries: deliveryStore(reader),
  handOver: handOver({
    accounts: accountStore(reader),
    debtors: debtorStore(reader, newVault(env.PERSONAL_DATA_KEY_ARN)),
    disclosures: disclosureStore(reader),
    create: createOne(table),
    clock: systemClock,
  }),
  post: newPostToAgency(env.STAGE),
  update: updateOne(table),
  clock: systemClock,
});

/** Posts events to agencies; what an agency does not take comes again later and ends in the dead-letter queue. */
export const handler = queueHandler(
  {
    log,
    putOff: newPutOff(newQueueClient(), env.DELIVERY_QUEUE_URL),
    receiveCountMax: env.RECEIVE_COUNT_MAX,
  },
  async ({ body, receiveCount }) => {
    const attempt = await carry(EventMessage.parse(body));
    if (attempt === undefined || isTaken(attempt)) return;
    const why = "status" in attempt ? `status ${attempt.status}` : attempt.failure;
    throw new RetryLater(nextAttemptSeconds(receiveCount, Math.random()), why);
  },
);
