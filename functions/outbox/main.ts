import { routeEvent } from "../../shared/outbox/route-event.ts";
import { newTable, updateOne } from "../../shared/platform/dynamo.ts";
import { queueUrls, readEnv, withQueues, withTable } from "../../shared/platform/env.ts";
import { newLog } from "../../shared/platform/log.ts";
import { newQueueClient, newSend } from "../../shared/platform/queues.ts";
import { streamHandler } from "../../shared/platform/stream-handler.ts";
import { RoutedEvent } from "../../shared/outbox/message.ts";

const env = readEnv({ ...withTable, ...withQueues });
const log = newLog("outbox", env.LOG_LEVEL);
const route = routeEvent({
  queues: queueUrls(env),
  send: newSend(newQueueClient()),
  update: updateOne(newTable(env.TABLE_NAME)),
});

/** Carries new events from the table's stream to the queues that they name. */
export const handler = streamHandler({ log }, async (item) => {
  const event = RoutedEvent.safeParse(item);
  if (event.success) await route(event.data);
});
