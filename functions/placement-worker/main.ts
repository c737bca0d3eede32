import { debtorAccounts } from "../../shared/accounts/debtor-store.ts";
import { accountStore } from "../../shared/accounts/store.ts";
import { agencyStore } from "../../shared/agencies/store.ts";
import { clockStore } from "../../shared/clocks/store.ts";
import { contractStore } from "../../shared/contracts/store.ts";
import { systemClock as clock } from "../../shared/kernel/time.ts";
import { EventMessage } from "../../shared/outbox/message.ts";
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

const again = placeAgain({
  accounts: accountStore(reader),
  agencies: agencyStore(reader),
  clocks: clockStore(reader),
  contracts: contractStore(reader),
  debtors: debtorAccounts(reader),
  placements: placementStore(reader),
  write: newWrite(table),
  clock,
});

/** Offers accounts that came back without an agency to the next one. */
export const handler = queueHandler({ log }, async ({ body }) => again(EventMessage.parse(body)));
