import { accountStore } from "../../shared/accounts/store.ts";
import { clockStore } from "../../shared/clocks/store.ts";
import { handleDispute } from "../../shared/disputes/handle-dispute.ts";
import { disputeStore } from "../../shared/disputes/store.ts";
import { systemClock as clock } from "../../shared/kernel/time.ts";
import { EventMessage } from "../../shared/outbox/message.ts";
import { newReader, newTable } from "../../shared/platform/dynamo.ts";
import { readEnv, withTable } from "../../shared/platform/env.ts";
import { newLog } from "../../shared/platform/log.ts";
import { queueHandler } from "../../shared/platform/queue-handler.ts";
import { newWrite } from "../../shared/platform/write.ts";

const env = readEnv(withTable);
const log = newLog("dispute-worker", env.LOG_LEVEL);
const table = newTable(env.TABLE_NAME);
const reader = newReader(table);

const take = handleDispute({
  accounts: accountStore(reader),
  clocks: clockStore(reader),
  disputes: disputeStore(reader),
  write: newWrite(table),
  clock,
});

/** Takes raised disputes on: orders the hold, starts the clocks, answers what a rule can answer. */
export const handler = queueHandler({ log }, async ({ body }) => take(EventMessage.parse(body)));
