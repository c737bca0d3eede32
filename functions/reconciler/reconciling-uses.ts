import { historyStore } from "../../shared/accounts/history-store.ts";
import { accountStore } from "../../shared/accounts/store.ts";
import { bankAccountStore } from "../../shared/bank-accounts/store.ts";
import { bankSource } from "../../shared/bank-files/bank-source.ts";
import { openBankLineStore } from "../../shared/bank-files/open-line-store.ts";
import { observeBreaks } from "../../shared/breaks/observe-breaks.ts";
import { reviewFindings } from "../../shared/breaks/review-findings.ts";
import { breakStore } from "../../shared/breaks/store.ts";
import { contractStore } from "../../shared/contracts/store.ts";
import { driftStore } from "../../shared/dialects/drift-store.ts";
import { dialectStore } from "../../shared/dialects/store.ts";
import { systemClock as clock } from "../../shared/kernel/time.ts";
import { journalStore } from "../../shared/ledger/journal-store.ts";
import { directPaymentStore } from "../../shared/payments/direct-store.ts";
import { placementStore } from "../../shared/placements/store.ts";
import { createOne, newReader, updateOne, type Table } from "../../shared/platform/dynamo.ts";
import { newUlid } from "../../shared/platform/new-ids.ts";
import { inParallel } from "../../shared/platform/parallel.ts";
import { newWrite, newWriteBeside } from "../../shared/platform/write.ts";
import { answerRequest } from "../../shared/reconciliation/answer-request.ts";
import { bookStore } from "../../shared/ledger/book-store.ts";
import { collectSince } from "../../shared/reconciliation/collect-since.ts";
import { collectExpectations } from "../../shared/reconciliation/collect-expectations.ts";
import { commissionWatchStore } from "../../shared/reconciliation/commission-watch-store.ts";
import { claimStore } from "../../shared/reconciliation/claim-store.ts";
import { commitMatch } from "../../shared/reconciliation/commit-match.ts";
import { creditStore } from "../../shared/reconciliation/credit-store.ts";
import { expectationStore } from "../../shared/reconciliation/expectation-store.ts";
import { factChanges } from "../../shared/reconciliation/fact-changes.ts";
import { gatherFacts } from "../../shared/reconciliation/gather-facts.ts";
import { gatherPart } from "../../shared/reconciliation/gather-part.ts";
import { lookAtCommission } from "../../shared/reconciliation/look-at-commission.ts";
import { matchStore } from "../../shared/reconciliation/match-store.ts";
import { planStore } from "../../shared/reconciliation/plan-store.ts";
import { releaseAll } from "../../shared/reconciliation/release-all.ts";
import { resumeMatches } from "../../shared/reconciliation/resume-matches.ts";
import { rulesStore } from "../../shared/reconciliation/rules-store.ts";
import { runReconciliation } from "../../shared/reconciliation/run-reconciliation.ts";
import { runStore } from "../../shared/reconciliation/run-store.ts";
import { settleAdvices } from "../../shared/reconciliation/settle-advices.ts";
import type { MatchId } from "../../shared/reconciliation/stored-match.ts";
import { surveyBook } from "../../shared/reconciliation/survey-book.ts";
import { freezeStore } from "../../shared/remittances/freeze-store.ts";
import { adviceLinesNamed, adviceSource } from "../../shared/remittances/advice-source.ts";
import { settleRemittance } from "../../shared/remittances/settle-remittance.ts";
import { remittanceStore } from "../../shared/remittances/store.ts";
import { unmatchRemittance } from "../../shared/remittances/unmatch-remittance.ts";
import { freezingUses } from "./freezing-uses.ts";

/** Matches of one run that are made side by side: no two have a fact in common. */
const MATCHES_AT_A_TIME = 8;

/** Facts of a part of a run: some megabytes, and some seconds of work. */
const PART_SIZE = 5_000;

/** Makes runs that were asked for, and gives the facts of matches back that were taken back. */
export function reconcilingUses(table: Table) {
  const on = storesOn(table);
  const { reader, write, update, writeBeside, matches, runs, plans, histories, remittances } = on;
  const making = {
    matches,
    claims: claimStore(reader),
    facts: factChanges(on),
    reopen: unmatchRemittance({ remittances, write, clock }),
    freezes: freezeStore(reader),
    write,
    writeBeside,
    clock,
  };
  const run = runReconciliation({
    ...lookingOn(on),
    collect: collectingOn(on),
    observe: observeBreaks({ breaks: on.breaks, write, update, clock }),
    resume: resumeMatches(making),
    commit: commitMatch(making),
    settle: settleAdvices({
      ...on,
      settle: settleRemittance({ remittances, write, clock }),
    }),
    freeze: freezingUses(table).freeze,
    matches,
    runs,
    plans,
    newPlanId: newUlid,
    partSize: PART_SIZE,
    inParallel: async (items, work) => inParallel(items, MATCHES_AT_A_TIME, work),
    update,
    clock,
  });
  const rules = rulesStore(reader);
  return {
    reconcile: answerRequest({ runs, rules, histories, run, write, update, clock }),
    release: async (matchId: MatchId) => releaseAll(making, matchId),
  };
}

function storesOn(table: Table) {
  const reader = newReader(table);
  const update = updateOne(table);
  const writeBeside = newWriteBeside(table);
  const placements = placementStore(reader);
  const bankLines = openBankLineStore(reader);
  const remittances = remittanceStore({ reader, create: createOne(table), update, writeBeside });
  return {
    reader,
    update,
    write: newWrite(table),
    writeBeside,
    journal: journalStore(reader),
    accounts: accountStore(reader),
    placements,
    contracts: contractStore(reader),
    expectations: expectationStore(reader),
    credits: creditStore(reader),
    commissions: commissionWatchStore(reader),
    matches: matchStore(reader),
    breaks: breakStore(reader),
    runs: runStore(reader),
    plans: planStore(reader),
    histories: historyStore(reader),
    bankLines,
    bank: bankSource({ bankAccounts: bankAccountStore(reader), bankLines }),
    remittances,
    advices: adviceSource({ remittances, placements }),
  };
}

type Stores = ReturnType<typeof storesOn>;

const collectingOn = (on: Stores) =>
  collectSince({
    journal: on.journal,
    books: bookStore(on.reader),
    collect: collectExpectations({ ...on, clock }),
    update: on.update,
    clock,
  });

/** What a run reads of a book. */
function lookingOn(on: Stores) {
  const gather = gatherFacts({ ...on, directPayments: directPaymentStore(on.reader) });
  return {
    survey: surveyBook({ ...on, gather }),
    gatherPart: gatherPart({ ...on, gather }),
    commission: lookAtCommission({ ...on, linesNamed: adviceLinesNamed(on), clock }),
    review: reviewFindings({
      ...on,
      dialects: dialectStore(on.reader),
      drift: driftStore(on.reader),
      clock,
    }),
  };
}
