import { describe, expect, it } from "vitest";
import type { Actor } from "../../../shared/kernel/event.ts";
import { askedRun, continuedOf, writtenOf } from "../../../shared/reconciliation/asked-for.ts";
import { withFindings, withMade } from "../../../shared/reconciliation/add-counts.ts";
import { findingsOf } from "../../../shared/reconciliation/run-findings.ts";
import { runStore } from "../../../shared/reconciliation/run-store.ts";
import { ReconciliationRequest } from "../../../shared/reconciliation/wire-run.ts";
import { aReconciliationId as reconciliationId } from "../../support/a-match.ts";
import { now } from "../../support/builders.ts";
import { memoryTable } from "../../support/memory-table.ts";
import {
  aBankLine,
  aLine,
  anExpectation,
  parties,
  reconciled,
  someBooks,
} from "../../support/reconciliation.ts";

const actor: Actor = { kind: "FINANCE", id: "key_finance" };
const { lenderId, currency } = parties;
const asked = { reconciliationId, actor, now };

describe("a run that is asked for", () => {
  it("is of a book, makes what it finds, and goes by the rules in force unless it is told otherwise", () => {
    expect(askedRun(parties, asked)).toEqual({
      reconciliationId,
      lenderId,
      currency,
      state: "REQUESTED",
      dryRun: false,
      requestedAt: now,
    });
    expect(askedRun(parties, { ...asked, dryRun: true, ruleVersion: 3 })).toMatchObject({
      dryRun: true,
      ruleVersion: 3,
    });
  });

  it("is told to the reconciler, one run of a book after the other", () => {
    const run = askedRun(parties, { ...asked, dryRun: true });
    const { identity, state, events } = writtenOf(runStore(memoryTable().reader), run, asked);
    expect(events.map(({ item }) => item)).toMatchObject([
      {
        type: "reconciliation.requested",
        accountId: reconciliationId,
        actor,
        effectiveAt: now,
        receivedAt: now,
        data: { lenderId, currency, dryRun: true },
        routes: "finance",
        group: `${lenderId}#${currency}`,
      },
    ]);
    expect(JSON.stringify(identity)).toContain(actor.id);
    expect(state).toHaveLength(1);
  });

  it("names rules only where it makes nothing", () => {
    const isTaken = (over: object) => ReconciliationRequest.safeParse({ currency, ...over }).success;
    expect(isTaken({})).toBe(true);
    expect(isTaken({ dryRun: true })).toBe(true);
    expect(isTaken({ dryRun: true, ruleVersion: 2 })).toBe(true);
    expect(isTaken({ ruleVersion: 2 })).toBe(false);
  });
});

describe("what a run found", () => {
  it("is counted by source, and breaks by their codes in order", () => {
    const books = someBooks({
      expectations: [anExpectation(), anExpectation({ id: "exp_2", paymentRef: "P-2", amount: 77 })],
      lines: [aLine(), aLine({ lineId: "lin_2", paymentRef: "Q-3", amount: 55 })],
      bankLines: [aBankLine(), ...[1, 2, 3].map((n) => aBankLine({ lineId: `bnk_9${n}`, references: [] }))],
    });
    const found = reconciled(books);
    const seen = ["UNIDENTIFIED", "COMMISSION_DIFF", "UNIDENTIFIED"] as const;
    const gathered = { books, expectations: new Map() };
    expect(
      findingsOf({ collected: 9, gathered, found, seen: seen.map((code) => ({ code: code as never })) }),
    ).toEqual({
      collected: 9,
      expectations: 2,
      adviceLines: 2,
      bankLines: 4,
      found: found.matches.length,
      ambiguous: found.ambiguities.length,
      limits: found.limits.length,
      unmatched:
        found.unmatched.expectations.length + found.unmatched.lines.length + found.unmatched.bankLines.length,
      breaks: { COMMISSION_DIFF: 1, UNIDENTIFIED: 2 },
    });
    expect(found.unmatched.lines.length).toBeGreaterThan(0);
  });
});

describe("a run that is left to whoever is told next", () => {
  it("is told to the reconciler again, behind what it was told of the book, and once for each time", () => {
    const chain = { sequence: 3, head: "b".repeat(64) };
    const run = { ...parties, reconciliationId };
    const { identity, state, events } = continuedOf(runStore(memoryTable().reader), run, { chain, now });
    expect(events.map(({ item }) => item)).toMatchObject([
      {
        type: "reconciliation.continued",
        accountId: reconciliationId,
        sequence: 4,
        previousHash: chain.head,
        actor: { kind: "SYSTEM", id: "reconciler" },
        routes: "finance",
        group: `${lenderId}#${currency}`,
      },
    ]);
    expect(identity).toMatchObject([{ item: { sk: "HANDED_OVER#000003" } }]);
    expect(state).toHaveLength(1);
  });
});

describe("what a run counts", () => {
  const found = {
    collected: 1,
    expectations: 2,
    adviceLines: 3,
    bankLines: 4,
    found: 5,
    ambiguous: 6,
    limits: 7,
    unmatched: 8,
    breaks: { REMIT_LATE: 1, AMOUNT_DIFF: 2 },
  };

  it("is the sum of its parts", () => {
    const first = withFindings(undefined, found);
    expect(first).toEqual({ ...found, matched: 0, notMade: 0 });
    const made = withMade(first, { matched: 4, notMade: 1 });
    expect(withFindings(made, { ...found, collected: 0, breaks: { ALLOC_DIFF: 1, REMIT_LATE: 3 } })).toEqual({
      collected: 1,
      expectations: 4,
      adviceLines: 6,
      bankLines: 8,
      found: 10,
      ambiguous: 12,
      limits: 14,
      unmatched: 16,
      breaks: { ALLOC_DIFF: 1, AMOUNT_DIFF: 2, REMIT_LATE: 4 },
      matched: 4,
      notMade: 1,
    });
  });

  it("names the codes of breaks in order", () => {
    expect(Object.keys(withFindings(undefined, found).breaks)).toEqual(["AMOUNT_DIFF", "REMIT_LATE"]);
  });
});
