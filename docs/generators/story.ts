import type { Posting } from "../../shared/kernel/event.ts";
import * as z from "zod";
import { Arrangement } from "../../shared/arrangements/model.ts";
import { arrangementView } from "../../shared/arrangements/view.ts";
import { Settlement } from "../../shared/settlements/model.ts";
import { settlementView } from "../../shared/settlements/view.ts";
import { checkEligibility } from "../../shared/accounts/check-eligibility.ts";
import { decidePlacement } from "../../shared/accounts/decide-placement.ts";
import { withHistory } from "../../shared/accounts/history.ts";
import type { Account } from "../../shared/accounts/model.ts";
import { accountSummary, accountView } from "../../shared/accounts/view.ts";
import { AccountFacts, PlaceAccountRequest, type EligibilityCheckView } from "../../shared/accounts/wire.ts";
import { Agency } from "../../shared/agencies/model.ts";
import { decide } from "../../shared/callbacks/decide.ts";
import type { Outcome, Received } from "../../shared/callbacks/outcome.ts";
import { eventData } from "../../shared/callbacks/event-data.ts";
import { Callback } from "../../shared/callbacks/any-callback.ts";
import { Envelope, type EventType } from "../../shared/callbacks/wire.ts";
import { Contract } from "../../shared/contracts/model.ts";
import type { Dispute } from "../../shared/disputes/model.ts";
import { resolution } from "../../shared/disputes/resolution.ts";
import { orderHold } from "../../shared/disputes/start.ts";
import { disputeView } from "../../shared/disputes/view.ts";
import { ResolveDisputeRequest } from "../../shared/disputes/resolution-wire.ts";
import type { Create } from "../../shared/kernel/change.ts";
import { AccountId, AgencyId, LenderId } from "../../shared/kernel/ids.ts";
import { accepted } from "../../shared/kernel/problems.ts";
import { dateOf, Instant } from "../../shared/kernel/time.ts";
import { Lender } from "../../shared/lenders/model.ts";
import { suspensePayment } from "../../shared/payments/suspense.ts";
import { canonical, sha256 } from "../../shared/platform/canonical.ts";
import { EventView } from "../../shared/accounts/event-wire.ts";
import { callbackBodies } from "./callback-examples.ts";
import {
  agencyBody,
  contractBody,
  eligibilityCheckBody,
  ids,
  lenderBody,
  partlyUpheldBody,
  placeAccountBody,
} from "./examples.ts";

/**
 * The account of the examples, lived through with the gateway's own decisions: placed, acknowledged, called,
 * paid, disputed, put on hold, answered. So an example shows what the code answers, hashes included.
 */

const lenderId = LenderId.parse(ids.lenderId);
export const agencyId = AgencyId.parse(ids.agencyId);
const at = (instant: string): Instant => Instant.parse(instant);

const lender = Lender.parse({ lenderId, ...lenderBody, policyVersion: 1 });
const agency = Agency.parse({ agencyId, ...agencyBody });
const contract = Contract.parse({ lenderId, agencyId, version: 1, ...contractBody });

const placedAt = at("2026-03-02T09:00:00.000Z");

const placement = decidePlacement({
  accountId: AccountId.parse(ids.accountId),
  lender,
  request: PlaceAccountRequest.parse(placeAccountBody),
  candidates: [{ contract, agency, usage: [] }],
  actor: { kind: "LENDER", id: lenderId },
  now: placedAt,
});

const { debtor: _sealed, ...said } = eligibilityCheckBody;
const trial = checkEligibility({
  account: AccountFacts.parse(said),
  region: eligibilityCheckBody.debtor.region,
  contactPointCount: 1,
  outstanding: 125_000,
  holders: [],
  placementNumber: 1,
  lender,
  candidates: [{ contract, agency, usage: [] }],
  siblings: [],
  today: dateOf(placedAt),
});

/** An account that is a few days too young, as the dry run answers. */
export const tried = {
  outcome: "REJECTED",
  policyVersion: 1,
  verdicts: [...trial.verdicts],
  ...(trial.curesOn !== undefined && { curesOn: trial.curesOn }),
  allocation: [],
} satisfies EligibilityCheckView;

export type Chapter = {
  readonly account: Account;
  readonly outcome: Outcome;
  readonly events: readonly EventView[];
};

const seen = (items: readonly Create[]): readonly EventView[] =>
  items.map(({ item }) => EventView.parse(item));

const receivedOf = (eventType: EventType, receivedAt: Instant): Received<EventType> => ({
  agencyId,
  callback: Callback.parse(callbackBodies[eventType]),
  payloadHash: sha256(canonical(callbackBodies[eventType])),
  receivedAt,
});

/** The account after one more callback, and what the callback did. */
function reported(account: Account, eventType: EventType, when: string): Chapter {
  const receivedAt = at(when);
  const standing = placement.offer && { placement: placement.offer.placement };
  const outcome = accepted(decide({ account, ...standing }, receivedOf(eventType, receivedAt)));
  const after = withHistory(outcome.account, outcome.events, receivedAt);
  return { account: { ...after.account, updatedAt: receivedAt }, outcome, events: seen(after.events) };
}

const offered = withHistory(placement.account, placement.events, placedAt);

