import { fixed } from "./dates.ts";
import { easter } from "./easter.ts";
import type { Calendar, HolidayRule } from "./model.ts";
import { asItFalls } from "./observed.ts";

const cites = "ECB, long-term calendar for TARGET closing days (press release of 14 December 2000)";

const rule = (name: string, on: HolidayRule["on"]): HolidayRule => ({ name, cites, on });

/** The days on which the euro's payment system rests: what the members' holidays have in common. None moves. */
export const target: Calendar = {
  says: "TARGET closing days of the Eurosystem; a member's own holidays are not among them",
  observed: asItFalls,
  rules: [
    rule("New Year's Day", fixed(1, 1)),
    rule("Good Friday", easter(-2)),
    rule("Easter Monday", easter(1)),
    rule("Labour Day", fixed(5, 1)),
    rule("Christmas Day", fixed(12, 25)),
    rule("26 December", fixed(12, 26)),
  ],
};
