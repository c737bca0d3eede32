import { appendToFeed } from "../../shared/feed/append.ts";
import { FeedMessage } from "../../shared/feed/model.ts";
import { feedStore } from "../../shared/feed/store.ts";
import { systemClock as clock } from "../../shared/kernel/time.ts";
import { newReader, newTable } from "../../shared/platform/dynamo.ts";
import { readEnv, withTable } from "../../shared/platform/env.ts";
import { newLog } from "../../shared/platform/log.ts";
import { queueGroupHandler } from "../../shared/platform/queue-group-handler.ts";
import { newWriteBeside } from "../../shared/platform/write.ts";

const env = readEnv(withTable);
const log = newLog("feed-worker", env.LOG_LEVEL);
const table = newTable(env.TABLE_NAME);
const append = appendToFeed({
  feeds: feedStore(newReader(table)),
  writeBeside: newWriteBeside(table),
  clock,
});

/** Appends what is for an agency to that agency's feed. */
export const handler = queueGroupHandler({ log }, async (bodies) => {
  const messages = bodies.map((body) => FeedMessage.parse(body));
  for (const [agencyId, own] of Map.groupBy(messages, (message) => message.agencyId)) {
    const accountIds = own.map(({ accountId }) => accountId);
    const appended = await append(agencyId, accountIds);
    log.info("feed.appended", { agencyId, messages: own.length, appended });
  }
});
