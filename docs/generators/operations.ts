import { agencyOperations } from "./operations/agency.ts";
import { deadLetterOperations } from "./operations/dead-letters.ts";
import { deliveryOperations } from "./operations/deliveries.ts";
import { dialectOperations } from "./operations/dialects.ts";
import { endpointOperations } from "./operations/endpoints.ts";
import { agreementOperations } from "./operations/agreements.ts";
import { breakReadOperations } from "./operations/break-reads.ts";
import { breakOperations } from "./operations/breaks.ts";
import { accountCodesOperations } from "./operations/account-codes.ts";
import { bankAccountOperations } from "./operations/bank-accounts.ts";
import { bankEntryOperations } from "./operations/bank-entries.ts";
import { bankStatementOperations } from "./operations/bank-statements.ts";
import { batchOperations } from "./operations/batches.ts";
import { eventFileOperations } from "./operations/event-files.ts";
import { disputeWorkOperations } from "./operations/dispute-work.ts";
import { costOperations } from "./operations/costs.ts";
import { debtorReportOperations } from "./operations/debtor-reports.ts";
import { disputeOperations } from "./operations/disputes.ts";
import { disclosureOperations, handOffOperations } from "./operations/hand-off.ts";
import { commissionOperations } from "./operations/commissions.ts";
import { keyOperations } from "./operations/keys.ts";
import { eligibilityOperations } from "./operations/eligibility.ts";
import { lenderOperations } from "./operations/lender.ts";
import { exportOperations } from "./operations/exports.ts";
import { reconciliationOperations } from "./operations/reconciliations.ts";
import { keepingOperations } from "./operations/keeping.ts";
import { matchingRulesOperations } from "./operations/matching-rules.ts";
import { matchOperations } from "./operations/matches.ts";
import { ledgerOperations } from "./operations/ledger.ts";
import { periodOperations } from "./operations/periods.ts";
import { invoiceOperations } from "./operations/invoices.ts";
import { remittanceFileOperations } from "./operations/remittance-files.ts";
import { remittanceOperations } from "./operations/remittances.ts";
import { snapshotOperations } from "./operations/snapshots.ts";
import { lifecycleOperations } from "./operations/lifecycle.ts";
import { operatorOperations } from "./operations/operator.ts";
import { publicOperations } from "./operations/public.ts";
import { receiptOperations } from "./operations/receipts.ts";
import { quarantineOperations } from "./operations/quarantine.ts";
import { suspenseOperations } from "./operations/suspense.ts";
import { workListOperations } from "./operations/work-lists.ts";
import type { Operation } from "./operation.ts";

/** Every operation of the gateway; a test holds it against the routes that the functions register. */
export const operations: readonly Operation[] = [
  ...lenderOperations,
  ...lifecycleOperations,
  ...agreementOperations,
  ...eligibilityOperations,
  ...batchOperations,
  ...disputeOperations,
  ...disputeWorkOperations,
  ...debtorReportOperations,
  ...costOperations,
  ...workListOperations,
  ...disclosureOperations,
  ...agencyOperations,
  ...receiptOperations,
  ...eventFileOperations,
  ...handOffOperations,
  ...ledgerOperations,
  ...keepingOperations,
  ...periodOperations,
  ...exportOperations,
  ...accountCodesOperations,
  ...bankStatementOperations,
  ...bankEntryOperations,
  ...reconciliationOperations,
  ...matchingRulesOperations,
  ...matchOperations,
  ...remittanceOperations,
  ...remittanceFileOperations,
  ...invoiceOperations,
  ...snapshotOperations,
  ...breakReadOperations,
  ...breakOperations,
  ...operatorOperations,
  ...commissionOperations,
  ...bankAccountOperations,
  ...keyOperations,
  ...deadLetterOperations,
  ...endpointOperations,
  ...deliveryOperations,
  ...dialectOperations,
  ...quarantineOperations,
  ...suspenseOperations,
  ...publicOperations,
];
