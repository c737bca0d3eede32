import { accountStore } from "../../shared/accounts/store.ts";
import { fireDue } from "../../shared/clocks/fire-due.ts";
import { clockStore } from "../../shared/clocks/store.ts";
import { contractStore } from "../../shared/contracts/store.ts";
import { plusHours, systemClock } from "../../shared/kernel/time.ts";
import { routeEvent } from "../../shared/outbox/route-event.ts";
import { SWEEP_AFTER_MINUTES, sweepOutbox } from "../../shared/outbox/sweep.ts";
import { placementStore } from "../../shared/placements/store.ts";
import { newReader, newTable, updateOne } from "../../shared/platform/dynamo.ts";
import { queueUrls, readEnv, withQueues, withTable } from "../../shared/platform/env.ts";
import { newLog } from "../../shared/platform/log.ts";
import { newQueueClient, newSend } from "../../shared/platform/queues.ts";
import { newWrite } from "../../shared/platform/write.ts";

const env = readEnv({ ...withTable, ...withQueues });
const log = newLog("clock", env.LOG_LEVEL);
const table = newTable(env.TABLE_NAME);
const reader = newReader(table);
const update = updateOne(table);

const fire = fireDue({
  accounts: accountStore(reader),
  clocks: clockStore(reader),
  contracts: contractStore(reader),
  placements: placementStore(reader),
  update,
  write: newWrite(table),
});

const sweep = sweepOutbox({
  reader,
  routeEvent: routeEvent({ queues: queueUrls(env), send: newSend(newQueueClient()), update }),
});

/** Every minute: fires the clocks that are due and carries events that the stream did not. */
export const handler = async (): Promise<void> => {
  const now = systemClock.now();
  const { fired, stale } = await fire(now);
  const swept = await sweep(plusHours(now, -SWEEP_AFTER_MINUTES / 60));
  log.info("clock.run", { fired, stale, swept });
};
