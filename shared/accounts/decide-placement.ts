import type { Hold } from "../compliance/hold.ts";
import { carryHolds } from "../compliance/person-holds.ts";
import type { Candidate } from "../contracts/allocate.ts";
import type { Room } from "../contracts/room.ts";
import { emptyChain, type Actor, type EventDraft } from "../kernel/event.ts";
import type { AccountId } from "../kernel/ids.ts";
import type { Currency } from "../kernel/money.ts";
import { dateOf, plusDays, startOf, type Instant } from "../kernel/time.ts";
import type { Clock } from "../clocks/model.ts";
import type { Lender } from "../lenders/model.ts";
import { opening, totalOf } from "../ledger/balance.ts";
import type { ByComponent } from "../ledger/model.ts";
import { offer, type Offer } from "../placements/offer.ts";
import { checkEligibility, type Eligibility, type Sibling } from "./check-eligibility.ts";
import type { Account } from "./model.ts";
import { AccountFacts, type Debtor, type PlaceAccountRequest, type Verdict } from "./wire.ts";

export type PlacementFacts = {
  readonly accountId: AccountId;
  readonly lender: Lender;
  readonly request: PlaceAccountRequest;
  readonly candidates: readonly Candidate[];
  /** The debtor's other accounts; none are known of a debtor without an identifier. */
  readonly siblings?: readonly Sibling[];
  /** The holds that stand on those. */
  readonly siblingHolds?: readonly Hold[];
  readonly actor: Actor;
  readonly now: Instant;
};

export type PlacementDecision = {
  readonly account: Account;
  readonly policyVersion: number;
  readonly verdicts: readonly Verdict[];
  readonly offer?: Offer;
  /** Where the offer is counted. */
  readonly room?: Room;
  readonly events: readonly EventDraft[];
  /** Eligible, but nobody has room: to be tried again. */
  readonly waits: boolean;
  /** When to look again, where time will help; when a hold ends. */
  readonly clocksStarted: readonly Clock[];
};

/** How long an eligible account waits before capacity is looked for again. */
const RETRY_PLACEMENT_DAYS = 1;

/** Screens an account and, when it is eligible, chooses the agency that it is offered to. */
export function decidePlacement(facts: PlacementFacts): PlacementDecision {
  const { lender, now } = facts;
  const account = newAccount(facts);
  const found = checked(facts, account);
  const screened: Account = { ...account, lifecycle: found.eligible ? "ELIGIBLE" : "REJECTED" };
  const events = [receivedEvent(facts, account), screenedEvent(facts, found)];
  const next = found.eligible ? placed(facts, screened, found) : { account: screened, events: [] };
  const retry = next.offer ? undefined : retryOf(screened, found, now);
  return {
    policyVersion: lender.policyVersion,
    verdicts: found.verdicts,
    waits: found.eligible && next.offer === undefined,
    ...next,
    events: [...events, ...next.events],
    clocksStarted: [...(next.clocksStarted ?? []), ...(retry ? [retry] : [])],
  };
}

type Next = Pick<PlacementDecision, "account" | "events" | "offer" | "room"> & {
  readonly clocksStarted?: readonly Clock[];
};

/** An eligible account is offered, unless the debtor is under a hold: then nobody may work it. */
function placed(facts: PlacementFacts, account: Account, { allocation }: Eligibility): Next {
  const carried = carryHolds(account, { standing: facts.siblingHolds ?? [], after: 2 }, facts);
  if (carried.events.length > 0) return carried;
  const { actor, now, request } = facts;
  const offered = offer(account, allocation, { actor, now, delinquencyDate: request.delinquencyDate });
  if (offered === undefined) return { account, events: [] };
  const { room } = allocation;
  return { account: offered.account, events: [offered.event], offer: offered, ...(room && { room }) };
}

function checked(facts: PlacementFacts, account: Account): Eligibility {
  const { debtor, ...said } = facts.request;
  return checkEligibility({
    account: AccountFacts.parse(said),
    region: debtor.region,
    contactPointCount: usableContactPoints(debtor),
    outstanding: totalOf(account.due),
    holders: [],
    placementNumber: 1,
    lender: facts.lender,
    candidates: facts.candidates,
    siblings: facts.siblings ?? [],
    today: dateOf(facts.now),
  });
}

/** When an account that got no offer is looked at again: a day later for room, or once time has cured it. */
export function retryOf(
  { accountId }: Pick<Account, "accountId">,
  { eligible, curesOn }: Pick<Eligibility, "eligible" | "curesOn">,
  now: Instant,
): Clock | undefined {
  if (eligible)
    return { accountId, kind: "PLACEMENT_RETRY", ref: accountId, dueAt: plusDays(now, RETRY_PLACEMENT_DAYS) };
  if (curesOn === undefined) return undefined;
  return { accountId, kind: "RESCREEN", ref: accountId, dueAt: startOf(curesOn) };
}

export const usableContactPoints = ({ contactPoints }: Pick<Debtor, "contactPoints">): number =>
  contactPoints.filter(({ status }) => status !== "UNDELIVERABLE").length;

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

type By = { readonly actor: Actor; readonly now: Instant };

const draft = ({ actor, now }: By) => ({ actor, effectiveAt: now, receivedAt: now });

const receivedEvent = (facts: PlacementFacts, account: Account): EventDraft => ({
  ...draft(facts),
  type: "account.received",
  data: { lenderAccountRef: account.lenderAccountRef, product: account.product, currency: account.currency },
  postings: opening(account.due),
});

/** What the screening found, with the policy's version and, where time will cure it, the day. */
export const screenedEvent = (
  by: By & { readonly lender: Pick<Lender, "policyVersion"> },
  { eligible, verdicts, curesOn }: Omit<Eligibility, "allocation">,
): EventDraft => ({
  ...draft(by),
  type: "account.screened",
  data: {
    outcome: eligible ? "ELIGIBLE" : "REJECTED",
    policyVersion: by.lender.policyVersion,
    failed: verdicts.flatMap(({ code }) => (code === undefined ? [] : [code])),
    ...(curesOn !== undefined && { curesOn }),
  },
});
