import { invoiceStore } from "../../shared/commission-invoices/store.ts";
import { historyStore } from "../../shared/accounts/history-store.ts";
import { accountStore } from "../../shared/accounts/store.ts";
import { bankFileReads } from "../../shared/bank-files/store.ts";
import { breakStore } from "../../shared/breaks/store.ts";
import { bankAccountStore } from "../../shared/bank-accounts/store.ts";
import { bankChainReads } from "../../shared/bank-files/chain-store.ts";
import { systemClock as clock } from "../../shared/kernel/time.ts";
import { bookStore } from "../../shared/ledger/book-store.ts";
import { driftStore } from "../../shared/ledger/drift-store.ts";
import { listHistories } from "../../shared/ledger/histories.ts";
import { journalStore } from "../../shared/ledger/journal-store.ts";
import { postedStore } from "../../shared/ledger/posted-store.ts";
import { requestDrift } from "../../shared/ledger/request-drift.ts";
import { sealStore } from "../../shared/ledger/seal-store.ts";
import { accountStatement } from "../../shared/ledger/statement.ts";
import { takesMore } from "../../shared/ledger/takes-more.ts";
import { trialBalance } from "../../shared/ledger/trial-balance.ts";
import { verifyBooks } from "../../shared/ledger/verify-books.ts";
import { verifyHistories } from "../../shared/ledger/verify-histories.ts";
import { verifySeals } from "../../shared/ledger/verify-seals.ts";
import { isWaiting } from "../../shared/outbox/waiting.ts";
import { paymentStore } from "../../shared/payments/store.ts";
import { changePeriod } from "../../shared/periods/change-period.ts";
import { findPeriod } from "../../shared/periods/find-period.ts";
import { bankPositions } from "../../shared/periods/bank-positions.ts";
import { gatherFacts } from "../../shared/periods/gather-facts.ts";
import { listPeriods } from "../../shared/periods/list-periods.ts";
import { readBalance } from "../../shared/periods/read-balance.ts";
import { periodStore } from "../../shared/periods/store.ts";
import { newReader, type Table } from "../../shared/platform/dynamo.ts";
import type { LockedObjects } from "../../shared/platform/locked-objects.ts";
import { newUlid } from "../../shared/platform/new-ids.ts";
import { newWrite } from "../../shared/platform/write.ts";
import { matchStore } from "../../shared/reconciliation/match-store.ts";
import { runStore } from "../../shared/reconciliation/run-store.ts";
import { remittanceReads } from "../../shared/remittances/read-store.ts";

/** Whose histories post into the books. */
const sourcesOn = (table: Table) => {
  const reader = newReader(table);
  return {
    accounts: accountStore(reader),
    remittances: remittanceReads(reader),
    invoices: invoiceStore(reader),
    matches: matchStore(reader),
    breaks: breakStore(reader),
    bankFiles: bankFileReads(reader),
    payments: paymentStore(reader),
  };
};

/** Looking at the books, and at whether they hold. */
export function ledgerUses(table: Table, locked: LockedObjects) {
  const reader = newReader(table);
  const sources = sourcesOn(table);
  const [books, journal, seals] = [bookStore(reader), journalStore(reader), sealStore(reader)];
  const [histories, drift] = [historyStore(reader), driftStore(reader)];
  return {
    trialBalance: trialBalance({ journal }),
    takesMore: takesMore({ books, journal }),
    journal,
    books,
    seals,
    statement: accountStatement(sources),
    verify: verifyBooks({ accounts: sources.accounts, histories, journal, clock }),
    verifyHistories: verifyHistories({
      list: listHistories(sources),
      histories,
      posted: postedStore(reader),
      journal,
      clock,
    }),
    verifySeals: verifySeals({ books, seals, journal, stored: locked.text }),
    drift,
    requestDrift: requestDrift({ drift, write: newWrite(table), clock }),
    newUlid,
    clock,
  };
}

/** Closing the books of a month. */
export function periodUses(table: Table) {
  const reader = newReader(table);
  const { breaks, remittances } = sourcesOn(table);
  const [periods, journal, books] = [periodStore(reader), journalStore(reader), bookStore(reader)];
  const find = findPeriod({ periods, journal, clock });
  return {
    listPeriods: listPeriods({ periods, journal, clock }),
    findPeriod: find,
    gatherFacts: gatherFacts({
      periods,
      books,
      journal,
      drift: driftStore(reader),
      runs: runStore(reader),
      breaks,
      remittances,
      bankPositions: bankPositions({
        bankAccounts: bankAccountStore(reader),
        bankChain: bankChainReads(reader),
        trialBalance: trialBalance({ journal }),
      }),
      isWaiting: isWaiting({ reader }),
      clock,
    }),
    changePeriod: changePeriod({ periods, find, write: newWrite(table), clock }),
    readBalance: readBalance({ periods }),
  };
}
