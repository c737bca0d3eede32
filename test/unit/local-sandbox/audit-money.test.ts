import { describe, expect, it } from "vitest";
import type { FoundBreak, PeriodsMoney } from "../../../infra/local/audit/audit-facts.ts";
import { aHistory, agencyId, anEvent, broken, payment, someFacts } from "./some-facts.ts";

const short: FoundBreak = {
  breakId: "brk_1",
  code: "REMIT_SHORT",
  lenderId: "lnd_1",
  agencyId,
  about: ["RM-01-1"],
};

const someMoney = (money: Partial<PeriodsMoney> = {}): PeriodsMoney => ({
  lenderId: "lnd_1",
  asOf: "2026-03-31",
  planted: [
    {
      code: "REMIT_SHORT",
      agencyId,
      about: ["RM-01-1"],
      leaves: [{ account: "bank-clearing", amount: -5 }],
    },
  ],
  carried: [{ account: `in-transit/${agencyId}`, amount: 5 }],
  runs: [
    { matches: 3, notMade: 0 },
    { matches: 3, notMade: 0 },
    { matches: 5, notMade: 0 },
  ],
  found: [[short], [short], [short]],
  stillOpen: [],
  balances: new Map([
    ["bank/main", 100],
    ["bank-clearing", -5],
    [`in-transit/${agencyId}`, 5],
    [`agency-clearing/${agencyId}`, 0],
  ]),
  months: [{ month: "2026-03", state: "CLOSED", blockedBy: [] }],
  advices: [
    { remittanceRef: "RM-01-1", advisedOn: "2026-03-29", state: "LOCKED" },
    { remittanceRef: "RM-02-1", advisedOn: "2026-03-29", state: "BROKEN" },
    { remittanceRef: "RM-01-1N", advisedOn: "2026-04-06", state: "FUNDED" },
  ],
  exported: { debit: 300, credit: 300, said: { debit: 300, credit: 300 } },
  ...money,
});

const faults = (money: Partial<PeriodsMoney>) => broken(someFacts({ money: [someMoney(money)] }));

describe("the audit of a period's money", () => {
  it("finds nothing where what was planted was found, and the rest is matched", () => {
    expect(faults({})).toEqual([]);
  });

  it.each<readonly [string, Partial<PeriodsMoney>]>([
    ["everyPlantedBreakIsFound", { found: [[], [], []] }],
    ["noBreakIsInvented", { found: [[short], [short], [short, short]] }],
    ["noBreakIsInvented", { planted: [], carried: [], balances: new Map() }],
    [
      "reconcilingAgainChangesNothing",
      {
        runs: [
          { matches: 3, notMade: 0 },
          { matches: 4, notMade: 0 },
        ],
      },
    ],
    ["reconcilingAgainChangesNothing", { found: [[], [short], [short]] }],
    [
      "reconcilingAgainChangesNothing",
      {
        runs: [
          { matches: 3, notMade: 1 },
          { matches: 3, notMade: 0 },
        ],
      },
    ],
    ["whatIsResolvedStaysResolved", { stillOpen: [short] }],
    ["clearingReturnsToWhatIsExplained", { balances: new Map([["bank-clearing", -5]]) }],
    ["clearingReturnsToWhatIsExplained", { carried: [] }],
    ["exportedJournalsBalance", { exported: { debit: 1, credit: 2, said: { debit: 1, credit: 2 } } }],
    ["exportedJournalsBalance", { exported: { debit: 2, credit: 2, said: { debit: 1, credit: 2 } } }],
    ["closedMonthsFreezeAdvices", { advices: [] }],
    ...["FUNDED", "SETTLED"].map((state): readonly [string, Partial<PeriodsMoney>] => [
      "closedMonthsFreezeAdvices",
      {
        advices: [
          { remittanceRef: "RM-01-1", advisedOn: "2026-03-29", state: "LOCKED" },
          { remittanceRef: "RM-02-1", advisedOn: "2026-03-31", state },
        ],
      },
    ]),
    [
      "booksAgreeWithBanks",
      { months: [{ month: "2026-03", state: "CLOSED", blockedBy: [], banksDiffer: "main: 1 and 2" }] },
    ],
    ["monthsThatAreOverAreClosed", { months: [] }],
    [
      "monthsThatAreOverAreClosed",
      { months: [{ month: "2026-03", state: "CLOSING", blockedBy: ["NO_DRIFT: 1 difference"] }] },
    ],
  ])("names %s", (name, money) => {
    expect(faults(money)).toEqual([name]);
  });

  it("wants a break of what was paid too much more than thirty days ago", () => {
    const credited = (effectiveAt: string) =>
      anEvent(1, {
        ...payment,
        effectiveAt,
        postings: [
          { account: `agency-clearing/${agencyId}`, amount: 100 },
          { account: "credit-balance", amount: -100 },
        ],
      });
    const facts = (effectiveAt: string) =>
      broken(someFacts({ histories: [aHistory([credited(effectiveAt)])], money: [someMoney()] }));
    expect(facts("2026-02-28T10:00:00Z")).toEqual(["everyPlantedBreakIsFound"]);
    expect(facts("2026-03-02T10:00:00Z")).toEqual([]);
  });

  it("wants a break of what came in after its placement had ended", () => {
    const ended = { placementId: "plc_1", agencyId, state: "RECALLED", endedAt: "2026-03-01T10:00:00Z" };
    const late = anEvent(1, {
      ...payment,
      effectiveAt: "2026-03-02T10:00:00Z",
      data: { ...payment.data, placementId: "plc_1" },
    });
    const facts = (found: readonly FoundBreak[]) =>
      broken(
        someFacts({
          histories: [aHistory([late], { lifecycle: "RECALLED", placements: [ended] })],
          inventories: [],
          money: [someMoney({ found: [found, found, found] })],
        }),
      );
    const told = { ...short, breakId: "brk_2", code: "PAY_AFTER_RECALL_IN_TAIL", about: ["P1"] };
    expect(facts([short, told])).toEqual([]);
    expect(facts([short])).toEqual(["everyPlantedBreakIsFound"]);
  });
});
