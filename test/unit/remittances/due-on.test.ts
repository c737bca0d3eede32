import { describe, expect, it } from "vitest";
import { Currency } from "../../../shared/kernel/money.ts";
import { LocalDate } from "../../../shared/kernel/time.ts";
import { dueOnOf } from "../../../shared/remittances/due-on.ts";

const due = (
  remittanceSchedule: "DAILY" | "WEEKLY" | "MONTHLY",
  remittanceDueDays: number,
  { from, currency = "USD" }: { readonly from: string; readonly currency?: string },
): string =>
  dueOnOf(
    { remittanceSchedule, remittanceDueDays },
    {
      currency: Currency.parse(currency),
      period: { from: LocalDate.parse(from), to: LocalDate.parse("2027-12-31") },
    },
  );

describe("an advice's money is due", () => {
  it.each([
    ["the 15th of the next month", due("MONTHLY", 15, { from: "2026-03-01" }), "2026-04-15"],
    ["however late in its month it begins", due("MONTHLY", 15, { from: "2026-03-31" }), "2026-04-15"],
    ["in February, too", due("MONTHLY", 0, { from: "2028-02-01" }), "2028-02-29"],
    ["days after a week's Sunday", due("WEEKLY", 3, { from: "2026-03-03" }), "2026-03-11"],
    ["and a Sunday is in its own week", due("WEEKLY", 2, { from: "2026-03-08" }), "2026-03-10"],
    ["days after a day", due("DAILY", 1, { from: "2026-03-03" }), "2026-03-04"],
    ["on Monday where that is a Saturday", due("DAILY", 1, { from: "2026-03-06" }), "2026-03-09"],
    ["after a holiday of the currency's banks", due("DAILY", 0, { from: "2026-07-03" }), "2026-07-06"],
    ["which others do not have", due("DAILY", 0, { from: "2026-07-03", currency: "EUR" }), "2026-07-03"],
    [
      "after Easter, where it is kept",
      due("DAILY", 0, { from: "2026-04-03", currency: "EUR" }),
      "2026-04-07",
    ],
  ])("%s", (_when, found, expected) => {
    expect(found).toBe(expected);
  });
});
