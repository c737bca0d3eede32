import { LocalDate } from "../kernel/time.ts";
import { fixed, last, nth } from "./dates.ts";
import { easter } from "./easter.ts";
import type { Calendar } from "./model.ts";
import { onTheNextFreeWeekday } from "./observed.ts";

const MONDAY = 0;

const statute = "Banking and Financial Dealings Act 1971, Schedule 1, paragraph 1";
const proclamation = "Banking and Financial Dealings Act 1971, section 1(3)";
const commonLaw = "a holiday at common law; substitute by proclamation";

/** Bank and public holidays in England and Wales, with the days that were proclaimed once since 2023. */
export const england: Calendar = {
  says: "bank holidays in England and Wales, Banking and Financial Dealings Act 1971",
  observed: onTheNextFreeWeekday,
  rules: [
    { name: "New Year's Day", cites: proclamation, on: fixed(1, 1) },
    { name: "Good Friday", cites: commonLaw, on: easter(-2) },
    { name: "Easter Monday", cites: statute, on: easter(1) },
    { name: "Early May bank holiday", cites: proclamation, on: nth(1, MONDAY, 5) },
    { name: "Spring bank holiday", cites: statute, on: last(MONDAY, 5) },
    { name: "Summer bank holiday", cites: statute, on: last(MONDAY, 8) },
    { name: "Christmas Day", cites: commonLaw, on: fixed(12, 25) },
    { name: "Boxing Day", cites: statute, on: fixed(12, 26) },
  ],
  proclaimed: [{ date: LocalDate.parse("2023-05-08"), name: "Coronation of King Charles III" }],
};
