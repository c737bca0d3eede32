import { fixed, last, nth } from "./dates.ts";
import type { Calendar, HolidayRule } from "./model.ts";
import { onTheNearestWeekday } from "./observed.ts";

const MONDAY = 0;
const THURSDAY = 3;

const cites = "5 U.S.C. § 6103(a)";

const rule = (name: string, on: HolidayRule["on"], since?: number): HolidayRule => ({
  name,
  cites,
  on,
  ...(since !== undefined && { since }),
});

/** The holidays of the federal government. A Saturday's is observed before: § 6103(b); a Sunday's after: E.O. 11582. */
export const unitedStates: Calendar = {
  says: "United States federal holidays, 5 U.S.C. § 6103",
  observed: onTheNearestWeekday,
  rules: [
    rule("New Year's Day", fixed(1, 1)),
    rule("Birthday of Martin Luther King, Jr.", nth(3, MONDAY, 1)),
    rule("Washington's Birthday", nth(3, MONDAY, 2)),
    rule("Memorial Day", last(MONDAY, 5)),
    rule("Juneteenth National Independence Day", fixed(6, 19), 2021),
    rule("Independence Day", fixed(7, 4)),
    rule("Labor Day", nth(1, MONDAY, 9)),
    rule("Columbus Day", nth(2, MONDAY, 10)),
    rule("Veterans Day", fixed(11, 11)),
    rule("Thanksgiving Day", nth(4, THURSDAY, 11)),
    rule("Christmas Day", fixed(12, 25)),
  ],
};
