import { describe, expect, it } from "vitest";
import { Currency } from "../../../shared/kernel/money.ts";
import { LocalDate } from "../../../shared/kernel/time.ts";
import { trustDepositOf } from "../../../shared/reconciliation/trust-deposit.ts";

const asked = (
  on: string,
  region?: string,
  { agreedDays, currency = "USD" }: { agreedDays?: number; currency?: string } = {},
) => trustDepositOf({ on: LocalDate.parse(on), currency: Currency.parse(currency), region, agreedDays });

describe("what an agency dates beyond any calendar", () => {
  it.each(["9990-01-01", "9999-12-31"])("is never due: %s", (on) => {
    for (const region of ["US-MI", "US-NC", "US-WA"])
      expect(asked(on, region, { agreedDays: 400 })).toBeUndefined();
  });

  it("is due as ever where calendars lead on", () => {
    expect(asked("9989-12-31", "US-MI", { agreedDays: 60 })?.dueOn).toBe("9990-01-04");
    expect(asked("0001-01-01", "US-WA")?.dueOn).toBe("0001-01-11");
  });
});

describe("what an agency collected is to be on its trust account", () => {
  it.each<readonly [string, Parameters<typeof asked>, string, string]>([
    [
      "in Michigan within three banking days",
      ["2026-03-05", "US-MI"],
      "2026-03-10",
      "3 banking days by MCL 339.909",
    ],
    [
      "in North Carolina within two",
      ["2026-03-05", "US-NC"],
      "2026-03-09",
      "2 banking days by N.C. Gen. Stat. 58-70-65",
    ],
    [
      "over a holiday, too",
      ["2026-07-02", "US-NC"],
      "2026-07-07",
      "2 banking days by N.C. Gen. Stat. 58-70-65",
    ],
    ["in Washington within ten days", ["2026-03-05", "US-WA"], "2026-03-15", "10 days by RCW 19.16.240"],
    [
      "as was agreed, where no law asks",
      ["2026-03-05", "US-CT", { agreedDays: 1 }],
      "2026-03-06",
      "1 banking days by the contract",
    ],
    [
      "as was agreed, where that is earlier",
      ["2026-03-05", "US-MI", { agreedDays: 1 }],
      "2026-03-06",
      "1 banking days by the contract",
    ],
    [
      "as the law has it, where that is earlier",
      ["2026-03-05", "US-MI", { agreedDays: 9 }],
      "2026-03-10",
      "3 banking days by MCL 339.909",
    ],
    [
      "by the calendar of its currency",
      ["2026-04-02", "DE-BY", { agreedDays: 1, currency: "EUR" }],
      "2026-04-07",
      "1 banking days by the contract",
    ],
    [
      "on the very day, where that was agreed",
      ["2026-03-05", "US-CT", { agreedDays: 0 }],
      "2026-03-05",
      "0 banking days by the contract",
    ],
  ])("%s", (...[, of, dueOn, rule]) => {
    expect(asked(...of)).toEqual({ dueOn, rule });
  });

  it("whenever, where neither law nor contract asks", () => {
    expect(asked("2026-03-05", "US-CT")).toBeUndefined();
    expect(asked("2026-03-05", "constructor")).toBeUndefined();
    expect(asked("2026-03-05")).toBeUndefined();
  });
});
