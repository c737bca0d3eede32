import { arrangementStore } from "../../shared/arrangements/store.ts";
import { costStore } from "../../shared/charges/cost-store.ts";
import { decideCost } from "../../shared/charges/decide-cost.ts";
import { decideSettlement } from "../../shared/settlements/decide-settlement.ts";
import { settlementStore } from "../../shared/settlements/store.ts";
import { agreementRoutes } from "./agreement-routes.ts";
import * as z from "zod";
import { authenticate, identify } from "../../shared/access/authenticate.ts";
import { noteUse } from "../../shared/access/note-use.ts";
import { keyStore } from "../../shared/access/store.ts";
import { changeCircumstances } from "../../shared/accounts/change-circumstances.ts";
import { resultsKey, uploadKey } from "../../shared/account-batches/keys.ts";
import type { Batch } from "../../shared/account-batches/model.ts";
import { openBatch } from "../../shared/account-batches/open-batch.ts";
import { saveHeaderMap } from "../../shared/account-batches/save-header-map.ts";
import { batchStore } from "../../shared/account-batches/store.ts";
import { debtorStore } from "../../shared/accounts/debtor-store.ts";
import { idempotencyStore } from "../../shared/accounts/idempotency-store.ts";
import { changeAccount } from "../../shared/accounts/change-account.ts";
import { lookUpDebtor } from "../../shared/accounts/look-up-debtor.ts";
import { placeAccount, wholeAccount } from "../../shared/accounts/place-account.ts";
import { readAccount } from "../../shared/accounts/read-account.ts";
import { balanceChangeStore } from "../../shared/balances/store.ts";
import { historyStore } from "../../shared/accounts/history-store.ts";
import { listPayments } from "../../shared/payments/list-payments.ts";
import { accountStore } from "../../shared/accounts/store.ts";
import { tryAccount } from "../../shared/accounts/try-account.ts";
import { agencyStore } from "../../shared/agencies/store.ts";
import { overdueClocks } from "../../shared/clocks/overdue-clocks.ts";
import { clockStore } from "../../shared/clocks/store.ts";
import { unacknowledgedHolds } from "../../shared/compliance/unacknowledged-holds.ts";
import { contractStore } from "../../shared/contracts/store.ts";
import { answerReport } from "../../shared/debtor-reports/answer-report.ts";
import { reportStore } from "../../shared/debtor-reports/store.ts";
import { disclosureStore } from "../../shared/disclosure/store.ts";
import { changeDispute } from "../../shared/disputes/change-dispute.ts";
import { documentLinks } from "../../shared/disputes/document-links.ts";
import { documentStore } from "../../shared/disputes/document-store.ts";
import { readDocuments } from "../../shared/disputes/documents.ts";
import { listDisputes } from "../../shared/disputes/list-disputes.ts";
import { noteStore } from "../../shared/disputes/note-store.ts";
import { disputeStore } from "../../shared/disputes/store.ts";
import { fileLinks } from "../../shared/incoming-files/links.ts";
import { systemClock as clock } from "../../shared/kernel/time.ts";
import { directPaymentStore } from "../../shared/payments/direct-store.ts";
import { recordDirect } from "../../shared/payments/record-direct.ts";
import { contractOf } from "../../shared/placements/after-payment.ts";
import { informationStore } from "../../shared/placements/information-store.ts";
import { provideInformation } from "../../shared/placements/provide-information.ts";
import { placementStore } from "../../shared/placements/store.ts";
import { commissionWatchStore } from "../../shared/reconciliation/commission-watch-store.ts";
import { newReader, newTable, updateOne, createOne } from "../../shared/platform/dynamo.ts";
import { newBlindIndex } from "../../shared/platform/blind-index.ts";
import { readEnv, withTable } from "../../shared/platform/env.ts";
import { newHttpApp } from "../../shared/platform/http-app.ts";
import { lambdaHandler } from "../../shared/platform/http-lambda.ts";
import { newAccountId, newBatchId } from "../../shared/platform/new-ids.ts";
import { newBucket, newObjects, newSignedLinks } from "../../shared/platform/objects.ts";
import { newLog } from "../../shared/platform/log.ts";
import { newVault } from "../../shared/platform/vault.ts";
import { newWrite } from "../../shared/platform/write.ts";
import { accountRoutes } from "./account-routes.ts";
import { batchRoutes } from "./batch-routes.ts";
import { disputeCommandRoutes } from "./dispute-command-routes.ts";
import { costRoutes } from "./cost-routes.ts";
import { disputeRoutes } from "./dispute-routes.ts";
import { lifecycleRoutes } from "./lifecycle-routes.ts";
import { eligibilityRoutes } from "./eligibility-routes.ts";
import { reportRoutes } from "./report-routes.ts";
import { workListRoutes } from "./work-list-routes.ts";

