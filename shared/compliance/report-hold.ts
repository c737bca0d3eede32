import type { Account } from "../accounts/model.ts";
import { eventOf, type Outcome, type Received } from "../callbacks/outcome.ts";
import { holdIdOf } from "../kernel/ids.ts";
import { refuse, type Refusal } from "../kernel/problems.ts";
import { ok, type Result } from "../kernel/result.ts";
import { currentHolder } from "../placements/holder.ts";
import { endHold } from "./end-hold.ts";
import { HOLD_COUNT_MAX, type Hold } from "./hold.ts";
import { notHoldable } from "./place-hold.ts";

/** The agency stopped of its own accord, as when the debtor asks not to be contacted. */
export function reportHold(account: Account, received: Received<"hold.applied">): Result<Outcome, Refusal> {
  const { callback, agencyId, receivedAt } = received;
  const holds = currentHolder(account)?.placementId === callback.placementId;
  if (!holds || account.holds.length >= HOLD_COUNT_MAX) return notHoldable(account);
  const { type, reason, appliedAt } = callback.data;
  const holdId = holdIdOf(account.accountId, account.sequence + 1);
  const hold: Hold = {
    holdId,
    type,
    state: "ACKNOWLEDGED",
    owner: { kind: "AGENCY", id: agencyId },
    placedAt: receivedAt,
    acknowledgedAt: receivedAt,
  };
  return ok({
    account: { ...account, holds: [...account.holds, hold] },
    events: [
      eventOf(received, {
        type: "hold.applied",
        data: { holdId, holdType: type, appliedAt, ...(reason !== undefined && { reason }) },
      }),
    ],
    answer: { holdId },
  });
}

/** The agency ends a hold of its own. @returns refusals `not-found`, `hold-owned-by-another` */
export function reportRelease(
  account: Account,
  received: Received<"hold.released">,
): Result<Outcome, Refusal> {
  const { callback, agencyId, receivedAt } = received;
  const hold = account.holds.find(({ holdId }) => holdId === callback.data.holdId);
  if (hold === undefined) return refuse({ code: "not-found", detail: "The account has no such hold." });
  if (hold.owner.kind !== "AGENCY" || hold.owner.id !== agencyId)
    return refuse({
      code: "hold-owned-by-another",
      detail: "Only who put a hold releases it.",
      extra: { holdId: hold.holdId, owner: hold.owner.kind },
    });
  const { holdId, type: holdType } = hold;
  return ok({
    account: endHold(account, holdId, receivedAt),
    events: [eventOf(received, { type: "hold.released", data: { holdId, holdType } })],
  });
}
