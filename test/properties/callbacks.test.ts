import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Account } from "../../shared/accounts/model.ts";
import { eventData } from "../../shared/callbacks/event-data.ts";
import type { EventType } from "../../shared/callbacks/wire.ts";
import { balancesOf, isBalanced } from "../../shared/ledger/balance.ts";
import { Component } from "../../shared/ledger/model.ts";
import { receivableOf } from "../../shared/ledger/receivables.ts";
import { anAccount, aPlacement, received, usd } from "../support/builders.ts";
import { endingOrAnswering } from "../support/event-types.ts";
import { aWorld, foldOf, take, type World } from "../support/builders-world.ts";

/** What an agency reports of a day. */
type Report = {
  readonly id: string;
  readonly type: EventType;
  readonly day: number;
  readonly data: Readonly<Record<string, unknown>>;
};

const report = (
  [id, type, day]: readonly [string, EventType, number],
  data: Readonly<Record<string, unknown>>,
): Report => ({ id, type, day, data });

const paid = (n: number, amount: number): readonly Report[] => {
  const paymentRef = `P-${n}`;
  return [
    report([`pay-${n}`, "payment.received", 2], { paymentRef, amount: usd(amount) }),
    report([`correct-${n}`, "payment.corrected", 3], {
      paymentRef,
      supersedesEventId: "e",
      amount: usd(amount + 500),
    }),
    report([`recorrect-${n}`, "payment.corrected", 4], {
      paymentRef,
      supersedesEventId: "e",
      amount: usd(amount + 200),
      recipient: "COURT",
    }),
    report([`reverse-${n}`, "payment.reversed", 5], {
      reversalRef: `R-${n}`,
      originalPaymentRef: paymentRef,
      amount: usd(Math.ceil(amount / 2)),
    }),
  ];
};

/** A reversal waits for its payment and a correction too, so neither needs it to come first. */
const agreed = (n: number, end: "arrangement.broken" | "arrangement.completed"): readonly Report[] => {
  const arrangementRef = `PLAN-${n}`;
  const day = n * 10;
  return [
    report([`propose-${n}`, "arrangement.proposed", day + 1], { arrangementRef, instalments: 6 }),
    report([`activate-${n}`, "arrangement.activated", day + 2], { arrangementRef }),
    report([`amend-${n}`, "arrangement.amended", day + 3], { arrangementRef, instalments: 12 }),
    report([`miss-${n}`, "arrangement.instalment_missed", day + 4], {
      arrangementRef,
      instalmentRef: `${n}-4`,
      dueOn: "2026-03-01",
    }),
    report([`end-${n}`, end, day + 5], { arrangementRef }),
  ];
};

const offered = (n: number, end: "settlement.approved" | "settlement.declined"): readonly Report[] => {
  const settlementRef = `SET-${n}`;
  const offer = { settlementRef, offer: usd(99_000 + n), expiresOn: "2026-12-31" };
  return [
    report([`offer-${n}`, "settlement.requested", 6], offer),
    report([`decide-${n}`, end, 7], end === "settlement.approved" ? offer : { settlementRef }),
  ];
};

const others: readonly Report[] = [
  report(["cost", "cost.incurred", 3], { costRef: "K-1", amount: usd(700) }),
  report(["fee", "fee.added", 3], { feeRef: "F-1", amount: usd(900) }),
  report(["court", "fee.added", 4], { feeRef: "F-2", type: "COURT_COST", amount: usd(3_000) }),
  report(["call", "contact.attempted", 2], { attemptRef: "C-1", startedAt: "2026-01-02T10:00:00Z" }),
  report(["claim", "placement.stage_changed", 3], { legalStage: "LEGAL" }),
  report(["hold", "hold.applied", 2], { type: "CEASE_REQUEST", appliedAt: "2026-01-02T11:00:00Z" }),
];

/** What befell the debtor; each puts a hold but the last. */
const reports: readonly Report[] = [
  report(["complaint", "complaint.raised", 3], { category: "FEES", severity: "LOW", channel: "PHONE" }),
  report(["death", "debtor.deceased", 3], {}),
  report(["insolvency", "debtor.insolvent", 4], { kind: "BANKRUPTCY" }),
  report(["vulnerability", "debtor.vulnerable", 4], { code: "HEALTH" }),
  report(["lawyer", "debtor.represented", 5], {}),
  report(["cease", "debtor.cease_requested", 5], {}),
  report(["theft", "debtor.id_theft", 6], {}),
  report(["move", "debtor.moved", 6], { region: "US-NY" }),
  report(["moratorium", "debtor.moratorium", 20], { kind: "STANDARD" }),
  report(["dispute", "dispute.raised", 7], { type: "AMOUNT_WRONG" }),
];

/** As many as an account has room for, beside the agency's own. */
const REPORT_COUNT_MAX = 6;

