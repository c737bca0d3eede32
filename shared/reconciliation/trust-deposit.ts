import { bankCalendarOf, bankingDaysAfter } from "../calendars/banking-days.ts";
import { isAtTheEnd, later } from "../calendars/dates.ts";
import type { Currency } from "../kernel/money.ts";
import type { LocalDate } from "../kernel/time.ts";

/** Until when money must be on the agency's trust account, and who says so. */
export type TrustDeposit = { readonly dueOn: LocalDate; readonly rule: string };

type Law = { readonly days: number; readonly counted: "BANKING" | "CALENDAR"; readonly cites: string };

/** What the law of the debtor's state asks, whatever the contract says. */
export const trustDepositLaws: Readonly<Record<string, Law>> = {
  "US-MI": { days: 3, counted: "BANKING", cites: "MCL 339.909" },
  "US-NC": { days: 2, counted: "BANKING", cites: "N.C. Gen. Stat. 58-70-65" },
  "US-WA": { days: 10, counted: "CALENDAR", cites: "RCW 19.16.240" },
};

type Collected = {
  readonly on: LocalDate;
  readonly currency: Currency;
  readonly region: string | undefined;
  /** Banking days by the terms that the placement keeps. */
  readonly agreedDays: number | undefined;
};

/** The earlier of what was agreed and what the law asks; nothing where neither asks for it. */
export function trustDepositOf({
  on,
  currency,
  region = "",
  agreedDays,
}: Collected): TrustDeposit | undefined {
  if (isAtTheEnd(on)) return undefined;
  const calendar = bankCalendarOf(currency);
  const law = Object.hasOwn(trustDepositLaws, region) ? trustDepositLaws[region] : undefined;
  const asked: TrustDeposit[] = [];
  if (agreedDays !== undefined)
    asked.push({
      dueOn: bankingDaysAfter(calendar, on, agreedDays),
      rule: `${agreedDays} banking days by the contract`,
    });
  if (law !== undefined)
    asked.push({
      dueOn: law.counted === "BANKING" ? bankingDaysAfter(calendar, on, law.days) : later(on, law.days),
      rule: `${law.days} ${law.counted === "BANKING" ? "banking days" : "days"} by ${law.cites}`,
    });
  return asked.toSorted((a, b) => (a.dueOn < b.dueOn ? -1 : 1))[0];
}
