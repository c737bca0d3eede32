import * as z from "zod";
import { historyStore } from "../../shared/accounts/history-store.ts";
import { accountStore } from "../../shared/accounts/store.ts";
import { openTold } from "../../shared/breaks/open-told.ts";
import { breakStore } from "../../shared/breaks/store.ts";
import { COMMISSION_BILLED } from "../../shared/commission-invoices/decide-invoice.ts";
import { EXPORT_REQUESTED } from "../../shared/exports/request-export.ts";
import { exportStore } from "../../shared/exports/store.ts";
import { ExportId } from "../../shared/exports/wire.ts";
import { writeExport } from "../../shared/exports/write-export.ts";
import { isBreakEventType } from "../../shared/kernel/break-events.ts";
import { systemClock as clock } from "../../shared/kernel/time.ts";
import { journalStore } from "../../shared/ledger/journal-store.ts";
import { DriftCheckId } from "../../shared/ledger/drift-wire.ts";
import { postedStore } from "../../shared/ledger/posted-store.ts";
import { DRIFT_CHECK_REQUESTED } from "../../shared/ledger/request-drift.ts";
import { EventMessage } from "../../shared/outbox/message.ts";
import { CLOSING_BEGUN, PERIOD_CLOSED } from "../../shared/periods/closing.ts";
import { directPaymentStore } from "../../shared/payments/direct-store.ts";
import { REVERSAL_EXCEEDS } from "../../shared/payments/excess.ts";
import { paymentStore } from "../../shared/payments/store.ts";
import { placementStore } from "../../shared/placements/store.ts";
import { createOne, newReader, newTable, updateOne } from "../../shared/platform/dynamo.ts";
import { readEnv, withTable } from "../../shared/platform/env.ts";
import { newLog } from "../../shared/platform/log.ts";
import { newOutgoingFiles } from "../../shared/platform/outgoing-files.ts";
import { queueHandler } from "../../shared/platform/queue-handler.ts";
import { newWrite, newWriteBeside } from "../../shared/platform/write.ts";
import { RECONCILIATION_CONTINUED, RECONCILIATION_REQUESTED } from "../../shared/reconciliation/asked-for.ts";
import { MatchId } from "../../shared/reconciliation/stored-match.ts";
import { MATCH_UNMATCHED } from "../../shared/reconciliation/unmatch.ts";
import { ReconciliationId } from "../../shared/reconciliation/wire-run.ts";
import { remittanceStore } from "../../shared/remittances/store.ts";
import { SNAPSHOT_REPORTED } from "../../shared/snapshots/decide-snapshot.ts";
import { closingUses } from "./closing-uses.ts";
import { excessTelling } from "./excess-telling.ts";
import { freezingUses } from "./freezing-uses.ts";
import { snapshotComparing } from "./snapshot-comparing.ts";
import { reconcilingUses } from "./reconciling-uses.ts";

const env = readEnv({ ...withTable, FILES_BUCKET: z.string() });
const log = newLog("reconciler", env.LOG_LEVEL);
const table = newTable(env.TABLE_NAME);
const reader = newReader(table);
const update = updateOne(table);
const write = newWrite(table);
const writeBeside = newWriteBeside(table);
const journal = journalStore(reader);
const placements = placementStore(reader);
const remittances = remittanceStore({ reader, create: createOne(table), update, writeBeside });

const freezing = freezingUses(table);
const reconciling = reconcilingUses(table);

/** Nothing more of a run is begun when so little of the function's time is left. */
const LAST_PART_MS = 180_000;

const compare = snapshotComparing(table);
const open = openTold({
  accounts: accountStore(reader),
  histories: historyStore(reader),
  breaks: breakStore(reader),
  write,
  update,
  clock,
});
const closing = closingUses(table);
const tellOfExcess = excessTelling(table);

const writeOut = writeExport({
  exports: exportStore(reader),
  journal,
  breaks: breakStore(reader),
  posted: postedStore(reader),
  placements,
  payments: paymentStore(reader),
  directPayments: directPaymentStore(reader),
  remittances,
  objects: newOutgoingFiles(env.FILES_BUCKET),
  update,
  clock,
});

/** Does what finance asked for and what takes longer than a request may. */
export const handler = queueHandler({ log }, async ({ body, remainingMs }) => {
  const message = EventMessage.parse(body);
  if (isBreakEventType(message.type))
    log.info("break.looked-for", { eventId: message.eventId, breakId: await open(message) });
  else await doWhatWasAskedFor(message, remainingMs);
});

type Asked = Pick<EventMessage, "type" | "accountId" | "sequence">;

async function doWhatWasAskedFor(
  { type, accountId, sequence }: Asked,
  remainingMs: () => number,
): Promise<void> {
  if (type === RECONCILIATION_REQUESTED || type === RECONCILIATION_CONTINUED)
    await run(ReconciliationId.parse(accountId), remainingMs);
  else await doTheRest({ type, accountId, sequence });
}

/** What is not done in time goes on when it is told again, which it is. */
async function run(reconciliationId: ReconciliationId, remainingMs: () => number): Promise<void> {
  const counts = await reconciling.reconcile(reconciliationId, () => remainingMs() < LAST_PART_MS);
  if (counts === "LEFT") log.info("reconciliation.left", { reconciliationId });
  else log.info("reconciliation.done", { reconciliationId, matched: counts?.matched ?? 0 });
}

async function doTheRest({ type, accountId, sequence }: Asked): Promise<void> {
  switch (type) {
    case EXPORT_REQUESTED:
      await writeOut(ExportId.parse(accountId));
      log.info("export.written", { exportId: accountId });
      return;
    case DRIFT_CHECK_REQUESTED: {
      const found = await closing.checkDrift(DriftCheckId.parse(accountId));
      const { entries = 0, drift = 0 } = found ?? {};
      if (drift > 0) log.error("drift.found", { checkId: accountId, entries, drift });
      else log.info("drift.checked", { checkId: accountId, entries });
      return;
    }
    case CLOSING_BEGUN: {
      const prepared = await closing.prepareClose(accountId);
      log.info("period.prepared", { historyId: accountId, entries: prepared?.entries ?? 0 });
      return;
    }
    case PERIOD_CLOSED: {
      const advices = await freezing.afterClose(accountId);
      log.info("advices.looked-at", { historyId: accountId, advices });
      return;
    }
    case COMMISSION_BILLED: {
      const advices = await freezing.afterInvoice(accountId);
      log.info("advices.looked-at", { invoiceId: accountId, advices });
      return;
    }
    case MATCH_UNMATCHED:
      await reconciling.release(MatchId.parse(accountId));
      log.info("match.released", { matchId: accountId });
      return;
    case SNAPSHOT_REPORTED:
      log.info("snapshot.looked-at", { snapshotId: accountId, outcome: await compare(accountId) });
      return;
    case REVERSAL_EXCEEDS:
      await tellOfExcess({ accountId, sequence });
      log.info("reversal.exceeds", { accountId, sequence });
      return;
    default:
      throw new Error(`nobody here knows ${type}`);
  }
}
