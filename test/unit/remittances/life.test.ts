import { describe, expect, it } from "vitest";
import {
  adviceFact,
  adviceLineFact,
  givenBackFact,
  givenBackIn,
} from "../../../shared/remittances/advice-facts.ts";
import type { RemittanceState } from "../../../shared/remittances/model.ts";
import { remittanceTransitions } from "../../../shared/remittances/model.ts";
import { moveRemittance } from "../../../shared/remittances/move-remittance.ts";
import { monthOf } from "../../../shared/remittances/statement-period.ts";
import { statementRows } from "../../../shared/remittances/statement-rows.ts";
import { statementSums } from "../../../shared/remittances/statement-sums.ts";
import { AdviceBody } from "../../../shared/remittances/wire.ts";
import { adviceAnswer, remittanceView } from "../../../shared/remittances/view.ts";
import { accountIdOf, placementIdOf } from "../../../shared/kernel/ids.ts";
import { accepted } from "../../../shared/kernel/problems.ts";
import { allowedEvents } from "../../../shared/kernel/transitions.ts";
import { aCostLine, aLine, adviceTaken, anAdvice, aReversalLine } from "../../support/advice.ts";
import { aLenderId, anAccountId, anAgencyId, now } from "../../support/builders.ts";
import { reconciled, someTerms } from "../../support/reconciliation.ts";

const agencyId = anAgencyId();
const accountId = anAccountId();
const placementId = placementIdOf(accountId, 1);

const lines = [
  aLine({ placementId, gross: 100_000, commission: 20_000, tax: 3_800, planRef: "STD", planVersion: 2 }),
  aReversalLine({ gross: 10_000, commission: 2_000, tax: 380, depositedOn: "2026-03-08" }),
  aLine({ kind: "DIRECT_PAYMENT", gross: 50_000, commission: 5_000, tax: 950 }),
  aCostLine({ gross: 1_200 }),
];

const aRemittance = (mode = "NET", changes: Readonly<Record<string, unknown>> = {}) =>
  adviceTaken(agencyId, AdviceBody.parse(anAdvice(aLenderId(), lines, { mode, ...changes })));

describe("a remittance", () => {
  const by = { actor: { kind: "SYSTEM", id: "reconciler" }, at: now } as const;

  it("takes the steps of its table, and records each", () => {
    const { remittance } = aRemittance();
    const ended = (["match", "break", "match", "agree", "fund", "settle", "lock"] as const).reduce(
      (one, event) => {
        const moved = accepted(moveRemittance(one, { event, ...by }));
        expect(moved.event).toMatchObject({ data: { remittanceRef: remittance.remittanceRef } });
        return moved.remittance;
      },
      remittance,
    );
    expect(ended).toEqual({ ...remittance, state: "LOCKED", fundedAt: now });
  });

  it("is not funded any more once a match of it was taken back", () => {
    const { remittance } = aRemittance();
    const funded = { ...remittance, state: "FUNDED", fundedAt: now } as const;
    const { remittance: after } = accepted(moveRemittance(funded, { event: "unmatch", ...by }));
    expect(after).toEqual({ ...remittance, state: "MATCHING" });
  });

  it("is frozen once it is settled: nothing but locking leads on, and nothing from there", () => {
    expect(allowedEvents<RemittanceState>(remittanceTransitions, "SETTLED")).toEqual(["lock"]);
    expect(allowedEvents<RemittanceState>(remittanceTransitions, "LOCKED")).toEqual([]);
    const locked = { ...aRemittance().remittance, state: "LOCKED" } as const;
    expect(moveRemittance(locked, { event: "match", ...by })).toMatchObject({
      ok: false,
      error: { code: "invalid-transition", extra: { from: "LOCKED", allowed: [] } },
    });
  });

  it("is answered as it was advised, whatever became of it", () => {
    const { remittance } = aRemittance();
    const later = { ...remittance, state: "FUNDED", fundedAt: now } as const;
    expect(adviceAnswer(later)).toEqual(adviceAnswer(remittance));
    expect(remittanceView(later)).toMatchObject({ state: "FUNDED", fundedAt: now });
  });
});

