import { describe, expect, it } from "vitest";
import {
  holidayOn,
  isBusinessDay,
  plusBusinessTime,
  BUSINESS_DAY_MS,
} from "../../../shared/calendars/business-time.ts";
import { calendarOf } from "../../../shared/calendars/calendar-of.ts";
import { dateIn, later } from "../../../shared/calendars/dates.ts";
import { easterSunday } from "../../../shared/calendars/easter.ts";
import { Instant, LocalDate } from "../../../shared/kernel/time.ts";

const holidaysOf = (region: string, year: number): readonly string[] =>
  Array.from({ length: 366 }, (_, n) => later(dateIn(year, 1, 1), n))
    .filter((date) => date.startsWith(String(year)) && holidayOn(calendarOf(region), date) !== undefined)
    .map((date) => date.slice(5));

describe("Easter", () => {
  it.each(["1818-03-22", "1943-04-25", "2000-04-23", "2024-03-31", "2025-04-20", "2026-04-05", "2038-04-25"])(
    "is on %s",
    (date) => {
      expect(easterSunday(Number(date.slice(0, 4)))).toBe(date);
    },
  );
});

describe("the holidays of", () => {
  it.each([
    // opm.gov, federal holidays
    ["US-CA", 2026, "01-01 01-19 02-16 05-25 06-19 07-03 09-07 10-12 11-11 11-26 12-25"],
    ["US", 2027, "01-01 01-18 02-15 05-31 06-18 07-05 09-06 10-11 11-11 11-25 12-24 12-31"],
    // gov.uk, bank holidays in England and Wales
    ["GB", 2033, "01-03 04-15 04-18 05-02 05-30 08-29 12-26 12-27"],
    ["GB-ENG", 2023, "01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26"],
    ["GB-WLS", 2027, "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28"],
    // ecb.europa.eu, TARGET closing days
    ["DE-BY", 2026, "01-01 04-03 04-06 05-01 12-25 12-26"],
    ["IN-MH", 2026, "01-26 08-15 10-02"],
    ["BR", 2026, ""],
  ])("%s in %i are these", (region, year, dates) => {
    expect(holidaysOf(region, year).join(" ")).toBe(dates);
  });

  it("China have the days that the State Council arranged, with weekends that are worked", () => {
    const china = calendarOf("CN-31");
    const isOff = (date: string) => !isBusinessDay(china, LocalDate.parse(date));
    expect(["2026-02-16", "2026-02-23", "2026-04-06", "2026-06-19", "2026-10-07"].every(isOff)).toBe(true);
    expect(["2026-02-14", "2026-02-28", "2026-05-09", "2026-10-10", "2026-02-24"].some(isOff)).toBe(false);
    expect(["2027-01-01", "2027-10-01"].every(isOff)).toBe(true);
  });
});

describe("a time in business days", () => {
  const after = (region: string, from: string, days: number) =>
    plusBusinessTime(calendarOf(region), Instant.parse(from), days * BUSINESS_DAY_MS);

  it.each([
    ["a plain week", "US", "2026-03-02T12:00:00.000Z", "2026-03-09T12:00:00.000Z"],
    ["Thanksgiving", "US-NY", "2026-11-23T12:00:00.000Z", "2026-12-01T12:00:00.000Z"],
    ["Easter", "GB", "2026-04-01T09:00:00.000Z", "2026-04-10T09:00:00.000Z"],
    ["a weekend that it begins on", "BR", "2026-03-07T12:00:00.000Z", "2026-03-16T00:00:00.000Z"],
  ])("passes over %s", (_what, ...[region, from, to]) => {
    expect(after(region, from, 5)).toBe(to);
  });

  it("says so where no holidays are known", () => {
    expect(calendarOf("BR").says).toBe("weekends only: no holidays are known for BR");
    expect(calendarOf("GB-SCT").says).toContain("no holidays are known for GB-SCT");
  });
});
