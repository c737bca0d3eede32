import type { Account } from "../accounts/model.ts";
import { eventOf, type Outcome, type Received } from "../callbacks/outcome.ts";
import { refuse, type Refusal } from "../kernel/problems.ts";
import { ok, type Result } from "../kernel/result.ts";
import { next } from "../kernel/transitions.ts";
import { currentHolder } from "../placements/holder.ts";
import { arrangementTransitions, type ArrangementEvent } from "./model.ts";

/**
 * The agency tells how an agreement with the debtor stands. An active one guards the account against a recall
 * by mistake. @returns refusal `invalid-transition`
 */
export function reportArrangement(
  account: Account,
  received: Received<ArrangementEvent>,
): Result<Outcome, Refusal> {
  const { eventType, data, placementId } = received.callback;
  if (account.lifecycle !== "ACTIVE" || currentHolder(account)?.placementId !== placementId)
    return refuse({
      code: "invalid-transition",
      detail: "An arrangement needs an active placement of the agency.",
      extra: { from: account.lifecycle, event: eventType, allowed: [] },
    });
  const state = next(arrangementTransitions, account.arrangement, eventType);
  if (!state.ok) return state;
  return ok({
    account: { ...account, arrangement: state.value },
    events: [eventOf(received, { type: eventType, data: { ...data } })],
  });
}
