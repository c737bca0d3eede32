import * as z from "zod";
import { identify } from "../../shared/access/authenticate.ts";
import { noteUse } from "../../shared/access/note-use.ts";
import { keyStore } from "../../shared/access/store.ts";
import { idempotencyStore } from "../../shared/accounts/idempotency-store.ts";
import { agencyStore } from "../../shared/agencies/store.ts";
import { changeBreak } from "../../shared/breaks/change-break.ts";
import { changeMany } from "../../shared/breaks/change-many.ts";
import { decideCommand } from "../../shared/breaks/decide-command.ts";
import { listBreaks } from "../../shared/breaks/list-breaks.ts";
import { readSummary } from "../../shared/breaks/read-summary.ts";
import { openBankLineStore } from "../../shared/bank-files/open-line-store.ts";
import { remittanceItems } from "../../shared/remittances/written-store.ts";
import { breakStore } from "../../shared/breaks/store.ts";
import { billCommission } from "../../shared/commission-invoices/bill-commission.ts";
import { invoiceStore } from "../../shared/commission-invoices/store.ts";
import { contractStore } from "../../shared/contracts/store.ts";
import { bankUploadLink } from "../../shared/bank-files/file-store.ts";
import { readExport } from "../../shared/exports/read-export.ts";
import { requestExport } from "../../shared/exports/request-export.ts";
import { exportStore } from "../../shared/exports/store.ts";
import { dialectStore } from "../../shared/dialects/store.ts";
import { fileLinks, UPLOAD_MINUTES } from "../../shared/incoming-files/links.ts";
import { systemClock as clock } from "../../shared/kernel/time.ts";
import { journalStore } from "../../shared/ledger/journal-store.ts";
import {
  createOne,
  newReader,
  newTable,
  putOne,
  replaceOne,
  updateOne,
} from "../../shared/platform/dynamo.ts";
import { readEnv, withTable } from "../../shared/platform/env.ts";
import { newHttpApp } from "../../shared/platform/http-app.ts";
import { lambdaHandler } from "../../shared/platform/http-lambda.ts";
import { lockedObjects } from "../../shared/platform/locked-objects.ts";
import { newLog } from "../../shared/platform/log.ts";
import { newBucket, newSignedLinks } from "../../shared/platform/objects.ts";
import { newOutgoingFiles } from "../../shared/platform/outgoing-files.ts";
import { newWrite, newWriteBeside } from "../../shared/platform/write.ts";
import { accountCodeRoutes } from "./account-code-routes.ts";
import { accountCodeUses } from "./account-code-uses.ts";
import { breakCommandRoutes } from "./break-command-routes.ts";
import { breakRoutes } from "./break-routes.ts";
import { bankEntryRoutes } from "./bank-entry-routes.ts";
import { bankRoutes } from "./bank-routes.ts";
import { bankUses } from "./bank-uses.ts";
import { exportRoutes } from "./export-routes.ts";
import { newUlid } from "../../shared/platform/new-ids.ts";
import { changeMatch } from "../../shared/reconciliation/change-match.ts";
import { claimStore } from "../../shared/reconciliation/claim-store.ts";
import { matchStore } from "../../shared/reconciliation/match-store.ts";
import { decideRules } from "../../shared/reconciliation/decide-rules.ts";
import { rulesStore } from "../../shared/reconciliation/rules-store.ts";
import { saveRules } from "../../shared/reconciliation/save-rules.ts";
import { requestReconciliation } from "../../shared/reconciliation/request-reconciliation.ts";
import { runStore } from "../../shared/reconciliation/run-store.ts";
import { ReconciliationId } from "../../shared/reconciliation/wire-run.ts";
import { matchingRulesRoutes } from "./matching-rules-routes.ts";
import { matchRoutes } from "./match-routes.ts";
import { reconciliationRoutes } from "./reconciliation-routes.ts";
import { agencyStatement } from "../../shared/remittances/agency-statement.ts";
import { listRemittances, readRemittance } from "../../shared/remittances/list-remittances.ts";
import { freezeStore } from "../../shared/remittances/freeze-store.ts";
import { remittanceReads } from "../../shared/remittances/read-store.ts";
import { announceRemittanceFile } from "../../shared/remittance-files/announce-file.ts";
import { remittanceResultsKey, remittanceUploadKey } from "../../shared/remittance-files/keys.ts";
import type { RemittanceFile } from "../../shared/remittance-files/model.ts";
import { remittanceFileStore } from "../../shared/remittance-files/store.ts";
import { remittanceAdvising } from "../remittance-advising.ts";
import { readFindings, readSnapshot } from "../../shared/snapshots/read-snapshot.ts";
import { snapshotReads } from "../../shared/snapshots/store.ts";
import { driftRoutes } from "./drift-routes.ts";
import { ledgerRoutes } from "./ledger-routes.ts";
import { ledgerUses, periodUses } from "./ledger-uses.ts";
import { periodRoutes } from "./period-routes.ts";
import { invoiceRoutes } from "./invoice-routes.ts";
import { remittanceFileRoutes } from "./remittance-file-routes.ts";
import { remittanceRoutes } from "./remittance-routes.ts";
import { snapshotRoutes } from "./snapshot-routes.ts";
import { statementRoutes } from "./statement-routes.ts";

