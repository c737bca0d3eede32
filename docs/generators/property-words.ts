import { balanceWords } from "./property-words-balances.ts";
import { bankWords } from "./property-words-bank.ts";
import { batchWords } from "./property-words-batches.ts";
import { breakWords } from "./property-words-breaks.ts";
import { commissionWords } from "./property-words-commissions.ts";
import { dialectWords } from "./property-words-dialects.ts";
import { eventFileWords } from "./property-words-event-files.ts";
import { disputeWords } from "./property-words-disputes.ts";
import { eventWords } from "./property-words-events.ts";
import { eligibilityWords } from "./property-words-eligibility.ts";
import { generalWords } from "./property-words-general.ts";
import { reconciliationWords } from "./property-words-reconciliation.ts";
import { ledgerWords } from "./property-words-ledger.ts";
import { keyWords } from "./property-words-operator.ts";
import { debtorReportWords } from "./property-words-reports.ts";
import { remittanceFileWords } from "./property-words-remittance-files.ts";
import { remittanceWords } from "./property-words-remittances.ts";
import { snapshotWords } from "./property-words-snapshots.ts";
import { suspenseWords } from "./property-words-suspense.ts";
import { placementWords } from "./property-words-placement.ts";

/**
 * What a member of a schema is, by its name: one word per thing, so one sentence per name. A name that means
 * something else in one schema has an entry of its own, `Schema.member`. None may be missing, none left over.
 */
export const propertyWords: Readonly<Record<string, string>> = {
  ...generalWords,
  ...placementWords,
  ...keyWords,
  ...eligibilityWords,
  ...balanceWords,
  ...bankWords,
  ...batchWords,
  ...commissionWords,
  ...dialectWords,
  ...disputeWords,
  ...eventWords,
  ...eventFileWords,
  ...debtorReportWords,
  ...ledgerWords,
  ...reconciliationWords,
  ...remittanceWords,
  ...remittanceFileWords,
  ...snapshotWords,
  ...breakWords,
  ...suspenseWords,
};
