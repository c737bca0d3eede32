import { endHold } from "../compliance/end-hold.ts";
import { isOpen, type Account } from "../accounts/model.ts";
import { balanceView } from "../accounts/view.ts";
import type { EventDraft } from "../kernel/event.ts";
import { refuse, type Refusal } from "../kernel/problems.ts";
import { ok, type Result } from "../kernel/result.ts";
import { dateOf, utc } from "../kernel/time.ts";
import { next } from "../kernel/transitions.ts";
import { movement, type Owed } from "../ledger/balance.ts";
import { end } from "../placements/end.ts";
import type { RecallCode } from "../placements/wire.ts";
import { answeredAs, holderOf } from "./holder.ts";
import { disputeTransitions, type Dispute } from "./model.ts";
import { keyIn, type ByAnyone, type DisputeStep, type KnownDispute } from "./step.ts";
import { verified } from "./verification.ts";
import type { ResolveDisputeRequest } from "./resolution-wire.ts";

type Deciding = KnownDispute & ByAnyone & { readonly request: ResolveDisputeRequest };

/** Some grounds, once they hold, are reasons of their own to take an account back. */
const recallCodes: Readonly<Partial<Record<Dispute["type"], RecallCode>>> = {
  IDENTITY_THEFT: "FRAUD",
  INSOLVENCY: "INSOLVENT",
  DECEASED_ESTATE: "DECEASED",
};

const transitionOf = {
  UPHELD: "uphold",
  PARTLY_UPHELD: "partly-uphold",
  REJECTED: "reject",
  WITHDRAWN: "withdraw",
} as const;

/**
 * The lender's answer. Upheld recalls the placement, partly upheld lowers a component with postings; the hold
 * goes after the outcome, in the order in which the agency hears of them. With the last open dispute, what is still owed
 * stands with the rest again: the outcome posts it.
 * @returns refusals `invalid-transition`, `verification-needed`, `currency-mismatch`, `amount-exceeds-balance`
 */
export function resolution(
  { account: before, dispute, ...placed }: KnownDispute,
  request: ResolveDisputeRequest,
  by: ByAnyone,
): Result<DisputeStep, Refusal> {
  const deciding: Deciding = { account: before, dispute, ...placed, request, ...by };
  const state = next(disputeTransitions, dispute.state, transitionOf[request.outcome]);
  if (!state.ok) return state;
  const enough = verified(dispute, request, by.now);
  if (!enough.ok) return enough;
  const released = answeredAs(endHold(before, dispute.holdId, by.now), request.outcome);
  const resolved: Dispute = {
    ...dispute,
    state: state.value,
    outcome: request.outcome,
    explanation: request.explanation,
    ...(request.verification && { verification: request.verification }),
    resolvedAt: by.now,
  };
  const clocksStopped = clocksOf(deciding);
  if (request.outcome === "UPHELD") {
    const told = toldAs(deciding, released);
    return ok({ ...recalled(deciding, { released, resolved, told }), clocksStopped, movesCommission: true });
  }
  const adjusted = adjust(deciding, released);
  if (!adjusted.ok) return adjusted;
  const told = toldAs(deciding, adjusted.value.account);
  return ok({
    account: adjusted.value.account,
    dispute: resolved,
    clocksStopped,
    events: [told, ...adjusted.value.events, holdReleased(deciding, isOpen(before))],
    movesCommission: request.adjustment !== undefined,
  });
}

/** The outcome. Of what stood apart it moves back what is owed all the same; the rest is written down where it stood. */
function toldAs(deciding: Deciding, after: Account): EventDraft {
  const { account: before, dispute, request } = deciding;
  const { disputeId } = dispute;
  const { outcome, explanation } = request;
  const apart: Owed = before.disputedApart === true ? { ...after, disputedApart: true } : after;
  const told = eventFor(deciding, dispute, {
    type: "dispute.resolved",
    data: {
      disputeId,
      outcome,
      explanation,
      ...groundOf(dispute),
      ...keyIn(deciding),
      ...collectedBefore(deciding),
    },
  });
  return { ...told, postings: movement(apart, after) };
}

