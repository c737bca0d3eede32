import { describe, expect, it } from "vitest";
import { firstDayOf, lastDayOf, Month, monthOf, monthsAfter } from "../../../shared/kernel/months.ts";
import { on } from "../../support/builders.ts";

const month = (text: string): Month => Month.parse(text);

describe("a month", () => {
  it.each([
    ["2026-02", "2026-02-28"],
    ["2028-02", "2028-02-29"],
    ["2026-04", "2026-04-30"],
    ["2026-12", "2026-12-31"],
    ["0001-01", "0001-01-31"],
    ["9998-12", "9998-12-31"],
  ])("%s ends on %s", (text, last) => {
    expect(lastDayOf(month(text))).toBe(last);
    expect(firstDayOf(month(text))).toBe(`${text}-01`);
    expect(monthOf(on(last))).toBe(text);
  });

  it.each([
    ["2026-12", 1, "2027-01"],
    ["2026-01", -1, "2025-12"],
    ["2026-06", 18, "2027-12"],
    ["2026-06", -18, "2024-12"],
    ["2026-06", 0, "2026-06"],
  ])("%s and %i more is %s", (from, count, to) => {
    expect(monthsAfter(month(from), count)).toBe(to);
  });

  it.each(["2026-13", "2026-00", "2026-1", "0000-01", "9999-12", "2026-02-01", ""])("is not %j", (text) => {
    expect(Month.safeParse(text).success).toBe(false);
  });
});
