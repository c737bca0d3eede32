import { bankCalendarOf, onBankingDay } from "../calendars/banking-days.ts";
import { endOfMonth, endOfWeek, later } from "../calendars/dates.ts";
import type { LocalDate } from "../kernel/time.ts";
import type { PlacementTerms } from "../placements/wire.ts";
import type { AdviceBody } from "./wire.ts";

const endOf: Readonly<Record<PlacementTerms["remittanceSchedule"], (date: LocalDate) => LocalDate>> = {
  DAILY: (date) => date,
  WEEKLY: endOfWeek,
  MONTHLY: endOfMonth,
};

/**
 * By when an advice's money is due: so many days after the end of the contract's day, week or month in which the
 * advice's period begins, for what was collected first was due then; on a day on which banks do not work, the next
 * one on which they do.
 */
export const dueOnOf = (
  { remittanceSchedule, remittanceDueDays }: Pick<PlacementTerms, "remittanceSchedule" | "remittanceDueDays">,
  { currency, period }: Pick<AdviceBody, "currency" | "period">,
): LocalDate =>
  onBankingDay(bankCalendarOf(currency), later(endOf[remittanceSchedule](period.from), remittanceDueDays));