const env = readEnv({
  ...withTable,
  PERSONAL_DATA_KEY_ARN: z.string(),
  IDENTIFIER_KEY_ARN: z.string(),
  FILES_BUCKET: z.string(),
});
const log = newLog("lender-api", env.LOG_LEVEL);
const table = newTable(env.TABLE_NAME);
const reader = newReader(table);
const write = newWrite(table);
const accounts = accountStore(reader);
const agencies = agencyStore(reader);
const clocks = clockStore(reader);
const batches = batchStore({ reader, create: createOne(table), update: updateOne(table) });
const contracts = contractStore(reader);
const costs = costStore(reader);
const vault = newVault(env.PERSONAL_DATA_KEY_ARN);
const debtors = debtorStore(reader, vault, newBlindIndex(env.IDENTIFIER_KEY_ARN));
const disputes = disputeStore(reader);
const reports = reportStore(reader);
const idempotency = idempotencyStore(reader);
const placements = placementStore(reader);
const settlements = settlementStore(reader);
const keys = keyStore(reader);
const knowingKeys = {
  keys,
  noteUse: noteUse({
    keys,
    update: updateOne(table),
    failed: (cause) => log.error("key.use-not-noted", {}, cause),
  }),
};
const authenticated = authenticate(knowingKeys);
const bucket = newBucket(env.FILES_BUCKET);
const links = newSignedLinks(bucket);

const files = {
  openBatch: openBatch({ batches, idempotency, create: createOne(table), newBatchId }),
  links: fileLinks<Batch>({
    links,
    keys: { upload: uploadKey, results: resultsKey },
    nameOf: ({ batchId }) => batchId,
    clock,
  }),
  clock,
};

const working = {
  disputes,
  documents: documentStore(reader),
  notes: noteStore(reader),
  documentLinks: documentLinks({ links, clock }),
  changeDispute: changeDispute({
    accounts,
    clocks,
    contracts,
    disputes,
    documents: documentStore(reader),
    notes: noteStore(reader),
    commissions: commissionWatchStore(reader),
    idempotency,
    placements,
    write,
    clock,
  }),
};

const app = newHttpApp({ log }, [
  ...accountRoutes({
    authenticate: authenticated,
    placeAccount: placeAccount({
      answers: wholeAccount,
      accounts,
      agencies,
      clocks,
      contracts,
      debtors,
      idempotency,
      placements,
      newAccountId,
      write,
    }),
    readAccount: readAccount({ accounts, placements }),
    provideInformation: provideInformation({
      accounts,
      placements,
      clocks,
      information: informationStore(reader, vault),
      write,
      clock,
    }),
    accounts,
    disclosures: disclosureStore(reader),
    clock,
  }),
  ...lifecycleRoutes({
    authenticate: authenticated,
    changeAccount: changeAccount({ accounts, clocks, contracts, idempotency, placements, write, clock }),
    recordDirect: recordDirect({ directPayments: directPaymentStore(reader) }),
    contractOf: async (known) => contractOf({ contracts }, known),
    balanceChanges: balanceChangeStore(reader),
    readAccount: readAccount({ accounts, placements }),
  }),
  ...eligibilityRoutes({
    ...files,
    authenticate: authenticated,
    tryAccount: tryAccount({ accounts, agencies, contracts, debtors, clock }),
    lookUpDebtor: lookUpDebtor({ accounts, debtors }),
    changeCircumstances: changeCircumstances({ accounts, write, clock }),
    readAccount: readAccount({ accounts, placements }),
  }),
  ...batchRoutes({
    authenticate: authenticated,
    ...files,
    saveHeaderMap: saveHeaderMap({ batches }),
    batches,
  }),
  ...agreementRoutes({
    authenticate: authenticated,
    accounts,
    arrangements: arrangementStore(reader),
    settlements,
    listPayments: listPayments({ accounts, placements, histories: historyStore(reader), clock }),
    decideSettlement: decideSettlement({
      accounts,
      clocks,
      contracts,
      placements,
      settlements,
      write,
      clock,
    }),
    readAccount: readAccount({ accounts, placements }),
  }),
  ...disputeRoutes({
    ...working,
    authenticate: authenticated,
    listDisputes: listDisputes({ disputes, clock }),
    readDocuments: readDocuments({ ...working, objects: newObjects(bucket) }),
  }),
  ...disputeCommandRoutes({
    ...working,
    identify: identify(knowingKeys),
    fourEyesAbove: async (lenderId) => (await contracts.lender(lenderId))?.fourEyesAbove,
  }),
  ...reportRoutes({
    authenticate: authenticated,
    answerReport: answerReport({ accounts, clocks, contracts, placements, reports, write, clock }),
    reports,
  }),
  ...costRoutes({
    authenticate: authenticated,
    decideCost: decideCost({ accounts, clocks, contracts, costs, placements, write, clock }),
    costs,
  }),
  ...workListRoutes({
    authenticate: authenticated,
    unacknowledgedHolds: unacknowledgedHolds({ clocks, accounts }),
    overdueClocks: overdueClocks(clocks),
  }),
]);

export const handler = lambdaHandler(app);
