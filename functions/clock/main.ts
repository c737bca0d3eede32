import { accountStore } from "../../shared/accounts/store.ts";
import { fireDue } from "../../shared/clocks/fire-due.ts";
import { clockStore } from "../../shared/clocks/store.ts";
import { contractStore } from "../../shared/contracts/store.ts";
import { breakerStore } from "../../shared/deliveries/breaker-store.ts";
import { endpointStore } from "../../shared/deliveries/endpoint-store.ts";
import { laneStore } from "../../shared/deliveries/lane-store.ts";
import { sendHint } from "../../shared/deliveries/send-hint.ts";
import { tellLender } from "../../shared/deliveries/tell-lender.ts";
import { tendBreakers } from "../../shared/deliveries/tend-breakers.ts";
import { wakeDueLanes } from "../../shared/deliveries/wake-lanes.ts";
import { plusHours, systemClock } from "../../shared/kernel/time.ts";
import { routeEvent } from "../../shared/outbox/route-event.ts";
import { SWEEP_AFTER_MINUTES, sweepOutbox } from "../../shared/outbox/sweep.ts";
import { placementStore } from "../../shared/placements/store.ts";
import { newReader, newTable, updateOne } from "../../shared/platform/dynamo.ts";
import { queueUrls, readEnv, withQueues, withTable } from "../../shared/platform/env.ts";
import { newLog } from "../../shared/platform/log.ts";
import { newUlid } from "../../shared/platform/new-ids.ts";
import { newQueueClient, newSend } from "../../shared/platform/queues.ts";
import { newWrite } from "../../shared/platform/write.ts";

const env = readEnv({ ...withTable, ...withQueues });
const log = newLog("clock", env.LOG_LEVEL);
const table = newTable(env.TABLE_NAME);
const reader = newReader(table);
const update = updateOne(table);
const send = newSend(newQueueClient());

const fire = fireDue({
  accounts: accountStore(reader),
  clocks: clockStore(reader),
  contracts: contractStore(reader),
  placements: placementStore(reader),
  update,
  write: newWrite(table),
});

const hint = sendHint({ queue: env.DELIVERY_QUEUE_URL, send, newUlid });
const sweep = sweepOutbox({
  reader,
  routeEvent: routeEvent({
    queues: queueUrls(env),
    send,
    tellLender: tellLender({ endpoints: endpointStore(reader), sendHint: hint }),
    update,
  }),
});

const lanes = laneStore(reader);
const wake = wakeDueLanes({ lanes, update, sendHint: hint });
const tend = tendBreakers({ breakers: breakerStore(reader), lanes, update, sendHint: hint, log });

/** What one job found, or nothing when it failed: then the others are done all the same. */
async function tried<T>(job: () => Promise<T>, failures: unknown[]): Promise<T | undefined> {
  try {
    return await job();
  } catch (error) {
    failures.push(error);
    return undefined;
  }
}

/**
 * Every minute: fires the clocks that are due, carries events that the stream did not, and has the lanes looked
 * at that wait no longer. A job that fails keeps no other from being done, and rings the alarm in the end.
 */
export const handler = async (): Promise<void> => {
  const now = systemClock.now();
  const failures: unknown[] = [];
  const clocks = await tried(() => fire(now), failures);
  const swept = await tried(() => sweep(plusHours(now, -SWEEP_AFTER_MINUTES / 60)), failures);
  const breakers = await tried(() => tend(now), failures);
  const woken = await tried(() => wake(now), failures);
  log.info("clock.run", { ...clocks, swept, ...breakers, woken, failed: failures.length });
  if (failures.length > 0) throw failures[0];
};
