import { allocate, hasLicensedAgency, type Candidate } from "../contracts/allocate.ts";
import { emptyChain, type Actor, type EventDraft } from "../kernel/event.ts";
import type { AccountId } from "../kernel/ids.ts";
import type { Currency } from "../kernel/money.ts";
import { dateOf, type Instant } from "../kernel/time.ts";
import type { Lender } from "../lenders/model.ts";
import { opening, totalOf } from "../ledger/balance.ts";
import type { ByComponent } from "../ledger/model.ts";
import { offer, type Offer } from "../placements/offer.ts";
import type { Account } from "./model.ts";
import { isEligible, screen } from "./screen.ts";
import type { PlaceAccountRequest, Verdict } from "./wire.ts";

export type PlacementFacts = {
  readonly accountId: AccountId;
  readonly lender: Lender;
  readonly request: PlaceAccountRequest;
  readonly candidates: readonly Candidate[];
  readonly actor: Actor;
  readonly now: Instant;
};

export type PlacementDecision = {
  readonly account: Account;
  readonly policyVersion: number;
  readonly verdicts: readonly Verdict[];
  readonly offer?: Offer;
  readonly events: readonly EventDraft[];
  /** Eligible, but nobody has room: to be tried again. */
  readonly waits: boolean;
};

/** Screens an account and, when it is eligible, chooses the agency that it is offered to. */
export function decidePlacement(facts: PlacementFacts): PlacementDecision {
  const { lender, request, candidates, now } = facts;
  const today = dateOf(now);
  const account = newAccount(facts);
  const verdicts = screen({
    request,
    outstanding: totalOf(account.due),
    policy: lender.policy,
    today,
    licensedAgency: hasLicensedAgency(request.debtor.region, candidates, today),
  });
  const eligible = isEligible(verdicts);
  const screened: Account = { ...account, lifecycle: eligible ? "ELIGIBLE" : "REJECTED" };
  const events = [receivedEvent(facts, account), screenedEvent(facts, verdicts)];
  const offered = eligible
    ? offer(screened, allocate(placeable(screened), candidates, today), facts)
    : undefined;
  return {
    account: offered?.account ?? screened,
    policyVersion: lender.policyVersion,
    verdicts,
    ...(offered && { offer: offered }),
    events: offered ? [...events, offered.event] : events,
    waits: eligible && offered === undefined,
  };
}

/** What allocation needs to know of an account. */
export const placeable = (account: Account) => ({
  region: account.region,
  product: account.product,
  currency: account.currency,
  outstanding: totalOf(account.due) - account.paid,
  formerHolders: account.holders,
  spread: account.accountId.charCodeAt(account.accountId.length - 1),
});

function newAccount({ accountId, lender, request, now }: PlacementFacts): Account {
  const due: ByComponent = Object.fromEntries(
    request.balance.map(({ component, amount }) => [component, amount.amount]),
  );
  return {
    accountId,
    lenderId: lender.lenderId,
    lenderAccountRef: request.lenderAccountRef,
    product: request.product,
    region: request.debtor.region,
    currency: currencyOf(request),
    lifecycle: "ELIGIBLE",
    due,
    paid: 0,
    holders: [],
    holds: [],
    arrangement: "NONE",
    dispute: "NONE",
    attention: [],
    version: 1,
    sequence: emptyChain.sequence,
    head: emptyChain.head,
    createdAt: now,
    updatedAt: now,
  };
}

function currencyOf(request: PlaceAccountRequest): Currency {
  const [first] = request.balance;
  if (first === undefined) throw new RangeError("the schema lets no empty balance pass");
  return first.amount.currency;
}

const draft = ({ actor, now }: PlacementFacts) => ({ actor, effectiveAt: now, receivedAt: now });

const receivedEvent = (facts: PlacementFacts, account: Account): EventDraft => ({
  ...draft(facts),
  type: "account.received",
  data: { lenderAccountRef: account.lenderAccountRef, product: account.product, currency: account.currency },
  postings: opening(account.due),
});

const screenedEvent = (facts: PlacementFacts, verdicts: readonly Verdict[]): EventDraft => ({
  ...draft(facts),
  type: "account.screened",
  data: {
    outcome: isEligible(verdicts) ? "ELIGIBLE" : "REJECTED",
    policyVersion: facts.lender.policyVersion,
    failed: verdicts.flatMap(({ code }) => (code === undefined ? [] : [code])),
  },
});
