import { describe, expect, it } from "vitest";
import { BankAccountRef } from "../../../shared/bank-accounts/wire.ts";
import { emptyChain } from "../../../shared/kernel/event.ts";
import { Currency } from "../../../shared/kernel/money.ts";
import { Month } from "../../../shared/kernel/months.ts";
import { LocalDate } from "../../../shared/kernel/time.ts";
import { DriftCheckView } from "../../../shared/ledger/drift-wire.ts";
import { checkKinds } from "../../../shared/periods/check-kinds.ts";
import { checklist, type ClosingFacts } from "../../../shared/periods/checklist.ts";
import { beginClosing, close, reopen } from "../../../shared/periods/closing.ts";
import {
  openPeriod,
  periodIdOf,
  periodTransitions,
  type Period,
  type Prepared,
} from "../../../shared/periods/model.ts";
import { CheckCode, PeriodState, type CheckView } from "../../../shared/periods/wire.ts";
import { ReconciliationView } from "../../../shared/reconciliation/wire-run.ts";
import { aLenderId, at, refusalOf, valueOf } from "../../support/builders.ts";
import { nothingCounted } from "../../support/run-counts.ts";

const book = { owner: aLenderId(), currency: Currency.parse("USD") };
const month = Month.parse("2026-02");
const by = { actor: { kind: "FINANCE", id: "key_2" }, now: at("2026-03-02T09:00:00.000Z") } as const;

const prepared: Prepared = {
  at: at("2026-03-01T08:00:00.000Z"),
  entries: 3,
  debit: 10,
  credit: 10,
  sha256: "a",
  bytes: 1,
  accounts: 2,
  balanceHash: "b",
  seal: "c",
  clearing: [],
  clearingCount: 0,
  suspense: [],
  suspenseCount: 0,
};

const aPeriod = (over: Partial<Period> = {}): Period => ({
  periodId: periodIdOf(book, month),
  ...book,
  month,
  state: "CLOSING",
  begun: { by: "key_1", at: at("2026-03-01T07:00:00.000Z") },
  prepared,
  version: 2,
  ...emptyChain,
  ...over,
});

const drift = DriftCheckView.parse({
  checkId: `drf_${"A".repeat(26)}`,
  ...book,
  from: "2026-02-01",
  to: "2026-02-28",
  state: "DONE",
  requestedAt: by.now,
  entries: 3,
  drift: 0,
  differences: [],
});

const run = ReconciliationView.parse({
  reconciliationId: "rec_01JB4R7A5V2C8E0G3K6M9P1S4W",
  lenderId: book.owner,
  currency: "USD",
  state: "DONE",
  dryRun: false,
  requestedAt: by.now,
  counts: nothingCounted,
});

/** A bank account that began with 10,000 minor units and, its bank says, has 30,500 now. */
const atBank = (booked: number): ClosingFacts["banks"][number] => ({
  bankAccountRef: BankAccountRef.parse("main"),
  ends: { opening: 10_000, closing: 30_500, closedOn: LocalDate.parse("2026-02-28") },
  booked,
});

const facts = (over: Partial<ClosingFacts> = {}): ClosingFacts => ({
  period: aPeriod(),
  now: by.now,
  previous: "CLOSED",
  sealedTo: "2026-02-28",
  isWaiting: false,
  drift,
  run,
  breaks: { severe: 0, others: 0, complete: true },
  advices: { count: 0, complete: true },
  banks: [atBank(20_500)],
  ...over,
});

const foundIn = (over: Partial<ClosingFacts>): readonly CheckView[] =>
  checklist(facts(over)).filter(({ outcome }) => outcome !== "PASSED");

const withFigures = (figures: Partial<Prepared>) => ({
  period: aPeriod({ prepared: { ...prepared, ...figures } }),
});
const { prepared: _prepared, ...unprepared } = aPeriod();

/** What makes each check find something, and how much. */
const spoilt: Readonly<Record<CheckCode, readonly [Partial<ClosingFacts>, number]>> = {
  MONTH_OVER: [{ now: at("2026-02-28T23:59:59.999Z") }, 1],
  PREVIOUS_CLOSED: [{ previous: "CLOSING" }, 1],
  DAYS_SEALED: [{ sealedTo: "2026-02-27" }, 1],
  EVENTS_CARRIED: [{ isWaiting: true }, 1],
  FIGURES_READY: [{ period: unprepared }, 1],
  TRIAL_BALANCE: [withFigures({ debit: 11 }), 1],
  NO_DRIFT: [{ drift: { ...drift, drift: 4 } }, 4],
  RECONCILED: [{ run: undefined }, 1],
  BREAKS_SETTLED: [{ breaks: { severe: 2, others: 0, complete: true } }, 2],
  BREAKS_LEFT: [{ breaks: { severe: 0, others: 5, complete: true } }, 5],
  RUN_DECIDED: [{ run: { ...run, counts: { ...nothingCounted, ambiguous: 1, notMade: 2, limits: 3 } } }, 6],
  ADVICES_SETTLED: [{ advices: { count: 7, complete: true } }, 7],
  BANK_AGREES: [{ banks: [atBank(20_499), atBank(20_500), atBank(41_000)] }, 2],
  CLEARING_EMPTY: [
    withFigures({ clearing: [{ account: "bank-clearing", balance: -3 }], clearingCount: 1 }),
    1,
  ],
  SUSPENSE_EMPTY: [
    withFigures({ suspense: [{ account: "suspense/agy_1", balance: -3 }], suspenseCount: 1 }),
    1,
  ],
};

