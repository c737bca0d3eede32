import type { Clock } from "../clocks/model.ts";
import type { Hold } from "../compliance/hold.ts";
import { carryHolds, type Carried } from "../compliance/person-holds.ts";
import type { Candidate } from "../contracts/allocate.ts";
import type { Room } from "../contracts/room.ts";
import type { Actor, EventDraft } from "../kernel/event.ts";
import { dateOf, plusDays, type Instant } from "../kernel/time.ts";
import type { Lender } from "../lenders/model.ts";
import { balancesOf } from "../ledger/balance.ts";
import type { Placement } from "../placements/model.ts";
import { offer, type Offer } from "../placements/offer.ts";
import type { AllocationLine } from "../placements/wire.ts";
import { checkEligibility, type Eligibility, type Sibling } from "./check-eligibility.ts";
import { retryOf, screenedEvent } from "./decide-placement.ts";
import { nextPlacementNumber, withAttention, type Account } from "./model.ts";
import type { Screening } from "./store.ts";
import type { Circumstances } from "./wire.ts";

export type AgainFacts = {
  /** REJECTED or ELIGIBLE. */
  readonly account: Account;
  /** What the lender said when the account was screened last. */
  readonly screening: Screening;
  /** What the lender said of the debtor since. */
  readonly circumstances: Circumstances | undefined;
  readonly lender: Lender;
  readonly candidates: readonly Candidate[];
  readonly siblings: readonly Sibling[];
  /** The holds that stand on those. */
  readonly siblingHolds: readonly Hold[];
  /** The last placement that an agency worked; undefined when there was none. */
  readonly lastWorked: Pick<Placement, "endedAt" | "endCode"> | undefined;
  readonly actor: Actor;
  readonly now: Instant;
};

export type AgainDecision = {
  readonly account: Account;
  readonly events: readonly EventDraft[];
  readonly offer?: Offer;
  readonly room?: Room;
  /** The screening, where it decided something. */
  readonly screening?: Screening;
  /** When to look again, where time will help; when a hold ends. */
  readonly clocksStarted: readonly Clock[];
};

/**
 * Looks again at an account that no agency has. It is screened by the policy of today and by what is known today,
 * so that nobody is offered what may no longer be placed, and nothing stays rejected that may be.
 */
export function decideAgain(facts: AgainFacts): AgainDecision {
  const { account, now } = facts;
  // Under a hold nobody may work the account, so nobody is offered it.
  if (account.holds.length > 0) return waiting(facts, account, { reason: "ON_HOLD", lines: [] });
  const said = saidNow(facts);
  const found = checkEligibility({
    account: said.facts,
    region: account.region,
    contactPointCount: said.contactPointCount ?? 0,
    outstanding: balancesOf(account).outstanding,
    holders: account.holders,
    placementNumber: nextPlacementNumber(account),
    lender: facts.lender,
    candidates: facts.candidates,
    siblings: facts.siblings,
    today: dateOf(now),
  });
  const wasRejected = account.lifecycle === "REJECTED";
  const screened: Omit<AgainDecision, "clocksStarted"> = {
    account: { ...account, lifecycle: found.eligible ? "ELIGIBLE" : "REJECTED" },
    events: [screenedEvent(facts, found)],
    screening: {
      ...said,
      policyVersion: facts.lender.policyVersion,
      verdicts: [...found.verdicts],
      screenedAt: now,
    },
  };
  if (!found.eligible) {
    const retry = retryOf(account, found, now);
    return { ...screened, clocksStarted: retry ? [retry] : [] };
  }
  const next = placed(facts, screened.account, found);
  return wasRejected ? { ...screened, ...next, events: [...screened.events, ...next.events] } : next;
}

const saidNow = ({ screening, circumstances }: AgainFacts): Screening => ({
  ...screening,
  facts: { ...screening.facts, circumstances: circumstances ?? screening.facts.circumstances },
});

/** That an account had as many placements as it may. */
const EXHAUSTED = "PLACEMENTS_EXHAUSTED";

/** Offers an eligible account, or says what it waits for. */
function placed(facts: AgainFacts, account: Account, { allocation }: Eligibility): AgainDecision {
  const { lender, lastWorked, now } = facts;
  const { placementCountMax, replacementCooldownDays } = lender.policy;
  if (account.holders.length >= placementCountMax) return exhausted(facts, account);
  const ready = { ...account, attention: account.attention.filter((code) => code !== EXHAUSTED) };
  const restsUntil = lastWorked?.endedAt && plusDays(lastWorked.endedAt, replacementCooldownDays);
  if (restsUntil !== undefined && restsUntil > now)
    return waiting(facts, ready, { reason: "COOLDOWN", lines: [], until: restsUntil });
  const carried = carryHolds(ready, { standing: facts.siblingHolds, after: eventsBefore(facts) }, facts);
  if (carried.events.length > 0) return waitingUnder(facts, carried);
  const { delinquencyDate } = facts.screening.facts;
  const offered = offer(ready, allocation, { actor: facts.actor, now, delinquencyDate, lastWorked });
  const { room } = allocation;
  if (offered === undefined || room === undefined)
    return waiting(facts, ready, { reason: "NOBODY_CAN_TAKE_IT", lines: allocation.lines });
  return { account: offered.account, events: [offered.event], offer: offered, room, clocksStarted: [] };
}

/** That it was screened again is told of an account that was rejected. */
const eventsBefore = ({ account }: AgainFacts): number => (account.lifecycle === "REJECTED" ? 1 : 0);

function waitingUnder(facts: AgainFacts, { account, events, clocksStarted }: Carried): AgainDecision {
  const waits = waiting(facts, account, { reason: "ON_HOLD", lines: [] });
  return {
    ...waits,
    events: [...events, ...waits.events],
    clocksStarted: [...clocksStarted, ...waits.clocksStarted],
  };
}

type Wait = {
  readonly reason: "ON_HOLD" | "COOLDOWN" | "NOBODY_CAN_TAKE_IT" | typeof EXHAUSTED;
  readonly lines: readonly AllocationLine[];
  readonly until?: Instant;
};

const waits = ({ actor, now }: AgainFacts, { reason, lines, until }: Wait): EventDraft => ({
  type: "account.waits",
  actor,
  effectiveAt: now,
  receivedAt: now,
  data: { reason, ...(until !== undefined && { until }), allocation: lines },
});

function waiting(facts: AgainFacts, account: Account, wait: Wait): AgainDecision {
  const retry = retryOf(account, { eligible: true }, facts.now);
  return {
    account,
    events: [waits(facts, wait)],
    clocksStarted: retry ? [{ ...retry, dueAt: wait.until ?? retry.dueAt }] : [],
  };
}

/** No clock: only a person, or a changed policy, goes on from here. */
const exhausted = (facts: AgainFacts, account: Account): AgainDecision => ({
  account: { ...account, attention: [...withAttention(account, EXHAUSTED)] },
  events: [waits(facts, { reason: EXHAUSTED, lines: [] })],
  clocksStarted: [],
});
