import { lifecycleTransitions, type Account } from "../accounts/model.ts";
import { eventOf, type Outcome, type Received } from "../callbacks/outcome.ts";
import { HOLD_COUNT_MAX, type Hold } from "../compliance/hold.ts";
import { disputeIdOf, holdIdOf, type DisputeId, type HoldId } from "../kernel/ids.ts";
import { refuse, type Refusal } from "../kernel/problems.ts";
import { ok, type Result } from "../kernel/result.ts";
import { allowedEvents } from "../kernel/transitions.ts";
import { movement } from "../ledger/balance.ts";
import type { Placement } from "../placements/model.ts";
import { answerTime } from "./answer-clock.ts";
import type { Dispute } from "./model.ts";
import { isWithinValidationPeriod } from "./validation.ts";

/**
 * Opens a dispute and puts a hold on the account, both in the transaction that answers the agency, also when it has
 * the account no more: from then on nobody may contact the debtor, nor get the account, and all that is owed stands apart
 * in the books. What follows (the order to stop, clocks, rules) is the worker's.
 */
export function raiseDispute(
  account: Account,
  received: Received<"dispute.raised">,
  placement?: Placement,
): Result<Outcome, Refusal> {
  if (account.lifecycle === "FINALIZED" || account.holds.length >= HOLD_COUNT_MAX)
    return refuse({
      code: "invalid-transition",
      detail: `A dispute needs an account that is not final and has fewer than ${HOLD_COUNT_MAX} holds.`,
      extra: {
        from: account.lifecycle,
        event: "dispute.raised",
        allowed: allowedEvents(lifecycleTransitions, account.lifecycle),
      },
    });
  const sequence = account.sequence + 1;
  const disputeId = disputeIdOf(account.accountId, sequence);
  const holdId = holdIdOf(account.accountId, sequence);
  const dispute = disputeOf(account, received, { disputeId, holdId, placement });
  const { type, channel, inWriting, withinValidationPeriod } = dispute;
  const holds = [...account.holds, holdOf(dispute)];
  const disputed: Account = { ...account, dispute: "OPEN", disputedApart: true, holds };
  return ok({
    account: disputed,
    events: [
      eventOf(received, {
        type: "dispute.raised",
        data: { disputeId, holdId, type, channel, inWriting, withinValidationPeriod },
        postings: movement(account, disputed),
        route: { queue: "disputes", group: account.accountId },
      }),
    ],
    dispute,
    answer: { disputeId, holdId },
  });
}

type Made = {
  readonly disputeId: DisputeId;
  readonly holdId: HoldId;
  readonly placement: Placement | undefined;
};

function disputeOf(
  account: Account,
  { callback, agencyId, receivedAt }: Received<"dispute.raised">,
  { disputeId, holdId, placement }: Made,
): Dispute {
  const { type, channel, inWriting, narrative, evidence, raisedAt } = callback.data;
  const withinValidationPeriod = isWithinValidationPeriod(
    account,
    { type, inWriting, receivedAt },
    placement,
  );
  return {
    disputeId,
    accountId: account.accountId,
    lenderId: account.lenderId,
    placementId: callback.placementId,
    agencyId,
    state: "RAISED",
    type,
    channel,
    inWriting,
    narrative,
    evidence,
    withinValidationPeriod,
    holdId,
    raisedAt: raisedAt ?? callback.effectiveAt,
    receivedAt,
    paidWhenRaised: account.paid,
    ...answerTime(account.region, receivedAt),
    extensions: [],
    noteCount: 0,
    documentCount: 0,
  };
}

const holdOf = ({ holdId, disputeId, receivedAt }: Dispute): Hold => ({
  holdId,
  type: "DISPUTE",
  state: "PLACED",
  owner: { kind: "DISPUTE", id: disputeId },
  placedAt: receivedAt,
});
