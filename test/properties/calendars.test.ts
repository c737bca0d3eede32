import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  BUSINESS_DAY_MS,
  businessTimeBetween,
  isBusinessDay,
  plusBusinessTime,
} from "../../shared/calendars/business-time.ts";
import { calendarOf } from "../../shared/calendars/calendar-of.ts";
import { dateOf, instantOf } from "../../shared/kernel/time.ts";

const calendar = fc.constantFrom("US", "GB", "CN", "IN", "FR", "BR").map(calendarOf);
const moment = fc
  .integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2045, 0, 1) })
  .map((epochMs) => instantOf(epochMs));
const time = fc.integer({ min: 0, max: 30 * BUSINESS_DAY_MS });

describe("business time", () => {
  it("never ends on a weekend or a holiday", () => {
    fc.assert(
      fc.property(calendar, moment, fc.integer({ min: 0, max: 30 }), (one, from, days) => {
        const due = plusBusinessTime(one, from, days * BUSINESS_DAY_MS);
        expect(isBusinessDay(one, dateOf(due))).toBe(true);
        expect(due >= from).toBe(true);
      }),
    );
  });

  it("never ends earlier when it begins later or is longer", () => {
    fc.assert(
      fc.property(calendar, fc.tuple(moment, moment), fc.tuple(time, time), (one, [a, b], [s, t]) => {
        const [from, to] = [a < b ? a : b, a < b ? b : a];
        const [less, more] = [Math.min(s, t), Math.max(s, t)];
        expect(plusBusinessTime(one, from, less) <= plusBusinessTime(one, to, more)).toBe(true);
      }),
    );
  });

  it("has as much between its ends as was added", () => {
    fc.assert(
      fc.property(calendar, moment, time, (one, from, given) => {
        expect(businessTimeBetween(one, from, plusBusinessTime(one, from, given))).toBe(given);
      }),
    );
  });

  it("keeps what was left when it is stopped and goes on later", () => {
    fc.assert(
      fc.property(calendar, moment, fc.tuple(time, time, time), (one, from, [given, ran, stood]) => {
        const due = plusBusinessTime(one, from, given);
        const stoppedAt = plusBusinessTime(one, from, Math.min(ran, given));
        const left = businessTimeBetween(one, stoppedAt, due);
        const resumedAt = plusBusinessTime(one, stoppedAt, stood);
        const dueThen = plusBusinessTime(one, resumedAt, left);
        expect(left).toBe(given - Math.min(ran, given));
        expect(businessTimeBetween(one, resumedAt, dueThen)).toBe(left);
      }),
    );
  });
});
