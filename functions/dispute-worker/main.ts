import { debtorAccounts } from "../../shared/accounts/debtor-store.ts";
import { accountStore } from "../../shared/accounts/store.ts";
import { clockStore } from "../../shared/clocks/store.ts";
import { contractStore } from "../../shared/contracts/store.ts";
import { REPORT_ANSWERED, reachSiblings } from "../../shared/debtor-reports/reach-siblings.ts";
import { reportStore } from "../../shared/debtor-reports/store.ts";
import { ReportType } from "../../shared/debtor-reports/wire.ts";
import { handleDispute } from "../../shared/disputes/handle-dispute.ts";
import { disputeStore } from "../../shared/disputes/store.ts";
import { systemClock as clock } from "../../shared/kernel/time.ts";
import { EventMessage } from "../../shared/outbox/message.ts";
import { placementStore } from "../../shared/placements/store.ts";
import { newReader, newTable, updateOne } from "../../shared/platform/dynamo.ts";
import { readEnv, withTable } from "../../shared/platform/env.ts";
import { newLog } from "../../shared/platform/log.ts";
import { queueHandler } from "../../shared/platform/queue-handler.ts";
import { newWrite } from "../../shared/platform/write.ts";

const env = readEnv(withTable);
const log = newLog("dispute-worker", env.LOG_LEVEL);
const table = newTable(env.TABLE_NAME);
const reader = newReader(table);
const accounts = accountStore(reader);
const clocks = clockStore(reader);
const write = newWrite(table);

const take = handleDispute({ accounts, clocks, disputes: disputeStore(reader), write, clock });

const reach = reachSiblings({
  accounts,
  clocks,
  contracts: contractStore(reader),
  debtors: debtorAccounts(reader),
  placements: placementStore(reader),
  reports: reportStore(reader),
  update: updateOne(table),
  write,
  clock,
});

const aboutReports: ReadonlySet<string> = new Set([...ReportType.options, REPORT_ANSWERED]);

/**
 * Takes raised disputes on: orders the hold, starts the clocks, answers what a rule can answer. And carries what
 * was reported of a person to all of the debtor's accounts.
 */
export const handler = queueHandler({ log }, async ({ body }) => {
  const message = EventMessage.parse(body);
  await (aboutReports.has(message.type) ? reach(message) : take(message));
});