export const acknowledged = reported(offered.account, "placement.acknowledged", "2026-03-02T10:15:02.114Z");
export const paid = reported(acknowledged.account, "payment.received", "2026-03-05T14:05:01.870Z");
export const disputed = reported(paid.account, "dispute.raised", "2026-03-10T16:40:03.402Z");

const raised = (): Dispute => {
  if (disputed.outcome.dispute === undefined) throw new Error("a dispute.raised that raises no dispute");
  return disputed.outcome.dispute;
};

const orderedAt = at("2026-03-10T16:40:04.019Z");
const order = orderHold(disputed.account, raised(), orderedAt);
const onHold = withHistory(order.account, order.events, orderedAt);
export const held = reported(onHold.account, "hold.acknowledged", "2026-03-10T16:52:01.555Z");

/** The dispute once the agency had stopped. */
export const stopped = { ...order.dispute, heldAt: at("2026-03-10T16:52:01.555Z") };
export const byKey = (now: Instant) => ({
  actor: { kind: "LENDER" as const, id: lenderId },
  keyId: ids.keyId,
  now,
});

export const byLender = (now: Instant) => ({ actor: { kind: "LENDER" as const, id: lenderId }, now });

/** The account with the placement of the story. */
export const placed = (account: Account) => ({
  account,
  ...(placement.offer && { placement: placement.offer.placement }),
});

const answeredAt = at("2026-03-12T09:30:00.000Z");
const answer = accepted(
  resolution(
    {
      account: held.account,
      ...(placement.offer && { placement: placement.offer.placement }),
      dispute: stopped,
    },
    ResolveDisputeRequest.parse(partlyUpheldBody),
    byKey(answeredAt),
  ),
);
const resolved = withHistory(answer.account, answer.events, answeredAt);
/** A reversal that came before the payment that it reverses. */
export const reversedEarly = reported(acknowledged.account, "payment.reversed", "2026-03-09T08:30:02.000Z");

const placements = placement.offer ? [placement.offer.placement] : [];
const { state } = acknowledged.outcome.placement ?? { state: "OFFERED" as const };
const known = { verdicts: placement.verdicts, placements };
const knownNow = { verdicts: placement.verdicts, placements: placements.map((one) => ({ ...one, state })) };

export const views = {
  placed: accountView(offered.account, known),
  onHold: accountView({ ...held.account, updatedAt: at("2026-03-10T16:52:01.555Z") }, knownNow),
  summary: accountSummary(held.account),
  openDispute: disputeView(stopped),
  answeredDispute: disputeView(answer.dispute),
};

export const history: readonly EventView[] = [
  ...seen(offered.events),
  ...acknowledged.events,
  ...paid.events,
  ...disputed.events,
  ...seen(onHold.events),
  ...held.events,
  ...seen(resolved.events),
];

const PaymentReceived = Envelope.extend({
  eventType: z.literal("payment.received"),
  data: eventData["payment.received"],
});

/** A payment of the story, received by somebody. */
const paymentOf = (recipient: string) => {
  const body = callbackBodies["payment.received"];
  const callback = PaymentReceived.parse({ ...body, data: { ...body.data, recipient } });
  return { ...receivedOf("payment.received", placedAt), callback };
};

/** Money whose account is unknown, as the code books it. */
export const suspended = suspensePayment(paymentOf("AGENCY"), "sus_01JB4R0E3SH5G9V1XJ7P2M4WQC");

const activated = reported(acknowledged.account, "arrangement.activated", "2026-03-07T09:00:01.220Z");
const offeredPart = reported(acknowledged.account, "settlement.requested", "2026-03-14T10:00:01.310Z");

const PlacementClosed = Envelope.extend({
  eventType: z.literal("placement.closed"),
  data: eventData["placement.closed"],
});

/** The same offer approved and paid: the rest is waived. */
function settled(): readonly Posting[] {
  const settlement = { ...Settlement.parse(offeredPart.outcome.settlement), state: "APPROVED" as const };
  const account = { ...offeredPart.account, paid: settlement.paidBefore + (settlement.offer ?? 0) };
  const body = callbackBodies["placement.closed"];
  const callback = PlacementClosed.parse({ ...body, data: { ...body.data, code: "SETTLED_IN_FULL" } });
  const received = { ...receivedOf("placement.closed", placedAt), callback };
  const { offer: { placement: known } = {} } = placement;
  const outcome = accepted(
    decide({ account, settlements: [settlement], ...(known && { placement: known }) }, received),
  );
  return outcome.events.flatMap(({ postings = [] }) => postings);
}

/** What else is posted than in the story. */
export const beside: readonly Posting[] = [
  ...reported(acknowledged.account, "cost.incurred", "2026-03-12T08:00:01.100Z").events,
  ...reported(acknowledged.account, "fee.added", "2026-03-12T08:30:01.100Z").events,
]
  .flatMap(({ postings }) => postings)
  .concat(settled());

/** What the debtor agreed to and offered, as the lender sees it. */
export const agreements = {
  arrangement: arrangementView(Arrangement.parse(activated.outcome.arrangement)),
  settlement: settlementView(Settlement.parse(offeredPart.outcome.settlement)),
};