const env = readEnv({ ...withTable, FILES_BUCKET: z.string(), SEALS_BUCKET: z.string() });
const log = newLog("finance-api", env.LOG_LEVEL);
const table = newTable(env.TABLE_NAME);
const reader = newReader(table);
const keys = keyStore(reader);
const journal = journalStore(reader);
const exports = exportStore(reader);
const stored = {
  reader,
  create: createOne(table),
  put: putOne(table),
  replace: replaceOne(table),
  update: updateOne(table),
};
const links = newSignedLinks(newBucket(env.FILES_BUCKET));
const remittances = remittanceReads(reader);
const remittanceFiles = remittanceFileStore({ ...stored, writeBeside: newWriteBeside(table) });
const invoices = invoiceStore(reader);
const snapshots = snapshotReads(reader);
const runs = runStore(reader);
const matches = matchStore(reader);
const rules = rulesStore(reader);
const accountCodes = accountCodeUses(table);
const breaks = breakStore(reader);
const write = newWrite(table);
const identified = identify({
  keys,
  noteUse: noteUse({
    keys,
    update: updateOne(table),
    failed: (cause) => log.error("key.use-not-noted", {}, cause),
  }),
});

const changesRules = { rules, lenders: contractStore(reader), write, clock };
const changesBreak = changeBreak({
  breaks,
  settling: {
    bankLines: openBankLineStore(reader),
    remittances: remittanceItems,
    matches,
  },
  idempotency: idempotencyStore(reader),
  write,
  clock,
});
const lenders = contractStore(reader);
const agencies = agencyStore(reader);
const decidesCommand = decideCommand({ breaks, lenders, agencies, remittances, matches });

const banking = bankUses(table);
const ledger = ledgerUses(table, lockedObjects(newBucket(env.SEALS_BUCKET)));

const app = newHttpApp({ log }, [
  ...ledgerRoutes({ identify: identified, ...ledger }),
  ...driftRoutes({ identify: identified, ...ledger }),
  ...periodRoutes({ identify: identified, ...periodUses(table) }),
  ...bankRoutes({
    identify: identified,
    ...banking,
    link: bankUploadLink(links, UPLOAD_MINUTES * 60),
    clock,
  }),
  ...bankEntryRoutes({ identify: identified, ...banking }),
  ...exportRoutes({
    identify: identified,
    exports,
    requestExport: requestExport({ exports, ...accountCodes, takesMore: ledger.takesMore, write, clock }),
    readExport: readExport({ objects: newOutgoingFiles(env.FILES_BUCKET) }),
  }),
  ...accountCodeRoutes({ identify: identified, ...accountCodes }),
  ...reconciliationRoutes({
    identify: identified,
    runs,
    requestReconciliation: requestReconciliation({
      runs,
      rules,
      newReconciliationId: () => ReconciliationId.parse(`rec_${newUlid()}`),
      write,
      clock,
    }),
  }),
  ...matchingRulesRoutes({
    identify: identified,
    rules,
    saveRules: saveRules(changesRules),
    decideRules: decideRules(changesRules),
  }),
  ...matchRoutes({
    identify: identified,
    matches,
    changeMatch: changeMatch({
      matches,
      claims: claimStore(reader),
      lenders: contractStore(reader),
      freezes: freezeStore(reader),
      billedOf: invoices.billedOf,
      remittances,
      idempotency: idempotencyStore(reader),
      write,
      clock,
    }),
  }),
  ...remittanceRoutes({
    identify: identified,
    adviseRemittance: remittanceAdvising(table),
    listRemittances: listRemittances({ remittances }),
    readRemittance: readRemittance({ remittances }),
    remittances,
    clock,
  }),
  ...remittanceFileRoutes({
    identify: identified,
    announceRemittanceFile: announceRemittanceFile({
      contracts: contractStore(reader),
      dialects: dialectStore(reader),
      files: remittanceFiles,
    }),
    remittanceFiles,
    links: fileLinks<RemittanceFile>({
      links,
      keys: { upload: remittanceUploadKey, results: remittanceResultsKey },
      nameOf: ({ fileId }) => fileId,
      clock,
    }),
    clock,
  }),
  ...invoiceRoutes({
    identify: identified,
    billCommission: billCommission({ remittances, invoices, write, clock }),
    invoices,
  }),
  ...snapshotRoutes({
    identify: identified,
    readSnapshot: readSnapshot({ snapshots }),
    readFindings: readFindings({ snapshots }),
    snapshots,
  }),
  ...statementRoutes({
    identify: identified,
    agencyStatement: agencyStatement({ journal, remittances }),
    partiesOf: async (lenderId, agencyId) => {
      const [lender, agency] = await Promise.all([lenders.lender(lenderId), agencies.current(agencyId)]);
      return { lender: lender?.name ?? lenderId, agency: agency?.name ?? agencyId };
    },
  }),
  ...breakRoutes({
    identify: identified,
    breaks,
    listBreaks: listBreaks({ breaks, clock }),
    readSummary: readSummary({ breaks, clock }),
    clock,
  }),
  ...breakCommandRoutes({
    identify: identified,
    changeBreak: changesBreak,
    changeMany: changeMany({ changeBreak: changesBreak, decideCommand: decidesCommand }),
    decideCommand: decidesCommand,
    clock,
  }),
]);

export const handler = lambdaHandler(app);