describe("what reconciliation is told of an advice", () => {
  it.each([
    ["NET", "NET", 61_430, 1_200],
    ["GROSS", "GROSS", 88_800, 1_200],
    ["COMBINED", "NET", 67_380, 1_200 - 5_950],
  ])(
    "of %s agrees with itself as %s: total = collected − commission − costs",
    (...[mode, as, total, costs]) => {
      const { remittance, lines: kept } = aRemittance(mode);
      const fact = adviceFact(remittance, 0);
      expect(fact).toMatchObject({ mode: as, total, costs });
      const facts = kept.flatMap((line) => adviceLineFact(remittance, line, () => undefined) ?? []);
      const collected = facts
        .filter(({ recipient }) => recipient === "AGENCY")
        .reduce((sum, { amount }) => sum + amount, 0);
      const fee = facts.reduce(
        (sum, { commission }) => sum + (commission?.amount ?? 0) + (commission?.tax ?? 0),
        0,
      );
      expect(collected - (as === "NET" ? fee : 0) - costs).toBe(total);
    },
  );

  it.each(["NET", "GROSS", "COMBINED"])(
    "of %s agrees with itself when commission is given back, too, which is a fact of its own",
    (mode) => {
      const { remittance, lines: kept } = aRemittance(mode);
      const line = { ...kept[0]!, kind: "COMMISSION", gross: 0, commission: 700, tax: 70 } as const;
      const before = adviceFact(remittance, 0);
      const back = givenBackIn([givenBackFact(remittance, line)!]);
      expect(back).toBe(770);
      expect((before.costs ?? 0) - (adviceFact(remittance, back).costs ?? 0)).toBe(
        mode === "GROSS" ? 0 : 770,
      );
      expect(adviceLineFact(remittance, line, accountIdOf)).toBeUndefined();
      expect(givenBackFact(remittance, line)).toEqual({
        lineId: line.lineId,
        remittanceId: remittance.remittanceId,
        agencyId: remittance.agencyId,
        paymentRef: line.paymentRef,
        recipient: "AGENCY",
        amount: 700,
        tax: 70,
        effectiveOn: line.paidOn,
      });
      expect(givenBackFact(remittance, kept[0]!)).toBeUndefined();
    },
  );

  it("is a fact for every line but a cost, with its sign and its account", () => {
    const { remittance, lines: kept } = aRemittance();
    const facts = kept.flatMap((line) => adviceLineFact(remittance, line, accountIdOf) ?? []);
    expect(facts).toMatchObject([
      {
        kind: "PAYMENT",
        amount: 100_000,
        recipient: "AGENCY",
        accountId,
        effectiveOn: "2026-03-05",
        commission: { amount: 20_000, tax: 3_800, planRef: "STD", planVersion: 2 },
      },
      {
        kind: "REVERSAL",
        amount: -10_000,
        originalPaymentRef: "P-0",
        depositedOn: "2026-03-08",
        commission: { amount: -2_000, tax: -380 },
      },
      { kind: "PAYMENT", amount: 50_000, recipient: "LENDER" },
    ]);
    expect(facts[1]).not.toHaveProperty("accountId");
    expect(adviceLineFact(remittance, kept[0]!, () => undefined)).not.toHaveProperty("accountId");
  });

  it("is a total below zero where something is carried forward, so that nothing is expected at the bank", () => {
    const { remittance } = aRemittance("NET", { broughtForward: -70_000 });
    const carried = { ...remittance, findings: [] };
    expect(adviceFact(carried, 0)).toMatchObject({ total: 61_430 - 70_000, broughtForward: -70_000 });
  });

  it.each([
    [-70_000, undefined, 70_000],
    [500, undefined, -500],
    [0, -4_000, -4_000],
    [-1_000, -4_000, -3_000],
  ])("is a wrong total where it brings forward %i, and the one before left %s", (said, left, amount) => {
    const { remittance, lines: kept } = aRemittance("NET", { broughtForward: said });
    const findings = [{ code: "BROUGHT_FORWARD_DIFF" as const, expected: left ?? 0, found: said }];
    const advice = adviceFact({ ...remittance, findings }, 0);
    const told = kept.flatMap((line) => adviceLineFact(remittance, line, accountIdOf) ?? []);
    const { breaks } = reconciled({
      terms: [someTerms({ lenderId: remittance.lenderId, agencyId, mode: "NET" })],
      expectations: [],
      advices: [advice],
      lines: told,
      bankLines: [],
    });
    expect(breaks.filter(({ code }) => code === "REMIT_TOTAL_DIFF")).toMatchObject([
      { amount, subjects: { remittances: [remittance.remittanceId] } },
    ]);
  });
});

describe("a statement of account", () => {
  it("covers a calendar month", () => {
    expect(monthOf("2026-02")).toEqual({ from: "2026-02-01", to: "2026-02-28" });
    expect(monthOf("2028-02").to).toBe("2028-02-29");
    expect(monthOf("2026-12").to).toBe("2026-12-31");
  });

  it("leads from opening to closing by what was collected, reversed and remitted", () => {
    const { remittance } = aRemittance();
    const statement = statementSums(remittance, monthOf("2026-04"), {
      clearing: { before: { debit: 30_000, credit: 10_000 }, within: { debit: 80_000, credit: 95_000 } },
      inTransit: { before: { debit: 0, credit: 0 }, within: { debit: 61_430, credit: 60_000 } },
      remittances: [remittance],
      carriedBefore: 0,
    });
    expect(statement.clearing).toEqual({
      opening: 20_000,
      collected: 80_000,
      reversed: 5_000,
      remitted: 90_000,
      closing: 5_000,
    });
    expect(statement.inTransit).toEqual({ opening: 0, advised: 61_430, arrived: 60_000, closing: 1_430 });
    expect(statement.kept).toEqual({ commission: 23_000, tax: 4_370, costs: 1_200 });
    expect(statementRows(statement).filter(([part]) => part === "remittance")).toEqual([
      ["remittance", "payable", 61_430, "USD", remittance.remittanceRef],
    ]);
  });

  it("without an advice carries on what was carried before", () => {
    const nothing = { before: { debit: 0, credit: 0 }, within: { debit: 0, credit: 0 } };
    const facts = { clearing: nothing, inTransit: nothing, remittances: [], carriedBefore: -5 };
    expect(statementSums(aRemittance().remittance, monthOf("2026-04"), facts).carriedForward).toBe(-5);
  });
});
