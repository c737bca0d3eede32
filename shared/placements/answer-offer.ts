import {
  lifecycleTransitions,
  nextPlacementNumber,
  type Account,
  type CurrentPlacement,
} from "../accounts/model.ts";
import { eventOf, outstandingOf, type Outcome, type Received } from "../callbacks/outcome.ts";
import { placementNumberOf, type PlacementId } from "../kernel/ids.ts";
import { refuse, type Refusal } from "../kernel/problems.ts";
import { ok, type Result } from "../kernel/result.ts";
import { next } from "../kernel/transitions.ts";
import { end } from "./end.ts";
import { informationClock } from "./information-clock.ts";
import type { Placement, PlacementChange } from "./model.ts";

/** An account and the placement that a callback names. */
export type Standing = { readonly account: Account; readonly placement?: Placement };

/**
 * The agency takes the account. Its balance must be ours to the cent; if it is not, the offer stands, the
 * difference is recorded and the answer says what we have.
 */
export function acknowledge(
  account: Account,
  received: Received<"placement.acknowledged">,
): Result<Outcome, Refusal> {
  const { callback, receivedAt } = received;
  const current = currentPlacement(account, callback.placementId, "acknowledge");
  if (!current.ok) return current;
  const { balance, agencyCaseRef } = callback.data;
  const ours = outstandingOf(account);
  if (balance.amount !== ours || balance.currency !== account.currency)
    return ok({
      account,
      events: [
        eventOf(received, {
          type: "placement.acknowledgement_mismatched",
          data: { theirs: balance, ours: { amount: ours, currency: account.currency } },
        }),
      ],
      answer: { reason: "balance-mismatch" },
    });
  return ok({
    account: { ...account, lifecycle: "ACTIVE", worked: nextPlacementNumber(account) },
    events: [eventOf(received, { type: "placement.acknowledged", data: { balance } })],
    placement: {
      ...changeOf(account, current.value, callback.placementId),
      state: "ACTIVE",
      acknowledgedAt: receivedAt,
      ...(agencyCaseRef !== undefined && { agencyCaseRef }),
    },
    clocksStopped: [{ kind: "ACKNOWLEDGEMENT", ref: callback.placementId }],
  });
}

/** The agency does not take the account: it goes back and is offered to another. */
export function decline(
  { account, placement }: Standing,
  received: Received<"placement.declined">,
): Result<Outcome, Refusal> {
  const { callback, receivedAt } = received;
  const current = currentPlacement(account, callback.placementId, "decline");
  if (!current.ok) return current;
  if (placement === undefined) throw new Error(`${callback.placementId} is not there`);
  const { code, text } = callback.data;
  return ok({
    ...end({ account, placement }, { state: "DECLINED", at: receivedAt, code }),
    events: [
      eventOf(received, {
        type: "placement.declined",
        data: { code, ...(text !== undefined && { text }) },
        route: { queue: "placements", group: account.accountId },
      }),
    ],
    clocksStopped: [{ kind: "ACKNOWLEDGEMENT", ref: callback.placementId }],
  });
}

/** The agency wants to know more before it decides: its own time stops, and the lender's runs. */
export function requestInformation(
  account: Account,
  received: Received<"placement.info_requested">,
): Result<Outcome, Refusal> {
  const { callback } = received;
  const current = currentPlacement(account, callback.placementId, "request-information");
  if (!current.ok) return current;
  const { code, text, fields } = callback.data;
  const clock = informationClock(account, callback.placementId, received.receivedAt);
  return ok({
    account: { ...account, lifecycle: "INFO_REQUIRED" },
    events: [
      eventOf(received, {
        type: "placement.information_requested",
        data: { code, fields, answerBy: clock.dueAt, ...(text !== undefined && { text }) },
      }),
    ],
    placement: { ...changeOf(account, current.value, callback.placementId), state: "INFO_REQUIRED" },
    clocksStarted: [clock],
    clocksStopped: [{ kind: "ACKNOWLEDGEMENT", ref: callback.placementId }],
  });
}

/** The placement named must be the one that the account has now, in a state that allows the event. */
export function currentPlacement(
  account: Account,
  placementId: PlacementId,
  event: keyof typeof lifecycleTransitions,
): Result<CurrentPlacement, Refusal> {
  const state = next(lifecycleTransitions, account.lifecycle, event);
  if (!state.ok) return state;
  const current = account.placement;
  if (current === undefined || current.number !== placementNumberOf(placementId))
    return refuse({
      code: "invalid-transition",
      detail: `${placementId} is not the account's current placement.`,
      extra: { from: "ENDED", event, allowed: [] },
    });
  return ok(current);
}

export const changeOf = (
  account: Account,
  current: CurrentPlacement,
  placementId: PlacementId,
): Omit<PlacementChange, "state"> => ({
  placementId,
  lenderId: account.lenderId,
  agencyId: current.agencyId,
  usageShard: current.usageShard,
});
