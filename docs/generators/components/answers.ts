import { CreatedKey, KeyPage, KeyView } from "../../../shared/access/wire.ts";
import { BatchView, HeaderMapView, ResultsView } from "../../../shared/account-batches/wire.ts";
import {
  AccountView,
  EligibilityCheckView,
  HoldView,
  PlacementView,
  RecallView,
  Verdict,
} from "../../../shared/accounts/wire.ts";
import { AgencyView } from "../../../shared/agencies/wire.ts";
import { EventBatchAnswer, EventResult } from "../../../shared/callbacks/batch-answer-wire.ts";
import { EventTypeList, EventTypeView } from "../../../shared/callbacks/event-type-wire.ts";
import {
  PublicKey,
  PublicKeyList,
  ReceiptList,
  ReceiptView,
  SignedReceipt,
} from "../../../shared/callbacks/receipt-wire.ts";
import { CallbackAnswer } from "../../../shared/callbacks/wire.ts";
import { ChangePage, ChangeView } from "../../../shared/changes/wire.ts";
import { ContractView } from "../../../shared/contracts/wire.ts";
import { DisclosureView } from "../../../shared/disclosure/wire.ts";
import {
  DeadLetterList,
  DeadLetterQueueList,
  DeadLetterQueueView,
  DeadLetterView,
  RedriveAnswer,
} from "../../../shared/dead-letters/wire.ts";
import { OverdueClockView } from "../../../shared/clocks/wire.ts";
import { UnacknowledgedHoldView } from "../../../shared/compliance/wire.ts";
import { CostView } from "../../../shared/charges/wire.ts";
import { DebtorReportSummary, DebtorReportView } from "../../../shared/debtor-reports/wire.ts";
import { AgencyPlacementView, CursorView, FeedItem, FeedPage } from "../../../shared/feed/wire.ts";
import { PaymentList, PaymentView } from "../../../shared/payments/view-wire.ts";
import { ArrangementView } from "../../../shared/arrangements/wire.ts";
import { SettlementView } from "../../../shared/settlements/wire.ts";
import { ControlTotal, FileView } from "../../../shared/files/wire.ts";
import { ActorView, EventView, PostingView } from "../../../shared/accounts/event-wire.ts";
import * as deliveries from "../../../shared/deliveries/endpoint-wire.ts";
import { Attempt } from "../../../shared/deliveries/model.ts";
import { MatchFactView } from "../../../shared/reconciliation/match-fact.ts";
import { Rule, Thresholds, Tolerance } from "../../../shared/reconciliation/wire.ts";
import { MatchingRulesView } from "../../../shared/reconciliation/rules-wire.ts";
import { MatchView } from "../../../shared/reconciliation/stored-match.ts";
import { ReconciliationView, RunCounts } from "../../../shared/reconciliation/wire-run.ts";
import { AccountCodesView } from "../../../shared/exports/codes-wire.ts";
import { ExportView } from "../../../shared/exports/wire.ts";
import { BalanceView } from "../../../shared/ledger/balance-wire.ts";
import {
  DifferenceView,
  JournalEntryView,
  LedgerAccountView,
  StatementLine,
  StatementView,
  TrialBalanceView,
  VerificationView,
} from "../../../shared/ledger/wire.ts";
import { EventFileResults, EventFileView } from "../../../shared/event-files/wire.ts";
import { LenderView, PolicyVersionView } from "../../../shared/lenders/wire.ts";
import { AllocationLine } from "../../../shared/placements/wire.ts";
import { AgencyStatementView, RemittanceLineView, RemittanceView } from "../../../shared/remittances/wire.ts";
import { FindingView, SnapshotView, SnapshotWithLines } from "../../../shared/snapshots/wire.ts";
import * as answers from "../answers.ts";
import { answer, request } from "./entry.ts";

