import type { Account } from "../accounts/model.ts";
import type { Clock } from "../clocks/model.ts";
import { plusDays, type Instant } from "../kernel/time.ts";
import { withoutOverdue } from "./information-clock.ts";
import type { Placement, PlacementChange } from "./model.ts";

/** How a placement can end, and where that leaves its account. */
const lifecycleAfter = {
  DECLINED: "ELIGIBLE",
  TIMED_OUT: "ELIGIBLE",
  CLOSED: "CLOSED",
  RECALLED: "RECALLED",
} as const satisfies Partial<Record<Placement["state"], Account["lifecycle"]>>;

export type Ending = {
  readonly account: Account;
  readonly placement: PlacementChange;
  readonly clocksStarted: readonly Clock[];
};

/**
 * Ends a placement: its agency has the account no more, and from then on runs the time in which payments are
 * still its own, the time in which it deletes the debtor's data, and the time until the account is final.
 */
export function end(
  { account, placement }: { readonly account: Account; readonly placement: Placement },
  how: { readonly state: keyof typeof lifecycleAfter; readonly at: Instant; readonly code: string },
): Ending {
  const { tailDays, deletionDays, reversalReserveDays } = placement.terms;
  const { placement: _ended, recall, ...free } = account;
  const { accountId } = account;
  const { at, code, state } = how;
  const tailUntil = plusDays(at, tailDays);
  const deleteBy = plusDays(at, deletionDays);
  const isFinal = state === "CLOSED" || state === "RECALLED";
  const finalizeAt = plusDays(at, Math.max(tailDays, deletionDays, reversalReserveDays));
  return {
    account: {
      ...free,
      attention: withoutOverdue(account.attention),
      lifecycle: lifecycleAfter[state],
      ...(state === "RECALLED" && recall && { recall: { ...recall, state: "FINAL", finalAt: at } }),
    },
    placement: {
      placementId: placement.placementId,
      lenderId: placement.lenderId,
      agencyId: placement.agencyId,
      usageShard: placement.usageShard,
      state,
      ended: { at, code, tailUntil, deleteBy },
    },
    clocksStarted: [
      { accountId, kind: "DELETION", ref: placement.placementId, dueAt: deleteBy },
      ...(isFinal ? [{ accountId, kind: "FINALIZATION" as const, ref: accountId, dueAt: finalizeAt }] : []),
    ],
  };
}
