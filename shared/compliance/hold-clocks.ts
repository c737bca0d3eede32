import type { AccountStep, Known } from "../accounts/account-step.ts";
import { isOpen, withAttention, type Account } from "../accounts/model.ts";
import type { Clock } from "../clocks/model.ts";
import { plusHours } from "../kernel/time.ts";
import { currentHolder, holderEvent, ownEvent, type By, type Holder } from "../placements/holder.ts";
import { recalled } from "../placements/recall.ts";
import { HOLD_ACKNOWLEDGE_HOURS, HOLD_REMIND_HOURS, replacedHold, type Hold } from "./hold.ts";
import { released } from "./release-hold.ts";

/** The agency did not say that it stopped: it is told again, and when it stays silent a person hears of it. */
export function holdUnanswered(clock: Clock, { account }: Known, by: By): AccountStep | undefined {
  const hold = account.holds.find(({ holdId }) => holdId === clock.ref);
  if (hold?.state !== "ORDERED" || !isOpen(account)) return undefined;
  const holder = currentHolder(account);
  return hold.remindedAt === undefined && holder !== undefined
    ? reminded(clock, { account, hold, holder }, by)
    : escalated(clock, { account, hold }, by);
}

function reminded(
  clock: Clock,
  { account, hold, holder }: { readonly account: Account; readonly hold: Hold; readonly holder: Holder },
  by: By,
): AccountStep {
  const { holdId, type: holdType } = hold;
  const acknowledgeBy = plusHours(clock.dueAt, HOLD_ACKNOWLEDGE_HOURS - HOLD_REMIND_HOURS);
  return {
    account: { ...account, holds: replacedHold(account.holds, { ...hold, remindedAt: by.now }) },
    events: [holderEvent(by, holder, { type: "hold.reminded", data: { holdId, holdType, acknowledgeBy } })],
    clocksStarted: [{ ...clock, dueAt: acknowledgeBy, lenderId: account.lenderId }],
  };
}

/** From now on the agency may lose the account. */
function escalated(
  clock: Clock,
  { account, hold }: { readonly account: Account; readonly hold: Hold },
  by: By,
): AccountStep {
  const { accountId, lenderId } = account;
  const recallAt = plusHours(by.now, HOLD_ACKNOWLEDGE_HOURS);
  return {
    account: {
      ...account,
      holds: replacedHold(account.holds, { ...hold, state: "ESCALATED" }),
      attention: [...withAttention(account, "HOLD_NOT_ACKNOWLEDGED")],
    },
    events: [
      ownEvent(by, {
        type: "hold.escalated",
        data: {
          ...currentHolder(account),
          holdId: hold.holdId,
          owner: hold.owner,
          dueAt: clock.dueAt,
          recallAt,
        },
      }),
    ],
    clocksStarted: [{ accountId, kind: "HOLD_RECALL", ref: hold.holdId, dueAt: recallAt, lenderId }],
  };
}

/** It stayed silent: an agency that cannot be stopped must not have the account. */
export function holdIgnored(clock: Clock, known: Known, by: By): AccountStep | undefined {
  const hold = known.account.holds.find(({ holdId }) => holdId === clock.ref);
  if (hold?.state !== "ESCALATED" || !isOpen(known.account)) return undefined;
  return recalled(known, "HOLD_NOT_ACKNOWLEDGED", by);
}

/** A hold for a time is over. */
export function holdExpired(clock: Clock, { account }: Known, by: By): AccountStep | undefined {
  const hold = account.holds.find(({ holdId }) => holdId === clock.ref);
  return hold && released(account, hold, { ...by, reason: "EXPIRED" });
}
