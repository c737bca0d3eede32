import { describe, expect, it } from "vitest";
import { Currency } from "../../../shared/kernel/money.ts";
import { LocalDate } from "../../../shared/kernel/time.ts";
import { horizonOf } from "../../../shared/payments/horizon.ts";

const of = (method: Parameters<typeof horizonOf>[0]["method"], currency = "USD", on = "2026-07-02") => {
  const { provisionalUntil, reversibleUntil } = horizonOf({
    method,
    on: LocalDate.parse(on),
    currency: Currency.parse(currency),
    reserveDays: 45,
  });
  return [provisionalUntil, reversibleUntil];
};

describe("a payment may go back", () => {
  it.each([
    ["by ACH two banking days, and sixty days unauthorised", of("ACH"), ["2026-07-07", "2026-08-31"]],
    ["as a debit in dollars as long", of("DIRECT_DEBIT"), ["2026-07-07", "2026-08-31"]],
    [
      "as a SEPA debit eight weeks, and thirteen months",
      of("DIRECT_DEBIT", "EUR"),
      ["2026-08-27", "2027-08-02"],
    ],
    ["by card as long as was agreed", of("CARD"), ["2026-08-16", "2026-08-16"]],
    ["by cheque as long as was agreed", of("CHEQUE"), ["2026-08-16", "2026-08-16"]],
    ["as a transfer not at all", of("BANK_TRANSFER"), ["2026-07-02", "2026-07-02"]],
    ["in cash not at all", of("CASH"), ["2026-07-02", "2026-07-02"]],
  ])("%s", (_how, found, expected) => {
    expect(found).toEqual(expected);
  });
});

it("a payment that its agency dates beyond any calendar is final when it is received, whatever its method", () => {
  for (const method of ["ACH", "DIRECT_DEBIT", "CARD", "OTHER"] as const)
    for (const currency of ["USD", "EUR"])
      expect(of(method, currency, "9999-12-31")).toEqual(["9999-12-31", "9999-12-31"]);
});
