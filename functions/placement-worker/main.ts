import { debtorAccounts } from "../../shared/accounts/debtor-store.ts";
import { accountStore } from "../../shared/accounts/store.ts";
import { agencyStore } from "../../shared/agencies/store.ts";
import { clockStore } from "../../shared/clocks/store.ts";
import { contractStore } from "../../shared/contracts/store.ts";
import { systemClock as clock } from "../../shared/kernel/time.ts";
import { EventMessage } from "../../shared/outbox/message.ts";
import { afterPayment } from "../../shared/placements/after-payment.ts";
import { placeAgain } from "../../shared/placements/place-again.ts";
import { placementStore } from "../../shared/placements/store.ts";
import { newReader, newTable } from "../../shared/platform/dynamo.ts";
import { readEnv, withTable } from "../../shared/platform/env.ts";
import { newLog } from "../../shared/platform/log.ts";
import { queueHandler } from "../../shared/platform/queue-handler.ts";
import { newWrite } from "../../shared/platform/write.ts";

const env = readEnv(withTable);
const log = newLog("placement-worker", env.LOG_LEVEL);
const table = newTable(env.TABLE_NAME);
const reader = newReader(table);

const deps = {
  accounts: accountStore(reader),
  agencies: agencyStore(reader),
  clocks: clockStore(reader),
  contracts: contractStore(reader),
  debtors: debtorAccounts(reader),
  placements: placementStore(reader),
  write: newWrite(table),
  clock,
};
const again = placeAgain(deps);
const after = afterPayment(deps);

/** What follows for the placement from money that came in or went back. */
const fromPayments = new Set([
  "payment.received",
  "payment.reversed",
  "payment.corrected",
  "payment.direct_reversed",
]);

/** Offers accounts that came back without an agency to the next one, and follows up what payments ended. */
export const handler = queueHandler({ log }, async ({ body }) => {
  const message = EventMessage.parse(body);
  await (fromPayments.has(message.type) ? after(message) : again(message));
});
