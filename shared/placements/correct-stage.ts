import type { Known } from "../accounts/account-step.ts";
import type { Decided } from "../accounts/change-account.ts";
import { STAGE_CHANGED } from "../commissions/legal-stage.ts";
import { watched } from "../commissions/watched.ts";
import { accountIdOf, placementNumberOf } from "../kernel/ids.ts";
import { refuse, type Refusal } from "../kernel/problems.ts";
import { ok, type Result } from "../kernel/result.ts";
import { utc } from "../kernel/time.ts";
import { ownEvent, type By } from "./holder.ts";
import type { StageRequest } from "./wire.ts";

/**
 * The lender says since when a placement is in which stage of the law, for a court or a bailiff told it, or since what
 * the agency said is not so. It counts like the agency's word: of one moment, what was said last.
 * @returns refusal `invalid-request` for a placement of another account
 */
export function correctStage(
  { account }: Known,
  { placementId, legalStage, effectiveAt, reason }: StageRequest,
  by: By,
): Result<Decided, Refusal> {
  if (utc(effectiveAt) > by.now)
    return refuse({
      code: "invalid-request",
      detail: "A stage begins when it is said at the latest.",
      errors: [{ pointer: "/effectiveAt", code: "in-the-future", detail: "must not lie ahead" }],
    });
  const isOurs =
    accountIdOf(placementId) === account.accountId &&
    placementNumberOf(placementId) <= account.holders.length;
  if (!isOurs)
    return refuse({
      code: "invalid-request",
      detail: "The account has no such placement.",
      errors: [{ pointer: "/placementId", code: "other-account", detail: "is no placement of the account" }],
    });
  const event = ownEvent(by, { type: STAGE_CHANGED, data: { placementId, legalStage, reason } });
  return ok({
    account,
    events: [{ ...event, effectiveAt }],
    records: [watched(account, by.now)],
  });
}
