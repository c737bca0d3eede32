import { CreateKeyRequest, RotateKeyRequest } from "../../../shared/access/wire.ts";
import * as z from "zod";
import { MatchingRulesRequest } from "../../../shared/reconciliation/rules-wire.ts";
import { Rule, Thresholds, Tolerance } from "../../../shared/reconciliation/wire.ts";
import { UnmatchRequest } from "../../../shared/reconciliation/unmatch-wire.ts";
import { ReconciliationRequest } from "../../../shared/reconciliation/wire-run.ts";
import { AccountCodesRequest } from "../../../shared/exports/codes-wire.ts";
import { ExportRequest } from "../../../shared/exports/wire.ts";
import { EVENT_COUNT_MAX } from "../../../shared/callbacks/batch-wire.ts";
import { HeaderMapBody, OpenBatchRequest } from "../../../shared/account-batches/wire.ts";
import {
  Circumstances,
  CircumstancesChange,
  ContactPoint,
  Debtor,
  DebtorLookupRequest,
  EligibilityCheckRequest,
  Identifier,
  PlaceAccountRequest,
} from "../../../shared/accounts/wire.ts";
import { AgencyBody, HandOff, WebhookSecret } from "../../../shared/agencies/wire.ts";
import { AnyCallback } from "../../../shared/callbacks/any-callback.ts";
import { ContractBody } from "../../../shared/contracts/wire.ts";
import { RedriveRequest } from "../../../shared/dead-letters/wire.ts";
import { AnnounceEventFileRequest } from "../../../shared/event-files/wire.ts";
import { DecideCostRequest } from "../../../shared/charges/wire.ts";
import { AnswerReportRequest } from "../../../shared/debtor-reports/wire.ts";
import { ConfirmCursorRequest } from "../../../shared/feed/wire.ts";
import { LenderBody, PolicyBody } from "../../../shared/lenders/wire.ts";
import { DirectPaymentRequest, DirectReversalRequest } from "../../../shared/payments/direct-wire.ts";
import { PlaceHoldRequest } from "../../../shared/compliance/wire.ts";
import {
  NothingRequest,
  ProvideInformationRequest,
  ReasonRequest,
  RecallRequest,
  StageRequest,
} from "../../../shared/placements/wire.ts";
import { RefundRequest, WriteOffRequest } from "../../../shared/balances/wire.ts";
import { AdviceBody, AdviceOnBehalf } from "../../../shared/remittances/wire.ts";
import { DecideSettlementRequest } from "../../../shared/settlements/wire.ts";
import { request } from "./entry.ts";

/** What is sent. */
export const requests = {
  DecideSettlementRequest: request(
    DecideSettlementRequest,
    "The lender's answer to an offer of the debtor's.",
  ),
  MatchingRulesRequest: request(
    MatchingRulesRequest,
    "The rules in their order, and from when on silence is a break.",
  ),
  MatchingRule: request(Rule, "A rule of matching: see `docs/reconciliation.md`."),
  RuleTolerance: request(Tolerance, "How far what was found may be from what was expected."),
  ReconciliationThresholds: request(
    Thresholds,
    "After how long silence is a break, and what is too little to be one.",
  ),
  UnmatchRequest: request(UnmatchRequest, "Why a match is taken back."),
  ReconciliationRequest: request(ReconciliationRequest, "Which book to reconcile."),
  ExportRequest: request(ExportRequest, "What to export."),
  AccountCodesRequest: request(AccountCodesRequest, "All of a lender's account codes."),
  PlaceAccountRequest: request(PlaceAccountRequest, "One overdue account that the lender wants to place."),
  Debtor: request(
    Debtor,
    "The person who owes. Stored encrypted; an agency sees what its contract's disclosure profile grants.",
  ),
  ContactPoint: request(ContactPoint, "A way to reach the debtor."),
  Circumstances: request(Circumstances, "What the lender knows that can forbid a placement."),
  Identifier: request(
    Identifier,
    "What tells one debtor from another. Stored encrypted, found by a keyed hash, disclosed to nobody.",
  ),
  EligibilityCheckRequest: request(
    EligibilityCheckRequest,
    "An account as it would be placed, and by which policy it is judged.",
  ),
  CircumstancesChange: request(
    CircumstancesChange,
    "What changed in what the lender knows of the debtor. At least one member.",
  ),
  DebtorLookupRequest: request(DebtorLookupRequest, "Whose accounts are looked for."),
  OpenBatchRequest: request(OpenBatchRequest, "A file of accounts that the lender is about to send."),
  HeaderMapBody: request(HeaderMapBody, "What a lender's own CSV headers mean."),
  ProvideInformationRequest: request(
    ProvideInformationRequest,
    "The lender's answer to what the agency asked.",
  ),
  RecallRequest: request(RecallRequest, "Why an account is taken back, and how."),
  StageRequest: request(StageRequest, "In which stage of the law a placement is, and since when."),
  PlaceHoldRequest: request(PlaceHoldRequest, "Why nobody may contact the debtor, and until when."),
  RefundRequest: request(RefundRequest, "What a debtor was paid back."),
  WriteOffRequest: request(WriteOffRequest, "What of a debt is given up, and why."),
  DirectPaymentRequest: request(DirectPaymentRequest, "What the debtor paid the lender itself."),
  DirectReversalRequest: request(DirectReversalRequest, "What went back of it."),
  ReasonRequest: request(ReasonRequest, "Why, in words."),
  NothingRequest: request(NothingRequest, "An empty object."),
  AnnounceEventFileRequest: request(
    AnnounceEventFileRequest,
    "A file of events that the agency is about to send.",
  ),
  AnswerReportRequest: request(AnswerReportRequest, "The lender's answer to a report."),
  DecideCostRequest: request(DecideCostRequest, "The lender's word on a cost that nobody authorised."),
  EventBatch: request(
    z.strictObject({ events: z.array(AnyCallback).min(1).max(EVENT_COUNT_MAX) }),
    "Callbacks that are sent together.",
  ),
  Callback: request(AnyCallback, "What an agency reports, told apart by `eventType`."),
  AdviceBody: request(AdviceBody, "What an agency remits, line by line."),
  AdviceOnBehalf: request(AdviceOnBehalf, "What an agency remits, as finance was told."),
  LenderBody: request(LenderBody, "A lender and its portfolio policy."),
  Policy: request(PolicyBody, "The parameters of screening. A changed policy gets the next version."),
  AgencyBody: request(
    AgencyBody,
    "An agency: where it is licensed, where it is reached, what it signs with.",
  ),
  HandOff: request(HandOff, "How the agency gets its events besides what is posted and what it fetches."),
  ConfirmCursorRequest: request(ConfirmCursorRequest, "Up to where the agency has everything."),
  WebhookSecret: request(WebhookSecret, "A Standard Webhooks secret: `whsec_` and 24 to 64 bytes in base64."),
  ContractBody: request(ContractBody, "What a lender agreed with an agency."),
  CreateKeyRequest: request(
    CreateKeyRequest,
    "A new API key: for whom, what it is called, until when it is in force.",
  ),
  RotateKeyRequest: request(RotateKeyRequest, "How long the old key goes on beside its successor."),
  RedriveRequest: request(
    RedriveRequest,
    "Which letters: those of these events or messages, or all when neither is named.",
  ),
} as const;
