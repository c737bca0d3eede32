import { endpointStore } from "../../shared/deliveries/endpoint-store.ts";
import { sendHint } from "../../shared/deliveries/send-hint.ts";
import { tellLender } from "../../shared/deliveries/tell-lender.ts";
import { routeEvent } from "../../shared/outbox/route-event.ts";
import { newReader, newTable, updateOne } from "../../shared/platform/dynamo.ts";
import { queueUrls, readEnv, withQueues, withTable } from "../../shared/platform/env.ts";
import { newLog } from "../../shared/platform/log.ts";
import { newUlid } from "../../shared/platform/new-ids.ts";
import { newQueueClient, newSend } from "../../shared/platform/queues.ts";
import { streamHandler } from "../../shared/platform/stream-handler.ts";
import { RoutedEvent } from "../../shared/outbox/message.ts";

const env = readEnv({ ...withTable, ...withQueues });
const log = newLog("outbox", env.LOG_LEVEL);
const table = newTable(env.TABLE_NAME);
const send = newSend(newQueueClient());
const route = routeEvent({
  queues: queueUrls(env),
  send,
  tellLender: tellLender({
    endpoints: endpointStore(newReader(table)),
    sendHint: sendHint({ queue: env.DELIVERY_QUEUE_URL, send, newUlid }),
  }),
  update: updateOne(table),
});

/** Carries new events from the table's stream to the queues that they name. */
export const handler = streamHandler({ log }, async (item) => {
  const event = RoutedEvent.safeParse(item);
  if (event.success) await route(event.data);
});
