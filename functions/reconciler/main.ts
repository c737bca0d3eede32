import * as z from "zod";
import { historyStore } from "../../shared/accounts/history-store.ts";
import { accountStore } from "../../shared/accounts/store.ts";
import { bankAccountStore } from "../../shared/bank-accounts/store.ts";
import { bankSource } from "../../shared/bank-files/bank-source.ts";
import { openBankLineStore } from "../../shared/bank-files/open-line-store.ts";
import { observeBreaks } from "../../shared/breaks/observe-breaks.ts";
import { openTold } from "../../shared/breaks/open-told.ts";
import { reviewFindings } from "../../shared/breaks/review-findings.ts";
import { breakStore } from "../../shared/breaks/store.ts";
import { COMMISSION_BILLED } from "../../shared/commission-invoices/decide-invoice.ts";
import { contractStore } from "../../shared/contracts/store.ts";
import { driftStore } from "../../shared/dialects/drift-store.ts";
import { dialectStore } from "../../shared/dialects/store.ts";
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
import { inParallel } from "../../shared/platform/parallel.ts";
import { queueHandler } from "../../shared/platform/queue-handler.ts";
import { newWrite, newWriteBeside } from "../../shared/platform/write.ts";
import { answerRequest } from "../../shared/reconciliation/answer-request.ts";
import { bookStore } from "../../shared/ledger/book-store.ts";
import { collectSince } from "../../shared/reconciliation/collect-since.ts";
import { collectExpectations } from "../../shared/reconciliation/collect-expectations.ts";
import { commissionWatchStore } from "../../shared/reconciliation/commission-watch-store.ts";
import { RECONCILIATION_REQUESTED } from "../../shared/reconciliation/asked-for.ts";
import { claimStore } from "../../shared/reconciliation/claim-store.ts";
import { commitMatch } from "../../shared/reconciliation/commit-match.ts";
import { creditStore } from "../../shared/reconciliation/credit-store.ts";
import { expectationStore } from "../../shared/reconciliation/expectation-store.ts";
import { factChanges } from "../../shared/reconciliation/fact-changes.ts";
import { gatherBooks } from "../../shared/reconciliation/gather-books.ts";
import { lookAtCommission } from "../../shared/reconciliation/look-at-commission.ts";
import { matchStore } from "../../shared/reconciliation/match-store.ts";
import { releaseAll } from "../../shared/reconciliation/release-all.ts";
import { resumeMatches } from "../../shared/reconciliation/resume-matches.ts";
import { rulesStore } from "../../shared/reconciliation/rules-store.ts";
import { runReconciliation } from "../../shared/reconciliation/run-reconciliation.ts";
import { runStore } from "../../shared/reconciliation/run-store.ts";
import { MatchId } from "../../shared/reconciliation/stored-match.ts";
import { MATCH_UNMATCHED } from "../../shared/reconciliation/unmatch.ts";
import { ReconciliationId } from "../../shared/reconciliation/wire-run.ts";
import { freezeStore } from "../../shared/remittances/freeze-store.ts";
import { adviceLinesNamed, adviceSource } from "../../shared/remittances/advice-source.ts";
import { settleRemittance } from "../../shared/remittances/settle-remittance.ts";
import { remittanceStore } from "../../shared/remittances/store.ts";
import { unmatchRemittance } from "../../shared/remittances/unmatch-remittance.ts";
import { SNAPSHOT_REPORTED } from "../../shared/snapshots/decide-snapshot.ts";
import { closingUses } from "./closing-uses.ts";
import { excessTelling } from "./excess-telling.ts";
import { freezingUses } from "./freezing-uses.ts";
import { snapshotComparing } from "./snapshot-comparing.ts";

const env = readEnv({ ...withTable, FILES_BUCKET: z.string() });
const log = newLog("reconciler", env.LOG_LEVEL);
const table = newTable(env.TABLE_NAME);
const reader = newReader(table);
const update = updateOne(table);
const write = newWrite(table);
const writeBeside = newWriteBeside(table);
const journal = journalStore(reader);
const placements = placementStore(reader);
const expectations = expectationStore(reader);
const credits = creditStore(reader);
const commissions = commissionWatchStore(reader);
const matches = matchStore(reader);
const bankLines = openBankLineStore(reader);
const remittances = remittanceStore({ reader, create: createOne(table), update, writeBeside });

const runs = runStore(reader);
const making = {
  matches,
  claims: claimStore(reader),
  facts: factChanges({ expectations, bankLines, matches }),
  reopen: unmatchRemittance({ remittances, write, clock }),
  freezes: freezeStore(reader),
  write,
  writeBeside,
  clock,
};

const freezing = freezingUses(table);

/** Matches of one run that are made side by side: no two have a fact in common. */
const MATCHES_AT_A_TIME = 8;

const run = runReconciliation({
  collect: collectSince({
    journal,
    books: bookStore(reader),
    collect: collectExpectations({
      accounts: accountStore(reader),
      placements,
      histories: historyStore(reader),
      journal,
      expectations,
      credits,
      commissions,
      writeBeside,
      clock,
    }),
    update,
    clock,
  }),
  gather: gatherBooks({
    contracts: contractStore(reader),
    expectations,
    credits,
    placements,
    directPayments: directPaymentStore(reader),
    matches,
    advices: adviceSource({ remittances, placements }),
    bank: bankSource({ bankAccounts: bankAccountStore(reader), bankLines }),
  }),
  commission: lookAtCommission({
    commissions,
    expectations,
    matches,
    linesNamed: adviceLinesNamed({ remittances }),
    writeBeside,
    update,
    clock,
  }),
  resume: resumeMatches(making),
  matches,
  runs,
  commit: commitMatch(making),
  observe: observeBreaks({ breaks: breakStore(reader), write, update, clock }),
  review: reviewFindings({
    breaks: breakStore(reader),
    accounts: accountStore(reader),
    contracts: contractStore(reader),
    dialects: dialectStore(reader),
    drift: driftStore(reader),
    placements,
    write,
    update,
    clock,
  }),
  settle: settleRemittance({ remittances, write, clock }),
  freeze: freezing.freeze,
  inParallel: async (items, work) => inParallel(items, MATCHES_AT_A_TIME, work),
  update,
});

const reconcile = answerRequest({ runs, rules: rulesStore(reader), run, update, clock });

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
export const handler = queueHandler({ log }, async ({ body }) => {
  const message = EventMessage.parse(body);
  if (isBreakEventType(message.type))
    log.info("break.looked-for", { eventId: message.eventId, breakId: await open(message) });
  else await doWhatWasAskedFor(message);
});

async function doWhatWasAskedFor({ type, accountId, sequence }: EventMessage): Promise<void> {
  switch (type) {
    case EXPORT_REQUESTED:
      await writeOut(ExportId.parse(accountId));
      log.info("export.written", { exportId: accountId });
      return;
    case RECONCILIATION_REQUESTED: {
      const counts = await reconcile(ReconciliationId.parse(accountId));
      log.info("reconciliation.done", { reconciliationId: accountId, matched: counts?.matched ?? 0 });
      return;
    }
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
      await releaseAll(making, MatchId.parse(accountId));
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
