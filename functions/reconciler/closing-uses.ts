import { invoiceStore } from "../../shared/commission-invoices/store.ts";
import { accountStateStore } from "../../shared/accounts/state-store.ts";
import { bankFileReads } from "../../shared/bank-files/store.ts";
import { breakStore } from "../../shared/breaks/store.ts";
import { systemClock as clock } from "../../shared/kernel/time.ts";
import { checkDrift } from "../../shared/ledger/check-drift.ts";
import { driftStore } from "../../shared/ledger/drift-store.ts";
import { listHistories } from "../../shared/ledger/histories.ts";
import { journalStore } from "../../shared/ledger/journal-store.ts";
import { postedStore } from "../../shared/ledger/posted-store.ts";
import { sealStore } from "../../shared/ledger/seal-store.ts";
import { missingFrom } from "../../shared/ledger/sweep-journal.ts";
import { trialBalance } from "../../shared/ledger/trial-balance.ts";
import { paymentStore } from "../../shared/payments/store.ts";
import { prepareClose } from "../../shared/periods/prepare-close.ts";
import { periodStore } from "../../shared/periods/store.ts";
import { newReader, updateOne, type Table } from "../../shared/platform/dynamo.ts";
import { newWrite, newWriteBeside } from "../../shared/platform/write.ts";
import { matchStore } from "../../shared/reconciliation/match-store.ts";
import { remittanceReads } from "../../shared/remittances/read-store.ts";

/** What of looking after the books takes longer than a request may. */
export function closingUses(table: Table) {
  const reader = newReader(table);
  const [journal, seals, posted] = [journalStore(reader), sealStore(reader), postedStore(reader)];
  const list = listHistories({
    accounts: accountStateStore(reader),
    remittances: remittanceReads(reader),
    invoices: invoiceStore(reader),
    matches: matchStore(reader),
    breaks: breakStore(reader),
    bankFiles: bankFileReads(reader),
    payments: paymentStore(reader),
  });
  return {
    checkDrift: checkDrift({
      drift: driftStore(reader),
      journal,
      posted,
      seals,
      missing: missingFrom({ list, posted, journal }),
      update: updateOne(table),
      clock,
    }),
    prepareClose: prepareClose({
      periods: periodStore(reader),
      journal,
      seals,
      trialBalance: trialBalance({ journal }),
      write: newWrite(table),
      writeBeside: newWriteBeside(table),
      clock,
    }),
  };
}
