import type { AccountStep, Known } from "../accounts/account-step.ts";
import type { Account } from "../accounts/model.ts";
import type { EventDraft } from "../kernel/event.ts";
import type { HoldId, LenderId } from "../kernel/ids.ts";
import { refuse, type Refusal } from "../kernel/problems.ts";
import { ok, type Result } from "../kernel/result.ts";
import { currentHolder, holderEvent, ownEvent, type By } from "../placements/holder.ts";
import { endHold } from "./end-hold.ts";
import type { Hold } from "./hold.ts";

/**
 * Ends a hold that the lender put. A dispute's or a report's goes with its answer, an agency's is the agency's.
 * @returns refusals `not-found`, `hold-owned-by-another`
 */
export function releaseHold(
  { account }: Known,
  holdId: HoldId,
  by: By & { readonly lenderId: LenderId; readonly reason: string },
): Result<AccountStep, Refusal> {
  const hold = account.holds.find((one) => one.holdId === holdId);
  if (hold === undefined) return refuse({ code: "not-found", detail: "The account has no such hold." });
  if (hold.owner.kind !== "LENDER") return ownedByAnother(hold);
  return ok(released(account, hold, by));
}

/** The hold goes. Who has the account may go on; an account that waited for this is offered. */
export function released(account: Account, hold: Hold, by: By & { readonly reason: string }): AccountStep {
  const after = endHold(account, hold.holdId, by.now);
  return {
    account: after,
    events: [releasedEvent(after, hold, by)],
    clocksStopped: [
      ...(hold.state === "ORDERED" ? [{ kind: "HOLD_ACKNOWLEDGEMENT" as const, ref: hold.holdId }] : []),
      ...(hold.state === "ESCALATED" ? [{ kind: "HOLD_RECALL" as const, ref: hold.holdId }] : []),
      ...(hold.until === undefined ? [] : [{ kind: "HOLD_EXPIRY" as const, ref: hold.holdId }]),
    ],
  };
}

function releasedEvent(after: Account, hold: Hold, by: By & { readonly reason: string }): EventDraft {
  const holder = currentHolder(after);
  const data = { holdId: hold.holdId, holdType: hold.type, reason: by.reason };
  if (holder !== undefined) return holderEvent(by, holder, { type: "hold.released", data });
  const event = ownEvent(by, { type: "hold.released", data });
  return after.lifecycle === "ELIGIBLE" && after.holds.length === 0
    ? { ...event, route: { queue: "placements", group: after.accountId } }
    : event;
}

const ownedByAnother = ({ owner, holdId }: Hold): Result<never, Refusal> =>
  refuse({
    code: "hold-owned-by-another",
    detail:
      owner.kind === "AGENCY"
        ? `The agency ${owner.id} put it and releases it.`
        : `It goes when ${owner.id} is answered.`,
    extra: { holdId, owner: owner.kind },
  });
