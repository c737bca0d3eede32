import type * as z from "zod";
import { CreatedKey, CreateKeyRequest, Principal } from "../../shared/access/wire.ts";
import {
  AccountView,
  BalanceView,
  Circumstances,
  ContactPoint,
  Debtor,
  HoldView,
  PlaceAccountRequest,
  PlacementView,
  Verdict,
} from "../../shared/accounts/wire.ts";
import { AgencyBody, AgencyView, Licence, WebhookSecret } from "../../shared/agencies/wire.ts";
import { Callback, CallbackAnswer } from "../../shared/callbacks/wire.ts";
import { ContractBody, ContractView } from "../../shared/contracts/wire.ts";
import { DisputeView, ResolveDisputeRequest } from "../../shared/disputes/wire.ts";
import * as deliveries from "../../shared/deliveries/endpoint-wire.ts";
import { Attempt, DeliveryState } from "../../shared/deliveries/model.ts";
import { AgencyId, EndpointId, LenderId, PlacementId } from "../../shared/kernel/ids.ts";
import { Currency, Money, NonNegativeMoney, PositiveMoney } from "../../shared/kernel/money.ts";
import { Instant, LocalDate } from "../../shared/kernel/time.ts";
import { Component } from "../../shared/ledger/model.ts";
import { LenderBody, LenderView, PolicyBody } from "../../shared/lenders/wire.ts";
import { AllocationLine, ProvideInformationRequest } from "../../shared/placements/wire.ts";
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
  Licence: both(
    Licence,
    "A permit to collect where the debtor lives. One for a country covers its parts; its last day counts.",
  ),
} as const;

const requests = {
  PlaceAccountRequest: request(PlaceAccountRequest, "One overdue account that the lender wants to place."),
  Debtor: request(
    Debtor,
    "The person who owes. Stored encrypted; an agency sees the name, language, region and one contact point.",
  ),
  ContactPoint: request(ContactPoint, "A way to reach the debtor."),
  Circumstances: request(Circumstances, "What the lender knows that can forbid a placement."),
  ProvideInformationRequest: request(
    ProvideInformationRequest,
    "The lender's answer to what the agency asked.",
  ),
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
  WebhookSecret: request(WebhookSecret, "A Standard Webhooks secret: `whsec_` and 24 to 64 bytes in base64."),
  ContractBody: request(ContractBody, "What a lender agreed with an agency."),
  CreateKeyRequest: request(CreateKeyRequest, "A new API key: for whom, and what it is called."),
} as const;

const answersOf = {
  AccountView: answer(AccountView, "An account with its balance, holds, verdicts and placements."),
  AccountSummary: answer(answers.AccountSummary, "An account in a list."),
  AccountPage: answer(answers.AccountPage, "A page of accounts, oldest first."),
  BalanceView: answer(BalanceView, "What is owed now, by component, and what was received beyond it."),
  HoldView: answer(HoldView, "A reason why nobody may contact the debtor."),
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
  CreatedKey: answer(CreatedKey, "A new key. It is shown this once; only its hash is kept."),
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
