import type * as z from "zod";
import {
  CreatedKey,
  CreateKeyRequest,
  KeyPage,
  KeyView,
  Principal,
  RotateKeyRequest,
} from "../../shared/access/wire.ts";
import {
  AccountView,
  BalanceView,
  Circumstances,
  CircumstancesChange,
  ContactPoint,
  Debtor,
  DebtorLookupRequest,
  EligibilityCheckRequest,
  EligibilityCheckView,
  HoldView,
  Identifier,
  PlaceAccountRequest,
  PlacementView,
  RecallView,
  Verdict,
} from "../../shared/accounts/wire.ts";
import { AgencyBody, AgencyView, HandOff, Licence, WebhookSecret } from "../../shared/agencies/wire.ts";
import { Callback, CallbackAnswer } from "../../shared/callbacks/wire.ts";
import { ChangePage, ChangeView } from "../../shared/changes/wire.ts";
import { ContractBody, ContractView, ContractVersionView } from "../../shared/contracts/wire.ts";
import { DisclosureProfile, DisclosureView } from "../../shared/disclosure/wire.ts";
import {
  DeadLetterList,
  DeadLetterQueueList,
  DeadLetterQueueView,
  DeadLetterView,
  RedriveAnswer,
  RedriveRequest,
} from "../../shared/dead-letters/wire.ts";
import { DisputeView, ResolveDisputeRequest } from "../../shared/disputes/wire.ts";
import {
  AgencyPlacementView,
  ConfirmCursorRequest,
  CursorView,
  FeedItem,
  FeedPage,
} from "../../shared/feed/wire.ts";
import { ControlTotal, FileView } from "../../shared/files/wire.ts";
import { AgencyId, LenderId, PlacementId, EndpointId } from "../../shared/kernel/ids.ts";
import * as deliveries from "../../shared/deliveries/endpoint-wire.ts";
import { Attempt, DeliveryState } from "../../shared/deliveries/model.ts";
import { Currency, Money, NonNegativeMoney, PositiveMoney } from "../../shared/kernel/money.ts";
import { Instant, LocalDate } from "../../shared/kernel/time.ts";
import { Component } from "../../shared/ledger/model.ts";
import { LenderBody, LenderView, PolicyBody, PolicyVersionView } from "../../shared/lenders/wire.ts";
import { PlaceHoldRequest } from "../../shared/compliance/wire.ts";
import {
  AllocationLine,
  NothingRequest,
  ProvideInformationRequest,
  ReasonRequest,
  RecallRequest,
} from "../../shared/placements/wire.ts";
import { Region } from "../../shared/kernel/region.ts";
import * as answers from "./answers.ts";

/** A schema of the document: what it is in a sentence, and whether it is sent, answered or both. */
export type ComponentEntry = {
  readonly schema: z.ZodType;
  readonly side: "request" | "answer" | "both";
  readonly says: string;
};

const request = (schema: z.ZodType, says: string): ComponentEntry => ({ schema, side: "request", says });
const answer = (schema: z.ZodType, says: string): ComponentEntry => ({ schema, side: "answer", says });
const both = (schema: z.ZodType, says: string): ComponentEntry => ({ schema, side: "both", says });

