import type { AccountStep, Known } from "../accounts/account-step.ts";
import { lifecycleTransitions } from "../accounts/model.ts";
import type { Refusal } from "../kernel/problems.ts";
import { ok, type Result } from "../kernel/result.ts";
import { next } from "../kernel/transitions.ts";
import { ownEvent, type By } from "./holder.ts";

/**
 * The lender wants an account looked at again that no agency has: its policy, a contract or a licence changed, and
 * of those no clock knows. One that waits for an agency is looked at as well, without waiting for its day.
 * @returns refusal `invalid-transition`
 */
export function screenAgain({ account }: Known, by: By): Result<AccountStep, Refusal> {
  const waits = account.lifecycle === "ELIGIBLE";
  const state = next(lifecycleTransitions, account.lifecycle, "rescreen");
  if (!waits && !state.ok) return state;
  return ok({
    account,
    events: [
      {
        ...ownEvent(by, { type: "account.rescreen_requested", data: {} }),
        route: { queue: "placements", group: account.accountId },
      },
    ],
  });
}
