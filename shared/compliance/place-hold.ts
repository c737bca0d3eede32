import type { AccountStep, Known } from "../accounts/account-step.ts";
import { lifecycleTransitions, type Account } from "../accounts/model.ts";
import type { Clock } from "../clocks/model.ts";
import { holdIdOf, type LenderId } from "../kernel/ids.ts";
import { refuse, type Refusal } from "../kernel/problems.ts";
import { ok, type Result } from "../kernel/result.ts";
import { plusHours } from "../kernel/time.ts";
import { allowedEvents } from "../kernel/transitions.ts";
import { currentHolder, holderEvent, ownEvent, type By, type Holder } from "../placements/holder.ts";
import { HOLD_ACKNOWLEDGE_HOURS, HOLD_COUNT_MAX, type Hold } from "./hold.ts";
import type { PlaceHoldRequest } from "./wire.ts";

/**
 * The lender stops the work on an account. The hold is effective at once in the gateway; who has the account is
 * ordered to stop in the same transaction and has a clock to say that it did.
 * @returns refusal `invalid-transition` for an account that nobody can work, or that carries too many holds
 */
export function placeHold(
  { account }: Known,
  request: PlaceHoldRequest,
  by: By & { readonly lenderId: LenderId },
): Result<AccountStep, Refusal> {
  if (!holdable.has(account.lifecycle) || account.holds.length >= HOLD_COUNT_MAX) return notHoldable(account);
  const holder = currentHolder(account);
  const { accountId, sequence } = account;
  const hold: Hold = {
    holdId: holdIdOf(accountId, sequence + 1),
    type: request.type,
    state: holder ? "ORDERED" : "PLACED",
    owner: { kind: "LENDER", id: by.lenderId },
    placedAt: by.now,
    ...(request.until !== undefined && { until: request.until }),
  };
  const { holdId, type: holdType } = hold;
  const placed = ownEvent(by, {
    type: "hold.placed",
    data: { holdId, holdType, reason: request.reason, ...(request.until && { until: request.until }) },
  });
  return ok({
    account: { ...account, holds: [...account.holds, hold] },
    events: holder ? [placed, ordered(hold, holder, by)] : [placed],
    clocksStarted: [
      ...(holder ? [acknowledgementClock(account, hold, by)] : []),
      ...(request.until
        ? [{ accountId, kind: "HOLD_EXPIRY" as const, ref: holdId, dueAt: request.until }]
        : []),
    ],
  });
}

/** Under these an agency works the account, or may get it. */
const holdable: ReadonlySet<Account["lifecycle"]> = new Set([
  "ELIGIBLE",
  "OFFERED",
  "INFO_REQUIRED",
  "ACTIVE",
]);

const acknowledgeBy = ({ now }: By) => plusHours(now, HOLD_ACKNOWLEDGE_HOURS);

const acknowledgementClock = ({ accountId }: Account, { holdId }: Hold, by: By): Clock => ({
  accountId,
  kind: "HOLD_ACKNOWLEDGEMENT",
  ref: holdId,
  dueAt: acknowledgeBy(by),
});

const ordered = ({ holdId, type }: Hold, holder: Holder, by: By) =>
  holderEvent(by, holder, {
    type: "hold.ordered",
    data: { holdId, holdType: type, acknowledgeBy: acknowledgeBy(by) },
  });

export const notHoldable = ({ lifecycle, holds }: Account): Result<never, Refusal> =>
  refuse({
    code: "invalid-transition",
    detail:
      holds.length >= HOLD_COUNT_MAX
        ? `An account carries at most ${HOLD_COUNT_MAX} holds.`
        : `Nobody works an account that is ${lifecycle}.`,
    extra: { from: lifecycle, event: "place-hold", allowed: allowedEvents(lifecycleTransitions, lifecycle) },
  });