/** What is answered. */
export const answersOf = {
  ArrangementView: answer(ArrangementView, "An agreement with the debtor to pay, as the agency reported it."),
  ArrangementList: answer(answers.ArrangementList, "Every agreement of an account."),
  SettlementView: answer(SettlementView, "An offer of the debtor's to pay a part for the whole."),
  SettlementList: answer(answers.SettlementList, "Every offer of an account."),
  PaymentView: answer(PaymentView, "A payment, and how it stands today."),
  PaymentList: answer(PaymentList, "Every payment of an account."),
  AccountView: answer(AccountView, "An account with its balance, holds, verdicts and placements."),
  EventResult: answer(EventResult, "What became of one event of a batch."),
  EventBatchAnswer: answer(EventBatchAnswer, "What became of every event of a batch, in its order."),
  BatchView: answer(BatchView, "A file of accounts: what was said of it, what was found, how far it is."),
  BatchPage: answer(answers.BatchPage, "A page of batches, newest first."),
  HeaderMapView: answer(HeaderMapView, "What a lender's own CSV headers mean, in its newest version."),
  BatchResults: answer(ResultsView, "Where a batch's result file can be read for some minutes."),
  EventFileView: answer(
    EventFileView,
    "A file of events: what was said of it, what was found, how far it is.",
  ),
  EventFilePage: answer(answers.EventFilePage, "A page of files of events, newest first."),
  EventFileResults: answer(EventFileResults, "Where a file's results can be read for some minutes."),
  AccountSummary: answer(answers.AccountSummary, "An account in a list."),
  AccountPage: answer(answers.AccountPage, "A page of accounts, oldest first."),
  AccountList: answer(answers.AccountList, "Accounts, oldest first."),
  EligibilityCheckView: answer(
    EligibilityCheckView,
    "What would become of an account if it were placed now.",
  ),
  PolicyVersion: answer(PolicyVersionView, "A lender's policy as it was saved."),
  PolicyVersionPage: answer(answers.PolicyVersionPage, "A page of a lender's policies, newest first."),
  ContractVersionPage: answer(answers.ContractVersionPage, "A page of a contract's versions, newest first."),
  BalanceView: answer(BalanceView, "What is owed now, by component, and what was received beyond it."),
  LedgerAccountView: answer(LedgerAccountView, "One ledger account: what went in and out, and what is left."),
  TrialBalanceView: answer(TrialBalanceView, "Every ledger account of a book at a moment."),
  JournalEntry: answer(JournalEntryView, "The postings of one event, as a book's journal has them."),
  JournalPage: answer(answers.JournalPage, "A page of a day's journal, in the order of posting."),
  Difference: answer(DifferenceView, "Something that does not hold: an event, or an account as a whole."),
  VerificationView: answer(VerificationView, "What was verified, and what does not hold."),
  RunCounts: answer(RunCounts, "What a run looked at, and what became of it."),
  ReconciliationView: answer(ReconciliationView, "A run over a book."),
  ReconciliationPage: answer(answers.ReconciliationPage, "A page of runs, newest first."),
  MatchView: answer(MatchView, "Which facts of both sides belong together, and the rule that says so."),
  MatchingRuleView: answer(Rule, "A rule of matching: see `docs/reconciliation.md`."),
  RuleToleranceView: answer(Tolerance, "How far what was found may be from what was expected."),
  ThresholdsView: answer(Thresholds, "After how long silence is a break, and what is too little to be one."),
  MatchingRulesView: answer(
    MatchingRulesView,
    "A version of the rules by which a lender's books are matched.",
  ),
  MatchingRulesPage: answer(answers.MatchingRulesPage, "A page of versions of rules, newest first."),
  MatchFact: answer(MatchFactView, "One fact of a match."),
  MatchFactPage: answer(answers.MatchFactPage, "A page of what is in a match."),
  MatchPage: answer(answers.MatchPage, "A page of matches, newest first."),
  ExportView: answer(ExportView, "What was asked for, and what was written."),
  ExportPage: answer(answers.ExportPage, "A page of exports, newest first."),
  AccountCodesView: answer(AccountCodesView, "A version of a lender's account codes."),
  AccountCodesPage: answer(answers.AccountCodesPage, "A page of versions of account codes, newest first."),
  StatementLine: answer(StatementLine, "A movement of a debt, and what was owed after it."),
  StatementView: answer(StatementView, "Every movement of a debt."),
  RemittanceView: answer(RemittanceView, "What an agency said that it remits, and where it stands."),
  RemittancePage: answer(answers.RemittancePage, "A page of remittances, newest first."),
  RemittanceLineView: answer(RemittanceLineView, "One line of a remittance."),
  RemittanceLinePage: answer(answers.RemittanceLinePage, "A page of a remittance's lines, in their order."),
  AgencyStatementView: answer(AgencyStatementView, "How a lender and an agency stood over a month."),
  SnapshotView: answer(SnapshotView, "A part of what an agency said that it holds."),
  SnapshotPage: answer(answers.SnapshotPage, "A page of parts of inventories, newest first."),
  SnapshotWithLines: answer(SnapshotWithLines, "A part of what an agency said that it holds, line by line."),
  FindingView: answer(FindingView, "What differs between an agency's inventory and what the gateway has."),
  FindingPage: answer(answers.FindingPage, "A page of what differs, by placement."),
  HoldView: answer(HoldView, "A reason why nobody may contact the debtor."),
  RecallView: answer(RecallView, "The taking back of an account from the agency that works it."),
  PlacementView: answer(
    PlacementView,
    "One placement of the account at an agency, with the reason why that agency.",
  ),
  Verdict: answer(Verdict, "One screening rule: what it looked at and how it ended."),
  AllocationLine: answer(
    AllocationLine,
    "One contract that was looked at, and why its agency was or was not chosen.",
  ),
  Event: answer(
    EventView,
    "An immutable fact, numbered per account from 1 and chained to the one before by hash.",
  ),
  EventPage: answer(answers.EventPage, "A page of an account's history, oldest first."),
  Actor: answer(ActorView, "Who did it."),
  Posting: answer(PostingView, "One leg of a double entry; an event's postings sum to zero."),
  DebtorReportSummary: answer(DebtorReportSummary, "What was reported of a debtor, without the words."),
  DebtorReportView: answer(DebtorReportView, "What was reported of a debtor and, once answered, the answer."),
  DebtorReportPage: answer(answers.DebtorReportPage, "A page of open reports, by when they are due."),
  CostView: answer(CostView, "What an agency spent without permission, and what the lender decided."),
  CostPage: answer(answers.CostPage, "A page of costs that wait for the lender's word, the oldest first."),
  UnacknowledgedHoldView: answer(
    UnacknowledgedHoldView,
    "A hold that an agency was ordered to keep, and has not said that it does.",
  ),
  UnacknowledgedHoldPage: answer(
    answers.UnacknowledgedHoldPage,
    "A page of holds without an answer, the soonest due first.",
  ),
  OverdueClockView: answer(OverdueClockView, "Something that somebody should have answered by now."),
  OverdueClockPage: answer(answers.OverdueClockPage, "A page of what is overdue, the longest first."),
  CallbackAnswer: answer(CallbackAnswer, "What became of a callback. A repeat gets the very same answer."),
  Receipt: answer(ReceiptView, "What a callback was answered, when it came, and the hash of what came."),
  ReceiptList: answer(ReceiptList, "The receipt of an event, or none."),
  SignedReceipt: answer(SignedReceipt, "A receipt with a signature that anybody can verify."),
  PublicKey: answer(PublicKey, "The public half of a key that signs receipts, RFC 7517."),
  PublicKeyList: answer(PublicKeyList, "The keys by which receipts are verified, RFC 7517."),
  EventType: answer(EventTypeView, "One event type that agencies report."),
  EventTypeList: answer(EventTypeList, "Every event type that agencies report."),
  LenderView: answer(LenderView.strip(), "A lender and the version of its policy."),
  Portfolio: answer(answers.PortfolioView, "A lender with its contracts and how far they are used."),
  AgencyView: answer(AgencyView.strip(), "An agency. Its secrets are never shown again."),
  ContractView: answer(ContractView.strip(), "A contract, its version and how far it is used."),
  DisclosureView: answer(DisclosureView, "That an agency was told something of a debtor. Never the values."),
  DisclosurePage: answer(answers.DisclosurePage, "A page of disclosures, by event."),
  FeedItem: answer(FeedItem, "An event in the feed: the very body that is posted, and its position."),
  FeedPage: answer(FeedPage, "A page of the feed."),
  FeedCursor: answer(CursorView, "Where reading without a cursor begins."),
  AgencyPlacementView: answer(AgencyPlacementView, "A placement as its agency sees it."),
  PlacementPage: answer(answers.PlacementPage, "A page of open placements, oldest first."),
  FileView: answer(FileView, "A daily file and a link to it."),
  FilePage: answer(answers.FilePage, "A page of daily files, newest first."),
  ControlTotal: answer(ControlTotal, "The sum of the balances in a file, in one currency."),
  CreatedKey: answer(CreatedKey, "A new key. It is shown this once; only its hash is kept."),
  KeyView: answer(KeyView, "A key and where it stands. Neither the key nor its hash is ever shown."),
  KeyPage: answer(KeyPage, "A page of keys, by id, which is the order of their making."),
  ChangeView: answer(
    ChangeView,
    "One change of the configuration. It names members and carries hashes, never values.",
  ),
  ChangePage: answer(ChangePage, "A page of changes, newest first."),
  LenderPage: answer(answers.LenderPage, "A page of lenders, by id."),
  AgencyPage: answer(answers.AgencyPage, "A page of agencies, by id."),
  ContractPage: answer(answers.ContractPage, "A page of a lender's contracts, by agency."),
  DeadLetterQueue: answer(DeadLetterQueueView, "A queue of work that kept failing."),
  DeadLetterQueueList: answer(DeadLetterQueueList, "Every queue of dead letters."),
  DeadLetter: answer(DeadLetterView, "What a letter is about: ids and numbers, no personal data."),
  DeadLetterList: answer(DeadLetterList, "Some letters of a queue. All of them stay in it."),
  RedriveAnswer: answer(RedriveAnswer, "How many letters went back."),
  Problem: answer(
    answers.Problem,
    "Why a request was refused, RFC 9457. Some codes add members; see their page.",
  ),
  ProblemCode: answer(
    answers.ProblemCode,
    "The stable name of a refusal. A code is never reused for another meaning.",
  ),
  Fault: answer(answers.FaultView, "One faulty place of a request."),
  Health: answer(answers.Health, "A sign of life."),
  Throttled: answer(answers.Throttled, "The edge's own answer when a deployment's rate limit is reached."),
} as const;