describe("the checklist of a month", () => {
  it("passes whole, every check of it, when nothing is found", () => {
    const all = checklist(facts());
    expect(all.map(({ code }) => code)).toEqual(CheckCode.options);
    for (const one of all) expect(one).toMatchObject({ outcome: "PASSED", count: 0 });
  });

  it.each(CheckCode.options)(
    "finds %s alone, says how much and where to look, and stops what is documented",
    (code) => {
      const [over, count] = spoilt[code];
      const [found, ...others] = foundIn(over);
      expect(others).toEqual([]);
      expect(found).toMatchObject({ code, count, outcome: checkKinds[code].outcome });
      expect(found!.detail).not.toBe("");
      for (const link of found!.links) expect(link).toMatch(/^\/v1\//u);
    },
  );

  it("stops a close when there is more than can be counted, or no check for drift saw the month", () => {
    expect(foundIn({ breaks: { severe: 0, others: 0, complete: false } })).toMatchObject([
      { code: "BREAKS_SETTLED", outcome: "BLOCKS" },
    ]);
    expect(foundIn({ drift: undefined })).toMatchObject([{ code: "NO_DRIFT", outcome: "BLOCKS" }]);
    expect(foundIn({ advices: { count: 0, complete: false } })).toMatchObject([{ code: "ADVICES_SETTLED" }]);
  });

  it("says of each bank account that differs what the books have there, and what the bank", () => {
    const [found] = foundIn({ banks: [atBank(20_000)] });
    expect(found!.detail).toContain("main: the books say 30000, the bank 30500 on 2026-02-28");
    expect(foundIn({ banks: [] })).toEqual([]);
  });

  it("passes no bank account that cannot be compared", () => {
    const [found] = foundIn({ banks: [atBank(20_500), { ...atBank(20_500), ends: undefined }] });
    expect(found).toMatchObject({ code: "BANK_AGREES", outcome: "WARNS", count: 1 });
    expect(found!.detail).toMatch(/^main: its statements of one day do not say which comes first/u);
  });

  it("asks for no run in the book of nobody, and for no month before the first", () => {
    expect(foundIn({ run: "NOT_NEEDED", previous: "NONE" })).toEqual([]);
  });
});

const all = checklist(facts());

describe("the steps of a month", () => {
  const steps = {
    begin: (period: Period) => beginClosing(period, all, by),
    close: (period: Period) => close(period, all, by),
    reopen: (period: Period) => reopen(period, "More is to come."),
  };

  it.each(
    Object.entries(periodTransitions).flatMap(([step, { from, to }]) =>
      PeriodState.options.map(
        (state) => [step as keyof typeof steps, state, { from: [...from], to }] as const,
      ),
    ),
  )("%s of a month that is %s is what the table says", (step, state, { from, to }) => {
    const decided = steps[step](aPeriod({ state }));
    if (state === to) expect(valueOf(decided)).toBeUndefined();
    else if (from.some((one) => one === state)) expect(valueOf(decided)?.after.state).toBe(to);
    else
      expect(refusalOf(decided)).toMatchObject({
        code: "invalid-transition",
        extra: { from: state, event: step },
      });
  });

  it("close keeps what it was closed in spite of", () => {
    const checks = checklist(facts({ breaks: { severe: 0, others: 5, complete: true } }));
    expect(valueOf(close(aPeriod(), checks, by))?.data).toMatchObject({
      begunBy: "key_1",
      entries: 3,
      warnings: [{ code: "BREAKS_LEFT", count: 5 }],
    });
  });

  it("close names all that stops it", () => {
    const checks = checklist(facts({ drift: undefined, run: undefined }));
    expect(refusalOf(close(aPeriod(), checks, by))).toMatchObject({
      code: "period-not-ready",
      extra: {
        blockers: [
          { code: "NO_DRIFT", count: 1 },
          { code: "RECONCILED", count: 1 },
        ],
      },
    });
  });
});

describe("the id of a month", () => {
  it("says which month of which book it is", () => {
    const nobody = { owner: "unassigned", currency: book.currency } as const;
    for (const one of [book, nobody])
      expect(openPeriod(periodIdOf(one, month))).toMatchObject({ ...one, month, state: "OPEN", version: 0 });
  });
});
