import { BUSINESS_DAY_MS, businessTimeBetween, plusBusinessTime } from "../calendars/business-time.ts";
import { calendarOf } from "../calendars/calendar-of.ts";
import type { Clock } from "../clocks/model.ts";
import type { Instant } from "../kernel/time.ts";
import type { Dispute } from "./model.ts";

/** Business days that the lender has to bring evidence, where the debtor lives. */
export const ANSWER_BUSINESS_DAYS = 5;

export const answerTime = (region: string, from: Instant) => ({
  lenderAnswerBy: plusBusinessTime(calendarOf(region), from, ANSWER_BUSINESS_DAYS * BUSINESS_DAY_MS),
  answerRule: `${ANSWER_BUSINESS_DAYS} business days, UTC; left out: weekends and ${calendarOf(region).says}.`,
});

/** Where a debtor lives, and what time it is. */
type At = { readonly region: string; readonly now: Instant };

/** The lender's time stops. What was due already has nothing left. */
export function paused({ lenderAnswerBy, ...dispute }: Dispute, { region, now }: At): Dispute {
  if (lenderAnswerBy === undefined) return dispute;
  return {
    ...dispute,
    answerMillisecondsLeft: businessTimeBetween(calendarOf(region), now, lenderAnswerBy),
  };
}

/** The lender's time goes on with what was left. */
export function resumed({ answerMillisecondsLeft, ...dispute }: Dispute, { region, now }: At): Dispute {
  if (answerMillisecondsLeft === undefined) return dispute;
  return { ...dispute, lenderAnswerBy: plusBusinessTime(calendarOf(region), now, answerMillisecondsLeft) };
}

/** The lender has some business days more, whether its clock runs or stands still. */
export function lengthened(dispute: Dispute, region: string, days: number): Dispute {
  const { lenderAnswerBy, answerMillisecondsLeft } = dispute;
  const more = days * BUSINESS_DAY_MS;
  return {
    ...dispute,
    ...(lenderAnswerBy !== undefined && {
      lenderAnswerBy: plusBusinessTime(calendarOf(region), lenderAnswerBy, more),
    }),
    ...(answerMillisecondsLeft !== undefined && { answerMillisecondsLeft: answerMillisecondsLeft + more }),
  };
}

/** The lender's clock as it is due now. */
export const answerClock = ({ accountId, disputeId, lenderAnswerBy }: Dispute): readonly Clock[] =>
  lenderAnswerBy === undefined
    ? []
    : [{ accountId, kind: "LENDER_ANSWER", ref: disputeId, dueAt: lenderAnswerBy }];
