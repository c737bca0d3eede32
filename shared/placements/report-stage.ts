import type { Account } from "../accounts/model.ts";
import { eventOf, type Outcome, type Received } from "../callbacks/outcome.ts";
import { STAGE_CHANGED } from "../commissions/legal-stage.ts";
import { refuse, type Refusal } from "../kernel/problems.ts";
import { ok, type Result } from "../kernel/result.ts";

/**
 * The agency says since when its placement is in which stage of the law: payments of that day and later bear the
 * commission of the stage. It may say so late, after the placement's end as well.
 * @returns refusal `invalid-transition`
 */
export function reportStage(
  account: Account,
  received: Received<"placement.stage_changed">,
): Result<Outcome, Refusal> {
  const { eventType, data } = received.callback;
  if (account.lifecycle === "OFFERED" || account.lifecycle === "INFO_REQUIRED")
    return refuse({
      code: "invalid-transition",
      detail: "A stage needs a placement that the agency acknowledged.",
      extra: { from: account.lifecycle, event: eventType, allowed: [] },
    });
  const event = eventOf(received, { type: STAGE_CHANGED, data: { ...data } });
  return ok({ account, events: [event], movesCommission: true });
}