/** Names are part of the contract: client generators make types of them. */
const values = {
  Money: both(
    Money,
    'An amount in minor units: `{"amount": 12345, "currency": "USD"}` is 123.45 dollars. Never a float.',
  ),
  PositiveMoney: both(PositiveMoney, "An amount above zero, in minor units."),
  NonNegativeMoney: both(NonNegativeMoney, "An amount of zero or more, in minor units."),
  Currency: both(
    Currency,
    "An ISO 4217 code, such as `USD`. It decides how many decimals a minor unit stands for.",
  ),
  Component: both(Component, "What a part of a balance is. Payments fill the parts in this order."),
  Instant: both(Instant, "A moment, RFC 3339 with an offset: `2026-03-02T09:00:00Z`."),
  LocalDate: both(LocalDate, "A business date, `YYYY-MM-DD`, without zone."),
  Region: both(Region, "A country or a part of one, ISO 3166: `US`, `US-CT`."),
  LenderId: both(LenderId, "A lender's id."),
  AgencyId: both(AgencyId, "An agency's id."),
  PlacementId: both(
    PlacementId,
    "A placement's id. It carries its account's id and counts the account's placements.",
  ),
  EndpointId: both(EndpointId, "An endpoint's id."),
  DeliveryState: both(
    DeliveryState,
    "`PENDING`: tried and not taken yet. `DELIVERED`: taken. `GIVEN_UP`: never taken in about three days of attempts.",
  ),
  Principal: both(Principal, "Who a key speaks for."),
  DisclosureProfile: both(
    DisclosureProfile,
    "What an agency is told of accounts and debtors; what is not named never leaves.",
  ),
  Licence: both(
    Licence,
    "A permit to collect where the debtor lives. One for a country covers its parts; its last day counts.",
  ),
} as const;

const requests = {
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
  ProvideInformationRequest: request(
    ProvideInformationRequest,
    "The lender's answer to what the agency asked.",
  ),
  RecallRequest: request(RecallRequest, "Why an account is taken back, and how."),
  PlaceHoldRequest: request(PlaceHoldRequest, "Why nobody may contact the debtor, and until when."),
  ReasonRequest: request(ReasonRequest, "Why, in words."),
  NothingRequest: request(NothingRequest, "An empty object."),
  ResolveDisputeRequest: request(
    ResolveDisputeRequest,
    "The lender's decision on a dispute. `adjustment` goes with `PARTLY_UPHELD`, and only with it.",
  ),
  Callback: request(Callback, "What an agency reports, told apart by `eventType`."),
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

const answersOf = {
  AccountView: answer(AccountView, "An account with its balance, holds, verdicts and placements."),
  AccountSummary: answer(answers.AccountSummary, "An account in a list."),
  AccountPage: answer(answers.AccountPage, "A page of accounts, oldest first."),
  AccountList: answer(answers.AccountList, "Accounts, oldest first."),
  EligibilityCheckView: answer(
    EligibilityCheckView,
    "What would become of an account if it were placed now.",
  ),
  PolicyVersion: answer(PolicyVersionView, "A lender's policy as it was saved."),
  PolicyVersionPage: answer(answers.PolicyVersionPage, "A page of a lender's policies, newest first."),
  ContractVersion: answer(ContractVersionView.strip(), "A contract as it was saved."),
  ContractVersionPage: answer(answers.ContractVersionPage, "A page of a contract's versions, newest first."),
  BalanceView: answer(BalanceView, "What is owed now, by component, and what was received beyond it."),
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
    answers.EventView,
    "An immutable fact, numbered per account from 1 and chained to the one before by hash.",
  ),
  EventPage: answer(answers.EventPage, "A page of an account's history, oldest first."),
  Actor: answer(answers.ActorView, "Who did it."),
  Posting: answer(answers.PostingView, "One leg of a double entry; an event's postings sum to zero."),
  DisputeView: answer(DisputeView, "A dispute and, once answered, its outcome."),
  DisputeList: answer(answers.DisputeList, "Disputes that wait for an answer, oldest first."),
  CallbackAnswer: answer(CallbackAnswer, "What became of a callback. A repeat gets the very same answer."),
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
const delivering = {
  EndpointBody: request(deliveries.EndpointBody, "An endpoint as it shall be."),
  RotationRequest: request(deliveries.RotationRequest, "How long the former secret goes on signing."),
  ReplayRequest: request(deliveries.ReplayRequest, "Which deliveries to make again."),
  EndpointView: answer(
    deliveries.EndpointView,
    "An endpoint and how it is. Its secrets are never shown again.",
  ),
  EndpointList: answer(deliveries.EndpointList, "The endpoints of an agency, the primary one first."),
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

export const components = { ...values, ...requests, ...answersOf, ...delivering };

export type ComponentName = keyof typeof components;
