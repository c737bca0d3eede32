import { describe, expect, it } from "vitest";
import {
  dateOf,
  daysBetween,
  epochSeconds,
  Instant,
  instantOf,
  LocalDate,
  plusDays,
  plusHours,
  systemClock,
  utc,
} from "../../../shared/kernel/time.ts";
import { receiptExpiry } from "../../../shared/platform/time-to-live.ts";
import { at, on } from "../../support/builders.ts";

describe("instants", () => {
  it.each(["9999-12-31T23:59:59-00:01", "0001-01-01T00:00:00+00:01", "0000-06-01T00:00:00Z"])(
    "that lie beyond four digits of a year in UTC are none: %s",
    (text) => {
      expect(Instant.safeParse(text).success).toBe(false);
    },
  );

  it.each([
    "2026-03-01T09:30:00Z",
    "2026-03-01T09:30:00.123Z",
    "2026-03-01T10:30:00+01:00",
    "2024-02-29T00:00:00-11:30",
  ])("are RFC 3339: %s", (text) => {
    expect(Instant.safeParse(text).success).toBe(true);
  });

  it.each([
    "2026-03-01",
    "2026-03-01T09:30:00",
    "2026-03-01 09:30:00Z",
    "2026-02-29T00:00:00Z",
    "2026-13-01T00:00:00Z",
    "2026-03-01T25:00:00Z",
    "2026-03-01T09:30:00+0100",
    "1772357400",
    "",
  ])("are not %j", (text) => {
    expect(Instant.safeParse(text).success).toBe(false);
  });

  it("in UTC form sort as text in the order in which they happened", () => {
    const [early, late] = [at("2026-03-01T23:30:00+02:00"), at("2026-03-01T22:00:00Z")];
    expect(early > late).toBe(true);
    expect(utc(early) < utc(late)).toBe(true);
    expect(utc(early)).toBe("2026-03-01T21:30:00.000Z");
  });

  it("move by hours and days across months and daylight saving", () => {
    expect(plusHours(at("2026-02-28T23:00:00Z"), 2)).toBe("2026-03-01T01:00:00.000Z");
    expect(plusDays(at("2026-03-07T12:00:00-05:00"), 2)).toBe("2026-03-09T17:00:00.000Z");
  });

  it("become epoch seconds without rounding up", () => {
    expect(epochSeconds(at("1970-01-01T00:00:01.999Z"))).toBe(1);
    expect(instantOf(0)).toBe("1970-01-01T00:00:00.000Z");
  });

  it("of the system clock are now", () => {
    const before = Date.now();
    const told = Date.parse(systemClock.now());
    expect(told).toBeGreaterThanOrEqual(before);
    expect(told).toBeLessThanOrEqual(Date.now());
  });
});

describe("business dates", () => {
  it("are calendar days, without a zone", () => {
    expect(LocalDate.safeParse("2024-02-29").success).toBe(true);
    for (const text of ["2026-02-29", "2026-3-1", "01.03.2026", "2026-03-01T00:00:00Z"])
      expect(LocalDate.safeParse(text).success).toBe(false);
  });

  it("of a moment are taken in UTC", () => {
    expect(dateOf(at("2026-03-01T23:30:00-02:00"))).toBe("2026-03-02");
  });

  it("are whole days apart, leap days counted, backwards negative", () => {
    expect(daysBetween(on("2024-02-28"), on("2024-03-01"))).toBe(2);
    expect(daysBetween(on("2026-03-02"), on("2026-03-01"))).toBe(-1);
    expect(daysBetween(on("2026-03-29"), on("2026-03-30"))).toBe(1);
    expect(daysBetween(on("2026-03-02"), on("2026-03-02"))).toBe(0);
  });
});

describe("what is remembered of a request", () => {
  it("outlives every retry and replay of an agency by days", () => {
    const taken = at("2026-03-01T00:00:00Z");
    expect(receiptExpiry(taken) - epochSeconds(taken)).toBe(35 * 24 * 3600);
  });
});
