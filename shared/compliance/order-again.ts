import type { AccountStep } from "../accounts/account-step.ts";
import type { Account } from "../accounts/model.ts";
import type { Hold } from "./hold.ts";
import { currentHolder, type By } from "../placements/holder.ts";
import { acknowledgementClock, ordered } from "./put-hold.ts";

/** An agency that gets an account back is ordered to stop under every hold that stands, whatever it said before. */
export function orderedAgain(account: Account, by: By): AccountStep {
  const holder = currentHolder(account);
  if (holder === undefined) return { account, events: [] };
  const holds = account.holds.map(fresh);
  return {
    account: { ...account, holds },
    events: holds.map((hold) => ordered(hold, holder, by)),
    clocksStarted: holds.map((hold) => acknowledgementClock(account, hold, by)),
    clocksStopped: account.holds
      .filter(({ state }) => state === "ESCALATED")
      .map(({ holdId }) => ({ kind: "HOLD_RECALL" as const, ref: holdId })),
  };
}

const fresh = ({ acknowledgedAt: _said, remindedAt: _told, ...hold }: Hold): Hold => ({
  ...hold,
  state: "ORDERED",
});