/** Endpoints and what was posted to them. */
export const delivering = {
  EndpointBody: request(deliveries.EndpointBody, "An endpoint as it shall be."),
  LenderEndpointBody: request(deliveries.LenderEndpointBody, "A lender's endpoint as it shall be."),
  RotationRequest: request(deliveries.RotationRequest, "How long the former secret goes on signing."),
  ReplayRequest: request(deliveries.ReplayRequest, "Which deliveries to make again."),
  EndpointView: answer(
    deliveries.EndpointView,
    "An endpoint and how it is. Its secrets are never shown again.",
  ),
  EndpointList: answer(
    deliveries.EndpointList,
    "The endpoints of an agency, the primary one first, or of a lender.",
  ),
  EndpointWithSecret: answer(
    deliveries.EndpointWithSecret,
    "An endpoint with its new secret, shown this once.",
  ),
  PingAnswer: answer(deliveries.PingAnswer, "What came of a ping."),
  Attempt: answer(Attempt, "One attempt to hand an event over."),
  DeliveryView: answer(deliveries.DeliveryView, "One event on its way to one endpoint."),
  DeliveryPage: answer(deliveries.DeliveryPage, "A page of deliveries, the newest events first."),
  DeliveryDetail: answer(deliveries.DeliveryDetail, "A delivery with its attempts, oldest first."),
  ReplayAnswer: answer(deliveries.ReplayAnswer, "How many deliveries will be made again."),
} as const;