/** By what commission is corrected once it is upheld. Nobody raised it later than it was known here. */
const groundOf = ({ type, raisedAt, receivedAt }: Dispute) => ({
  type,
  raisedOn: dateOf(utc(raisedAt) < utc(receivedAt) ? raisedAt : receivedAt),
});

/** Received on the account, net, between the dispute and its answer: commission on it may have to be corrected. */
const collectedBefore = ({ account, dispute: { paidWhenRaised } }: Deciding) =>
  paidWhenRaised === undefined
    ? {}
    : { collectedBefore: { amount: account.paid - paidWhenRaised, currency: account.currency } };

const clocksOf = ({ account, dispute }: Deciding): NonNullable<DisputeStep["clocksStopped"]> => {
  const hold = account.holds.find(({ holdId }) => holdId === dispute.holdId);
  return [
    { kind: "LENDER_ANSWER", ref: dispute.disputeId },
    ...(hold?.state === "ORDERED" ? [{ kind: "HOLD_ACKNOWLEDGEMENT" as const, ref: hold.holdId }] : []),
    ...(hold?.state === "ESCALATED" ? [{ kind: "HOLD_RECALL" as const, ref: hold.holdId }] : []),
  ];
};

function recalled(
  deciding: Deciding,
  {
    released,
    resolved,
    told,
  }: { readonly released: Account; readonly resolved: Dispute; readonly told: EventDraft },
): DisputeStep {
  const { account: before, now } = deciding;
  const letGo = holdReleased(deciding, false);
  const { placement } = deciding;
  if (placement === undefined || !isOpen(before))
    return { account: released, dispute: resolved, events: [told, letGo] };
  const code = recallCodes[deciding.dispute.type] ?? "DISPUTE_UPHELD";
  const ending = end({ account: released, placement }, { state: "RECALLED", at: now, code });
  const { tailUntil, deleteBy } = ending.placement.ended ?? {};
  return {
    ...ending,
    dispute: resolved,
    events: [
      told,
      eventFor(deciding, holderOf(before, deciding.dispute), {
        type: "placement.recalled",
        data: { code, tailUntil, deleteBy },
      }),
      letGo,
    ],
  };
}

/** The component is lowered where it stands; `account` is what becomes of it once the hold is gone. */
function adjust(
  deciding: Deciding,
  account: Account,
): Result<{ readonly account: Account; readonly events: readonly EventDraft[] }, Refusal> {
  const { adjustment, explanation } = deciding.request;
  if (adjustment === undefined) return ok({ account, events: [] });
  const { component, amount } = adjustment;
  if (amount.currency !== account.currency)
    return refuse({ code: "currency-mismatch", detail: `The account is kept in ${account.currency}.` });
  const due = account.due[component] ?? 0;
  if (amount.amount > due)
    return refuse({
      code: "amount-exceeds-balance",
      detail: `${component} was placed with ${due} minor units.`,
    });
  const after = { ...account, due: { ...account.due, [component]: due - amount.amount } };
  const lowered = { ...deciding.account, due: after.due };
  const postings = [
    { account: "adjustments", amount: amount.amount },
    ...movement(deciding.account, lowered),
  ];
  const holder = holderOf(deciding.account, deciding.dispute);
  const event = eventFor(deciding, holder, {
    type: "balance.adjusted",
    data: { component, adjustment: amount, reason: explanation, balance: balanceView(after) },
  });
  return ok({ account: after, events: [{ ...event, postings }] });
}

const holdReleased = (deciding: Deciding, tell: boolean): EventDraft => {
  const { holdId, disputeId } = deciding.dispute;
  const holder = holderOf(deciding.account, deciding.dispute);
  const data = { holdId, holdType: "DISPUTE", disputeId };
  const { route, ...event } = eventFor(deciding, holder, { type: "hold.released", data });
  return tell && route ? { ...event, route } : event;
};

/** An event for the agency that `to` names, carried to it in its placement's order. */
const eventFor = (
  { actor, now }: Deciding,
  { placementId, agencyId }: Pick<Dispute, "placementId" | "agencyId">,
  { type, data }: Pick<EventDraft, "type" | "data">,
): EventDraft => ({
  type,
  actor,
  effectiveAt: now,
  receivedAt: now,
  data: { placementId, agencyId, ...data },
  route: { queue: "deliveries", group: placementId },
});
