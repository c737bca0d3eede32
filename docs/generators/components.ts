import type * as z from "zod";
import {
  BatchView,
  HeaderMapBody,
  HeaderMapView,
  OpenBatchRequest,
  ResultsView,
} from "../../shared/account-batches/wire.ts";
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
import { AgencyId, LenderId, PlacementId } from "../../shared/kernel/ids.ts";
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
  OpenBatchRequest: request(OpenBatchRequest, "A file of accounts that the lender is about to send."),
  HeaderMapBody: request(HeaderMapBody, "What a lender's own CSV headers mean."),
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
  BatchView: answer(BatchView, "A file of accounts: what was said of it, what was found, how far it is."),
  BatchPage: answer(answers.BatchPage, "A page of batches, newest first."),
  HeaderMapView: answer(HeaderMapView, "What a lender's own CSV headers mean, in its newest version."),
  BatchResults: answer(ResultsView, "Where a batch's result file can be read for some minutes."),
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

export const components = { ...values, ...requests, ...answersOf };

export type ComponentName = keyof typeof components;
