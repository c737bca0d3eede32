import type { Account } from "../accounts/model.ts";
import type { Clock } from "../clocks/model.ts";
import { HOLD_ACKNOWLEDGE_HOURS, HOLD_REMIND_HOURS, replacedHold } from "../compliance/hold.ts";
import { endHold } from "../compliance/end-hold.ts";
import type { Actor, EventDraft } from "../kernel/event.ts";
import { plusHours, type Instant } from "../kernel/time.ts";
import { movement } from "../ledger/balance.ts";
import { answerClock, answerTime } from "./answer-clock.ts";
import { answeredAs, holderOf } from "./holder.ts";
import type { Dispute } from "./model.ts";

/** What happens with a dispute that was just raised. */
export type TakenOn = {
  readonly account: Account;
  readonly dispute: Dispute;
  readonly events: readonly EventDraft[];
  readonly clocks: readonly Clock[];
};

const actor: Actor = { kind: "SYSTEM", id: "dispute-worker" };

/** Orders the agency to stop and starts the clocks: the agency's on the hold, the lender's on its answer. */
export function orderHold(account: Account, dispute: Dispute, now: Instant): TakenOn {
  const acknowledgeBy = plusHours(now, HOLD_ACKNOWLEDGE_HOURS);
  const remindAt = plusHours(now, HOLD_REMIND_HOURS);
  const timed = { ...answerTime(account.region, now), ...dispute };
  const holder = holderOf(account, dispute);
  const hold = account.holds.find(({ holdId }) => holdId === dispute.holdId);
  const ordered = hold?.state === "PLACED" ? { ...hold, state: "ORDERED" as const } : hold;
  const { accountId, lenderId } = account;
  return {
    account: ordered ? { ...account, holds: replacedHold(account.holds, ordered) } : account,
    dispute: { ...timed, state: "AWAITING_LENDER" },
    events: [
      {
        type: "hold.ordered",
        actor,
        effectiveAt: now,
        receivedAt: now,
        data: {
          holdId: dispute.holdId,
          holdType: "DISPUTE",
          disputeId: dispute.disputeId,
          ...holder,
          acknowledgeBy,
        },
        route: { queue: "deliveries", group: holder.placementId },
      },
    ],
    clocks: [
      ...(ordered?.state === "ORDERED"
        ? [
            {
              accountId,
              kind: "HOLD_ACKNOWLEDGEMENT" as const,
              ref: dispute.holdId,
              dueAt: remindAt,
              lenderId,
            },
          ]
        : []),
      ...answerClock(timed),
    ],
  };
}

/** Answers a dispute that repeats an earlier one: its hold goes, the earlier one's hold, if any, stays. */
export function answerDuplicative(
  account: Account,
  { dispute, earlier }: { readonly dispute: Dispute; readonly earlier: Dispute },
  now: Instant,
): TakenOn {
  const explanation = `Repeats ${earlier.disputeId} with nothing new.`;
  const after = answeredAs(endHold(account, dispute.holdId, now), outcomeOf(account, earlier));
  const common = { actor, effectiveAt: now, receivedAt: now };
  const { disputeId, holdId, placementId, agencyId } = dispute;
  return {
    account: after,
    dispute: {
      ...dispute,
      state: "DUPLICATIVE",
      duplicativeOf: earlier.disputeId,
      outcome: "DUPLICATIVE",
      explanation,
      resolvedAt: now,
    },
    events: [
      {
        ...common,
        type: "dispute.resolved",
        data: {
          disputeId,
          placementId,
          agencyId,
          outcome: "DUPLICATIVE",
          explanation,
          duplicativeOf: earlier.disputeId,
        },
        postings: movement(account, after),
        route: { queue: "deliveries", group: dispute.placementId },
      },
      {
        ...common,
        type: "hold.released",
        data: { holdId, holdType: "DISPUTE", disputeId, placementId, agencyId },
      },
    ],
    clocks: [],
  };
}

/** Where the earlier dispute left the account. */
const outcomeOf = (account: Account, { state }: Dispute): Account["dispute"] =>
  outcomes[state] ?? account.dispute;

const outcomes: Readonly<Partial<Record<Dispute["state"], Account["dispute"]>>> = {
  RAISED: "OPEN",
  AWAITING_LENDER: "OPEN",
  INVESTIGATING: "OPEN",
  AWAITING_CUSTOMER: "OPEN",
  UPHELD: "UPHELD",
  PARTLY_UPHELD: "PARTLY_UPHELD",
  REJECTED: "REJECTED",
  WITHDRAWN: "WITHDRAWN",
};
