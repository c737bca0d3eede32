import { bankCalendarOf } from "../calendars/banking-days.ts";
import { BUSINESS_DAY_MS, plusBusinessTime } from "../calendars/business-time.ts";
import type { Currency } from "../kernel/money.ts";
import { dateOf, daysBetween, type Instant } from "../kernel/time.ts";
import type { Severity } from "../reconciliation/wire.ts";
import { isOpenBreak, type BreakRecord } from "./model.ts";
import type { AgeBucket } from "./wire.ts";

/** Business days in which a break is to be resolved. */
export const dueBusinessDays: Readonly<Record<Severity, number>> = {
  CRITICAL: 1,
  HIGH: 2,
  MEDIUM: 5,
  LOW: 20,
};

export const dueAtOf = (severity: Severity, currency: Currency, from: Instant): Instant =>
  plusBusinessTime(bankCalendarOf(currency), from, dueBusinessDays[severity] * BUSINESS_DAY_MS);

export const isOverdue = (record: Pick<BreakRecord, "state" | "dueAt">, now: Instant): boolean =>
  isOpenBreak(record) && record.dueAt < now;

/** The last day of each bucket; the last bucket has none. */
const buckets: readonly (readonly [AgeBucket, number])[] = [
  ["0-1", 1],
  ["2-5", 5],
  ["6-10", 10],
  ["11-30", 30],
];

/** Days in UTC from when it was first seen: what is opened again is as old as it was. */
export function ageOf({ firstSeenAt }: Pick<BreakRecord, "firstSeenAt">, now: Instant): AgeBucket {
  const days = daysBetween(dateOf(firstSeenAt), dateOf(now));
  return buckets.find(([, last]) => days <= last)?.[0] ?? "31+";
}
