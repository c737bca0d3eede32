import { describe, expect, it } from "vitest";
import { recoveryFact, isRecovery } from "../../../shared/exports/recovery-facts.ts";
import { recoveryRows } from "../../../shared/exports/recovery-rows.ts";
import { recoverySums, vintageOf, type Recovered } from "../../../shared/exports/recovery-sums.ts";
import { Currency } from "../../../shared/kernel/money.ts";
import { JournalEntry } from "../../../shared/ledger/journal.ts";
import { anAccount, anAgencyId, aPlacement, on, placementOf } from "../../support/builders.ts";

const agencyId = anAgencyId();
const days = { from: on("2026-01-01"), to: on("2026-03-31") };
const of = { ...days, currency: Currency.parse("USD") };

const untaken = (day: string, over: object = {}) =>
  aPlacement(anAccount({ holders: [agencyId] }), { offeredAt: `${day}T12:00:00.000Z`, ...over });

const offered = (day: string, over: object = {}) =>
  untaken(day, { acknowledgedAt: `${day}T13:00:00.000Z`, ...over });

const rowsOf = (sums: ReturnType<typeof recoverySums>, over: object = {}) =>
  sums.all().flatMap((one) => recoveryRows(one, { ...of, ...over }));

describe("a vintage", () => {
  it("is of the month of the offer; accounts and balances count once the agency took them", () => {
    const sums = recoverySums(days);
    sums.place(offered("2026-03-31"));
    sums.place(offered("2026-03-01", { placedBalance: 50_000 }));
    sums.place(untaken("2026-03-02", { state: "DECLINED" }));
    sums.place(offered("2026-03-30", { acknowledgedAt: "2026-04-01T00:00:00.000Z" }));
    sums.place(offered("2026-04-01"));
    expect(rowsOf(sums)).toMatchObject([
      { agency: agencyId, vintage: "2026-03", offered: 4, accounts: 2, placed: 150_000, gross: 0 },
    ]);
  });

  it("has a row for every month since, also where nothing came, and runs up what was recovered", () => {
    const sums = recoverySums(days);
    const placement = offered("2026-01-15");
    sums.place(placement);
    sums.recover(vintageOf(placement), on("2026-01-20"), { gross: 10_000, direct: 2_000 });
    sums.recover(vintageOf(placement), on("2026-01-31"), { gross: 5 });
    sums.recover(vintageOf(placement), on("2026-03-02"), { reversed: 4_000, costs: 70, commission: 9 });
    expect(rowsOf(sums)).toMatchObject([
      { month: "2026-01", monthsSince: 0, gross: 10_005, direct: 2_000, net: 10_005, netToDate: 10_005 },
      { month: "2026-02", monthsSince: 1, gross: 0, net: 0, netToDate: 10_005 },
      { month: "2026-03", monthsSince: 2, reversed: 4_000, net: -4_000, costs: 70, netToDate: 6_005 },
    ]);
  });

  it("begins with what came before the first day, and shows none of it", () => {
    const sums = recoverySums({ ...days, from: on("2026-02-10") });
    const placement = offered("2025-12-30");
    sums.place(placement);
    sums.recover(vintageOf(placement), on("2026-02-09"), { gross: 7_000, reversed: 500 });
    sums.recover(vintageOf(placement), on("2026-02-10"), { gross: 30 });
    expect(rowsOf(sums, { from: on("2026-02-10") })).toMatchObject([
      { month: "2026-02", monthsSince: 2, gross: 30, netToDate: 6_530 },
      { month: "2026-03", monthsSince: 3, gross: 0, netToDate: 6_530 },
    ]);
  });

  it("says what of a hundred hundredths of a percent was recovered, half to even, and nothing of nothing", () => {
    const rate = (gross: number, placedBalance: number) => {
      const sums = recoverySums(days);
      const placement = offered("2026-03-01", { placedBalance });
      sums.place(placement);
      sums.recover(vintageOf(placement), on("2026-03-02"), { gross });
      return rowsOf(sums)[0]?.liquidationBasisPoints;
    };
    expect([rate(1, 20_000), rate(3, 20_000), rate(100, 100), rate(-1, 100), rate(5, 0)]).toEqual([
      0,
      2,
      10_000,
      -100,
      "",
    ]);
  });

  it("comes in the order of agencies and months, and last what is of no placement", () => {
    const sums = recoverySums(days);
    sums.recover({}, on("2026-02-01"), { gross: 1 });
    sums.recover({ agencyId }, on("2026-02-02"), { commission: 2 });
    sums.place(offered("2026-03-02"));
    sums.place(offered("2026-02-02"));
    expect(rowsOf(sums).map(({ agency, vintage, month }) => [agency, vintage, month])).toEqual([
      [agencyId, "2026-02", "2026-02"],
      [agencyId, "2026-02", "2026-03"],
      [agencyId, "2026-03", "2026-03"],
      [agencyId, "", "2026-02"],
      ["", "", "2026-02"],
    ]);
    expect(rowsOf(sums).at(-1)).toMatchObject({ monthsSince: "", liquidationBasisPoints: "", gross: 1 });
  });
});

