import type { Account } from "../accounts/model.ts";
import { eventOf, type Outcome, type Received } from "../callbacks/outcome.ts";
import { accountIdOf, eventSequenceOf, HoldId } from "../kernel/ids.ts";
import { refuse, type Refusal } from "../kernel/problems.ts";
import { ok, type Result } from "../kernel/result.ts";
import { currentHolder } from "../placements/holder.ts";
import { replacedHold } from "./hold.ts";

/** The agency says that it stopped. An acknowledgement of a hold that was released meanwhile is recorded too. */
export function acknowledgeHold(
  account: Account,
  received: Received<"hold.acknowledged">,
): Result<Outcome, Refusal> {
  const { callback, receivedAt } = received;
  const { holdId, appliedAt } = callback.data;
  const hold = account.holds.find((one) => one.holdId === holdId);
  const event = eventOf(received, {
    type: "hold.acknowledged",
    data: { holdId, appliedAt, ...(hold === undefined && { released: true }) },
  });
  if (hold === undefined) {
    if (!wasPlaced(account, holdId))
      return refuse({ code: "not-found", detail: "The account has no such hold." });
    return ok({ account, events: [event], answer: { reason: "hold-released-already" } });
  }
  // A former holder may say that it stopped too, but only the present one ends the clock.
  if (currentHolder(account)?.placementId !== callback.placementId && account.placement !== undefined)
    return ok({ account, events: [event], answer: { reason: "not-the-holder" } });
  const changed = {
    ...hold,
    state: "ACKNOWLEDGED" as const,
    acknowledgedAt: hold.acknowledgedAt ?? receivedAt,
  };
  return ok({
    account: { ...account, holds: replacedHold(account.holds, changed) },
    events: [event],
    ...(hold.owner.kind === "DISPUTE" && {
      disputeHeld: { disputeId: hold.owner.id, heldAt: changed.acknowledgedAt },
    }),
    clocksStopped: [
      { kind: hold.state === "ESCALATED" ? "HOLD_RECALL" : "HOLD_ACKNOWLEDGEMENT", ref: holdId },
    ],
  });
}

/** A hold carries its account and the number of the event that put it: one from the future never was. */
function wasPlaced(account: Account, holdId: string): boolean {
  const hold = HoldId.safeParse(holdId);
  return (
    hold.success &&
    accountIdOf(hold.data) === account.accountId &&
    eventSequenceOf(hold.data) <= account.sequence
  );
}
