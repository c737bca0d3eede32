import { refuse, type Refusal } from "../kernel/problems.ts";
import { ok, type Result } from "../kernel/result.ts";
import { needsTwoKeys } from "../kernel/four-eyes.ts";
import type { Money } from "../kernel/money.ts";
import { KeyId } from "../kernel/ids.ts";
import { balancesOf } from "../ledger/balance.ts";
import { resolution } from "./resolution.ts";
import { disputeEvent, type ByKey, type DisputeStep, type KnownDispute } from "./step.ts";
import type { ResolveDisputeRequest } from "./resolution-wire.ts";

type Asked = {
  readonly request: ResolveDisputeRequest;
  /** The amount above which one key alone decides nothing; absent when one key is enough. */
  readonly fourEyesAbove?: Money;
};

type Decided = Result<DisputeStep, Refusal>;

/** The lender's answer, or the proposal of one where a second key must confirm it. */
export function answer(known: KnownDispute, { request, fourEyesAbove }: Asked, by: ByKey): Decided {
  if (known.dispute.proposal !== undefined && known.dispute.outcome === undefined)
    return waiting(known, "propose", ["confirm", "cancel-proposal"]);
  const decided = resolution(known, request, by);
  return decided.ok && needsTwoKeys(costsOf(known, request), fourEyesAbove)
    ? ok(proposed(known, request, by))
    : decided;
}

/** A second key takes the proposal over; it is decided on what stands now. @returns refusals of {@link answer}, `four-eyes-needed` */
export function confirm(known: KnownDispute, by: ByKey): Decided {
  const proposal = pending(known);
  if (proposal === undefined) return waiting(known, "confirm", ["propose"]);
  if (proposal.proposedBy === by.keyId)
    return refuse({ code: "four-eyes-needed", detail: "The key that proposed an answer cannot confirm it." });
  const decided = resolution(known, proposal.request, by);
  if (!decided.ok) return decided;
  const dispute = { ...decided.value.dispute, confirmedBy: KeyId.parse(by.keyId) };
  const [told, ...rest] = decided.value.events;
  const { proposedBy } = proposal;
  return ok({
    ...decided.value,
    dispute,
    events: told === undefined ? rest : [{ ...told, data: { ...told.data, proposedBy } }, ...rest],
  });
}

/** Any key of the lender takes a proposal back. */
export function cancelProposal(known: KnownDispute, by: ByKey): Decided {
  const { account, dispute } = known;
  if (pending(known) === undefined) return waiting(known, "cancel-proposal", ["propose"]);
  const { proposal: _proposal, ...kept } = dispute;
  return ok({
    account,
    dispute: kept,
    events: [disputeEvent(by, dispute, { type: "dispute.proposal_cancelled" })],
  });
}

const pending = ({ dispute }: KnownDispute) => (dispute.outcome === undefined ? dispute.proposal : undefined);

function proposed(
  { account, dispute }: KnownDispute,
  request: ResolveDisputeRequest,
  by: ByKey,
): DisputeStep {
  const { outcome, explanation } = request;
  return {
    account,
    dispute: { ...dispute, proposal: { request, proposedBy: KeyId.parse(by.keyId), proposedAt: by.now } },
    events: [disputeEvent(by, dispute, { type: "dispute.answer_proposed", data: { outcome, explanation } })],
  };
}

/** What an answer costs the lender. */
function costsOf({ account }: KnownDispute, request: ResolveDisputeRequest): Money {
  const amount = {
    UPHELD: balancesOf(account).outstanding,
    PARTLY_UPHELD: request.adjustment?.amount.amount ?? 0,
    REJECTED: 0,
    WITHDRAWN: 0,
  }[request.outcome];
  return { amount, currency: account.currency };
}

const waiting = ({ dispute }: KnownDispute, event: string, allowed: readonly string[]) =>
  refuse({
    code: "invalid-transition",
    detail: dispute.proposal === undefined ? "No answer is proposed." : "An answer is proposed.",
    extra: { from: dispute.state, event, allowed: dispute.outcome === undefined ? allowed : [] },
  });
