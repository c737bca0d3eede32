import type { Account } from "../accounts/model.ts";
import type { HoldId } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";

/** As many as a contact that is reported late may fall into; more would weigh on every callback. */
const FORMER_HOLD_COUNT_MAX = 4;

/** The account without the hold, which is remembered: a contact that is reported late may have broken it. */
export function endHold(account: Account, holdId: HoldId | undefined, endedAt: Instant): Account {
  const hold = account.holds.find((one) => one.holdId === holdId);
  if (hold === undefined) return account;
  const former = { holdId: hold.holdId, placedAt: hold.placedAt, endedAt };
  return {
    ...account,
    holds: account.holds.filter((one) => one !== hold),
    formerHolds: [...(account.formerHolds ?? []), former].slice(-FORMER_HOLD_COUNT_MAX),
  };
}