/** In the order in which they happened. */
const story = fc
  .record({
    amounts: fc.array(fc.integer({ min: 1_000, max: 40_000 }), { minLength: 1, maxLength: 3 }),
    ends: fc.array(fc.constantFrom("arrangement.broken" as const, "arrangement.completed" as const), {
      minLength: 1,
      maxLength: 3,
    }),
    befell: fc.subarray([...reports], { maxLength: REPORT_COUNT_MAX }),
    decided: fc.constantFrom("settlement.approved" as const, "settlement.declined" as const),
  })
  .map(({ amounts, ends, decided, befell }) => [
    ...befell,
    ...amounts.flatMap((amount, n) => paid(n, amount)),
    ...ends.flatMap((end, n) => agreed(n, end)),
    ...offered(1, decided),
    ...others,
  ]);

const shuffled = (all: readonly Report[]) =>
  fc.shuffledSubarray([...all], { minLength: all.length, maxLength: all.length });

/** The same reports in another order and some of them again. */
const retold = story.chain((all) =>
  fc.record({
    all: fc.constant(all),
    told: fc
      .array(fc.nat({ max: all.length - 1 }), { maxLength: 12 })
      .chain((again) => shuffled([...all, ...again.map((n) => all[n]!)])),
  }),
);

const dayOf = (day: number): string => new Date(Date.UTC(2026, 0, day, 9)).toISOString();

function telling(world: World, taken: Set<string>, { id, type, day, data }: Report): World {
  // A report that was taken before has its receipt: it never reaches a decision again.
  if (taken.has(id)) return world;
  taken.add(id);
  const result = take(world, received(type, world.account, { eventId: id, effectiveAt: dayOf(day), data }));
  if (result.kind === "refused") throw new Error(`${id}: ${result.refusal.code} ${result.refusal.detail}`);
  return result.world;
}

function told(account: Account, reports: readonly Report[]): World {
  const taken = new Set<string>();
  const placement = aPlacement(account, { terms: { agencyFeeMax: usd(5_000), settlementPercentMin: 50 } });
  return reports.reduce((world, one) => telling(world, taken, one), { ...aWorld(account), placement });
}

/** All that is left of a story beside its history: ids that count events say in which order they came. */
const leftOf = ({ account, arrangements, settlements, payments, charges }: World) => ({
  balances: balancesOf(account),
  fees: account.agencyFees,
  arrangement: account.arrangement,
  attention: account.attention.toSorted(),
  holds: account.holds.map(({ type, state }) => `${type} ${state}`).toSorted(),
  dispute: account.dispute,
  arrangements: arrangements
    .map(({ revision: _revision, ...one }) => one)
    .toSorted((a, b) => (a.arrangementRef < b.arrangementRef ? -1 : 1)),
  settlements: settlements.map(({ settlementRef, state, offer, decidedBy }) => ({
    settlementRef,
    state,
    offer,
    decidedBy,
  })),
  payments: [...payments.values()]
    .map(({ paymentRef, amount, reversed, clearing }) => ({ paymentRef, amount, reversed, clearing }))
    .toSorted((a, b) => (a.paymentRef < b.paymentRef ? -1 : 1)),
  charges: [...charges].toSorted(),
});

describe("what an agency reports of a placement that it works", () => {
  it("ends in the same state in any order and with any repetition, steps of one agreement included", () => {
    fc.assert(
      fc.property(retold, ({ all, told: other }) => {
        const account = anAccount({ due: { PRINCIPAL: 100_000, INTEREST: 20_000 } });
        expect(leftOf(told(account, other))).toEqual(leftOf(told(account, all)));
      }),
      { numRuns: 150 },
    );
  });

  it("leaves books that balance and that agree with the balances", () => {
    fc.assert(
      fc.property(retold, ({ told: reports }) => {
        const account = anAccount({ due: { PRINCIPAL: 100_000, INTEREST: 20_000 } });
        const world = told(account, reports);
        for (const { postings = [] } of world.events) expect(isBalanced(postings)).toBe(true);
        const { components, credit } = balancesOf(world.account);
        const fold = foldOf(world.events);
        expect(fold["credit-balance"] ?? 0).toBe(0 - credit);
        for (const name of Component.options)
          expect(fold[receivableOf(world.account, name)] ?? 0).toBe(components[name] ?? 0);
      }),
      { numRuns: 100 },
    );
  });

  it("is told here with every event type that does not end the placement or answer an order", () => {
    const types = new Set(
      [...paid(1, 5), ...agreed(1, "arrangement.broken"), ...agreed(2, "arrangement.completed")]
        .concat(offered(1, "settlement.approved"), offered(2, "settlement.declined"), others, reports)
        .map(({ type }) => type),
    );
    // Advices are about the money of many placements, inventories about all of them.
    const all = [...types, ...endingOrAnswering, "remittance.advised", "reconciliation.snapshot"];
    expect(all.toSorted()).toEqual(Object.keys(eventData).toSorted());
  });
});
