import type { AccountStep, Known } from "../accounts/account-step.ts";
import { lifecycleTransitions, type Account } from "../accounts/model.ts";
import type { EventDraft } from "../kernel/event.ts";
import type { LenderId } from "../kernel/ids.ts";
import { refuse, type Refusal } from "../kernel/problems.ts";
import { ok, type Result } from "../kernel/result.ts";
import { utc, type Instant } from "../kernel/time.ts";
import { allowedEvents } from "../kernel/transitions.ts";
import { ownEvent, type By } from "../placements/holder.ts";
import { HOLD_COUNT_MAX, type Hold } from "./hold.ts";
import { putHold } from "./put-hold.ts";
import type { PlaceHoldRequest } from "./wire.ts";

/**
 * The lender stops the work on an account. The hold is effective at once in the gateway; who has the account is
 * ordered to stop in the same transaction and has a clock to say that it did.
 * @returns refusals `invalid-transition` for an account that nobody can work, or that carries too many holds;
 * `invalid-request` for a time that is over
 */
export function placeHold(
  { account }: Known,
  request: PlaceHoldRequest,
  by: By & { readonly lenderId: LenderId },
): Result<AccountStep, Refusal> {
  if (!isHoldable(account) || account.holds.length >= HOLD_COUNT_MAX) return notHoldable(account);
  const { type, reason } = request;
  const until = request.until && utc(request.until);
  if (until !== undefined && until <= by.now) return isOver(until);
  const owner = { kind: "LENDER" as const, id: by.lenderId };
  const { hold, ...put } = putHold(account, { type, owner, ...(until !== undefined && { until }) }, by);
  return ok({ ...put, events: [holdPlaced(hold, { reason }, by), ...put.events] });
}

const isOver = (until: Instant): Result<never, Refusal> =>
  refuse({
    code: "invalid-request",
    detail: `A hold until ${until} would be over already.`,
    errors: [{ pointer: "/until", code: "in-the-past", detail: "must lie ahead" }],
  });

/** That a hold stands, with why. */
export const holdPlaced = (
  { holdId, type, until }: Hold,
  why: Readonly<Record<string, string>>,
  by: By,
): EventDraft =>
  ownEvent(by, {
    type: "hold.placed",
    data: { holdId, holdType: type, ...why, ...(until !== undefined && { until }) },
  });

/** Under these an agency works the account, or may get it. */
const workable: ReadonlySet<Account["lifecycle"]> = new Set([
  "ELIGIBLE",
  "OFFERED",
  "INFO_REQUIRED",
  "ACTIVE",
]);

export const isHoldable = ({ lifecycle }: Account): boolean => workable.has(lifecycle);

export const notHoldable = ({ lifecycle, holds }: Account): Result<never, Refusal> =>
  refuse({
    code: "invalid-transition",
    detail:
      holds.length >= HOLD_COUNT_MAX
        ? `An account carries at most ${HOLD_COUNT_MAX} holds.`
        : `Nobody works an account that is ${lifecycle}.`,
    extra: { from: lifecycle, event: "place-hold", allowed: allowedEvents(lifecycleTransitions, lifecycle) },
  });