describe("what an entry says of recoveries", () => {
  const placementId = placementOf(anAccount());
  const entry = (type: string, postings: Readonly<Record<string, number>>, over: object = {}) =>
    JournalEntry.parse({
      eventId: "evt_1",
      accountId: "acc_1",
      sequence: 1,
      type,
      effectiveAt: "2026-02-01T10:00:00.000Z",
      postedAt: "2026-03-02T10:00:00.000Z",
      postings: Object.entries(postings).map(([account, amount]) => ({ account, amount })),
      hash: "h",
      ...over,
    });

  const clearing = `agency-clearing/${agencyId}`;
  const debtor = "receivable/PRINCIPAL";
  it.each<[string, JournalEntry, Partial<Recovered>]>([
    [
      "money that the agency has",
      entry("payment.received", { [clearing]: 7, [debtor]: -7 }),
      { gross: 7, direct: 0 },
    ],
    [
      "money that the lender was paid",
      entry("payment.direct_received", { "lender-direct": 7, [debtor]: -7 }),
      { gross: 7, direct: 7 },
    ],
    [
      "money that a court has",
      entry("payment.received", { "third-party-clearing": 7, [debtor]: -7 }),
      { gross: 7, direct: 0 },
    ],
    [
      "a payment that was less",
      entry("payment.corrected", { [clearing]: -2, [debtor]: 2 }),
      { gross: -2, direct: 0 },
    ],
    [
      "a payment that was the lender's",
      entry("payment.corrected", { [clearing]: -7, "lender-direct": 7 }),
      { gross: 0, direct: 7 },
    ],
    [
      "money that went back",
      entry("payment.reversed", { [clearing]: -7, [debtor]: 5, "credit-balance": 2 }),
      { reversed: 7 },
    ],
    [
      "a cost",
      entry("cost.incurred", { "cost-expense": 7, [`agency-payable/${agencyId}`]: -7 }),
      { costs: 7 },
    ],
  ])("is %s", (_name, one, what) => {
    expect(isRecovery(one)).toBe(true);
    expect(recoveryFact(one, { data: { placementId } }).what).toEqual(what);
  });

  it("is of the placement of its event, and of the day that it is in the books of", () => {
    const received = entry("payment.received", {});
    expect(recoveryFact(received, { data: { placementId } })).toMatchObject({
      placementId,
      bookedOn: "2026-03-02",
    });
    const late = entry("payment.received", {}, { enteredAt: "2026-03-04T01:00:00.000Z" });
    expect(recoveryFact(late, { data: {} })).toEqual({
      bookedOn: "2026-03-04",
      what: { gross: 0, direct: 0 },
    });
    expect(recoveryFact(received, undefined)).not.toHaveProperty("placementId");
  });

  it("is of the payment's placement, where the lender gave a payment back", () => {
    const back = recoveryFact(entry("payment.direct_reversed", {}), {
      data: { placementId, originalPaymentRef: "d-1" },
    });
    expect(back).toMatchObject({ directlyPaid: "d-1" });
    expect(back).not.toHaveProperty("placementId");
  });

  it.each(["account.received", "balance.adjusted", "remittance.advised", "match.made"])(
    "is nothing of %s",
    (type) => {
      expect(isRecovery(entry(type, {}))).toBe(false);
    },
  );
});
