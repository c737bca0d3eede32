import type { AccountStep, Known } from "../accounts/account-step.ts";
import { withAttention, type Account } from "../accounts/model.ts";
import { BUSINESS_DAY_MS, plusBusinessTime } from "../calendars/business-time.ts";
import { calendarOf } from "../calendars/calendar-of.ts";
import type { Clock } from "../clocks/model.ts";
import type { PlacementId } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";
import { currentHolder, ownEvent, type By } from "./holder.ts";

/** Business days that the lender has to answer what an agency asked, where the debtor lives. */
export const INFORMATION_BUSINESS_DAYS = 2;

/** That somebody at the lender must look: an agency waits for an answer, and nobody works the account. */
const OVERDUE = "INFORMATION_OVERDUE";

export const informationClock = (
  { accountId, region }: Account,
  placementId: PlacementId,
  from: Instant,
): Clock => ({
  accountId,
  kind: "INFORMATION",
  ref: placementId,
  dueAt: plusBusinessTime(calendarOf(region), from, INFORMATION_BUSINESS_DAYS * BUSINESS_DAY_MS),
});

/** The lender did not answer in time: a person hears of it, and the agency goes on waiting or declines. */
export function informationOverdue(clock: Clock, { account }: Known, by: By): AccountStep | undefined {
  const holder = currentHolder(account);
  if (account.lifecycle !== "INFO_REQUIRED" || holder?.placementId !== clock.ref) return undefined;
  return {
    account: { ...account, attention: [...withAttention(account, OVERDUE)] },
    events: [
      ownEvent(by, {
        type: "placement.information_overdue",
        data: { placementId: holder.placementId, dueAt: clock.dueAt },
      }),
    ],
  };
}

/** Nobody waits for an answer any more. */
export const withoutOverdue = (attention: readonly string[]): string[] =>
  attention.filter((code) => code !== OVERDUE);
