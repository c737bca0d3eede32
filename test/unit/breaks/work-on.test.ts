import { describe, expect, it } from "vitest";
import { ageOf, dueAtOf, isOverdue } from "../../../shared/breaks/clock.ts";
import { FACT_COUNT_MAX, boundedEvidence, namedEvidence } from "../../../shared/breaks/evidence.ts";
import { findingOf } from "../../../shared/breaks/finding.ts";
import { COMMENT_COUNT_MAX, type BreakRecord } from "../../../shared/breaks/model.ts";
import { resolve } from "../../../shared/breaks/resolution.ts";
import { summarise } from "../../../shared/breaks/summarise.ts";
import { breakDetail, breakView } from "../../../shared/breaks/view.ts";
import { BreakBulkRequest, BreakCommand } from "../../../shared/breaks/wire.ts";
import { assign, comment, explain, reopen } from "../../../shared/breaks/work-on.ts";
import { Currency } from "../../../shared/kernel/money.ts";
import { accepted } from "../../../shared/kernel/problems.ts";
import { plusDays } from "../../../shared/kernel/time.ts";
import { aBankLine, aBreak, aPerson, aRecord } from "../../support/breaks.ts";
import { aLenderId, at, now } from "../../support/builders.ts";

const stands = (over: Partial<BreakRecord>): BreakRecord => ({ ...aRecord(), ...over });
const resolved = (): BreakRecord =>
  accepted(resolve(aRecord(), { request: { method: "MANUAL", explanation: "x" } }, aPerson())).after;
const step = (decided: ReturnType<typeof assign>) => accepted(decided)!;

describe("an assignee", () => {
  it.each(["OPEN", "ASSIGNED", "EXPLAINED"] as const)("is given to a break that is %s", (state) => {
    const { after, event } = step(assign(stands({ state }), "ada", aPerson()));
    expect(after).toMatchObject({ state: "ASSIGNED", assignee: "ada" });
    expect(event).toMatchObject({ type: "break.assigned", data: { assignee: "ada" } });
  });

  it("is taken away: the break is nobody's again", () => {
    const { after } = step(assign(stands({ state: "ASSIGNED", assignee: "ada" }), null, aPerson()));
    expect(after.state).toBe("OPEN");
    expect(after).not.toHaveProperty("assignee");
  });

  it("that stands already changes nothing", () => {
    expect(assign(stands({ state: "ASSIGNED", assignee: "ada" }), "ada", aPerson())).toEqual({ ok: true });
    expect(assign(aRecord(), null, aPerson())).toEqual({ ok: true });
  });

  it("is not given after the end", () => {
    for (const assignee of ["ada", null])
      expect(assign(resolved(), assignee, aPerson())).toMatchObject({
        ok: false,
        error: { code: "invalid-transition", extra: { from: "RESOLVED" } },
      });
  });
});

describe("an explanation", () => {
  it("is written to an open break, and once more when it is another", () => {
    const { after } = accepted(explain(aRecord(), "Bank charges.", aPerson()))!;
    expect(after).toMatchObject({ state: "EXPLAINED", explanation: "Bank charges." });
    expect(explain(after, "Bank charges.", aPerson())).toEqual({ ok: true });
    expect(accepted(explain(after, "Their fee.", aPerson()))?.after.explanation).toBe("Their fee.");
    expect(explain(resolved(), "Late.", aPerson())).toMatchObject({
      ok: false,
      error: { code: "invalid-transition" },
    });
  });
});

describe("comments", () => {
  it("are written after the end as well, and are not in the history", () => {
    const { event, comment: said } = accepted(comment(resolved(), "For the auditor.", aPerson()));
    expect(said?.text).toBe("For the auditor.");
    expect(JSON.stringify(event)).not.toContain("auditor");
  });

  it("have an end", () => {
    const full = stands({ commentCount: COMMENT_COUNT_MAX });
    expect(comment(full, "One more.", aPerson())).toMatchObject({
      ok: false,
      error: { code: "limit-reached" },
    });
  });
});

describe("reopening", () => {
  it("begins the break's time anew, gives it to nobody and says why", () => {
    const { after, event } = accepted(
      reopen({ ...resolved(), assignee: "ada" }, "It was not.", aPerson("one", 48)),
    );
    expect(after).toMatchObject({ state: "OPEN", reopenCount: 1, dueAt: "2026-03-06T12:00:00.000Z" });
    for (const gone of ["assignee", "resolution"]) expect(after).not.toHaveProperty(gone);
    expect(event).toMatchObject({ type: "break.reopened", data: { why: "ASKED", reason: "It was not." } });
  });

  it("is for what is resolved", () => {
    expect(reopen(aRecord(), "x", aPerson())).toMatchObject({
      ok: false,
      error: { code: "invalid-transition" },
    });
  });
});

describe("a break's time", () => {
  it.each([
    ["CRITICAL", "USD", "2026-07-02T12:00:00.000Z", "2026-07-06T12:00:00.000Z"], // Independence Day is observed on the 3rd
    ["CRITICAL", "EUR", "2026-07-02T12:00:00.000Z", "2026-07-03T12:00:00.000Z"],
    ["CRITICAL", "JPY", "2026-07-03T12:00:00.000Z", "2026-07-06T12:00:00.000Z"],
    ["HIGH", "EUR", "2026-04-02T12:00:00.000Z", "2026-04-08T12:00:00.000Z"], // Good Friday and Easter Monday
    ["MEDIUM", "USD", "2026-03-02T12:00:00.000Z", "2026-03-09T12:00:00.000Z"],
    ["LOW", "USD", "2026-03-02T12:00:00.000Z", "2026-03-30T12:00:00.000Z"],
  ] as const)("%s in %s from %s is until %s", (...[severity, currency, from, until]) => {
    expect(dueAtOf(severity, Currency.parse(currency), at(from))).toBe(until);
  });

  it.each([
    [0, "0-1"],
    [1, "0-1"],
    [2, "2-5"],
    [5, "2-5"],
    [6, "6-10"],
    [10, "6-10"],
    [11, "11-30"],
    [30, "11-30"],
    [31, "31+"],
    [4_000, "31+"],
  ])("%d days after it was first seen it is %s days old", (days, age) => {
    expect(ageOf(aRecord(), plusDays(now, days))).toBe(age);
  });

  it("is over after it, and only while it is open", () => {
    const record = aRecord();
    expect(isOverdue(record, record.dueAt)).toBe(false);
    expect(isOverdue(record, plusDays(record.dueAt, 1))).toBe(true);
    expect(isOverdue(resolved(), plusDays(record.dueAt, 1))).toBe(false);
  });
});

describe("evidence", () => {
  it("keeps the first facts of each source and counts the rest, whatever the sources wrote", () => {
    const banked = Array.from({ length: FACT_COUNT_MAX + 3 }, () =>
      aBankLine({ text: "x".repeat(9_000), references: Array.from({ length: 99 }, (_, n) => `R-${n}`) }),
    );
    const found = aBreak({}, { banked });
    const { evidence } = findingOf(found);
    expect(evidence.banked.facts).toHaveLength(FACT_COUNT_MAX);
    expect(evidence.banked.more).toBe(3);
    expect(evidence.banked.facts[0]).toMatchObject({ text: "x".repeat(200) });
    expect(evidence.banked.facts[0]?.["references"]).toHaveLength(8);
    expect(evidence.reported).toMatchObject({ facts: found.evidence.reported, more: 0 });
  });

  it("fits into an item at its largest", () => {
    const line = aBankLine({
      text: "€".repeat(9_000),
      references: Array.from({ length: 99 }, () => "€".repeat(999)),
    });
    const many = Array.from({ length: 50 }, () => line);
    const subjects = Array.from({ length: 500 }, (_, n) => `${"s".repeat(40)}${n}`);
    const of = { reported: many, advised: many, remittances: many, banked: many, credits: many } as never;
    const ids = { reported: subjects, advised: subjects, remittances: [], banked: [], credits: [] };
    const evidence = boundedEvidence(ids, of);
    expect(evidence.moreSubjects).toBe(900);
    expect(Buffer.byteLength(JSON.stringify(evidence))).toBeLessThan(400_000);
  });

  it("of what something else found is what it names", () => {
    expect(namedEvidence(["a"])).toMatchObject({
      subjects: ["a"],
      moreSubjects: 0,
      banked: { facts: [], more: 0 },
    });
  });

  it("and all lines of explanation are bounded", () => {
    const { explain: lines } = findingOf({
      ...aBreak(),
      explain: Array.from({ length: 30 }, () => "x".repeat(900)),
    });
    expect(lines).toHaveLength(10);
    expect(lines[0]).toHaveLength(300);
  });
});

describe("what is shown of a break", () => {
  it("has its age and whether it is late, and nothing that only the store knows", () => {
    const view = breakView(aRecord(), plusDays(now, 7));
    expect(view).toMatchObject({ age: "6-10", overdue: true });
    for (const hidden of ["fingerprint", "head", "source", "sequence", "openedAt"])
      expect(view).not.toHaveProperty(hidden);
  });

  it("has its evidence where all of it is asked for", () => {
    const found = findingOf(aBreak());
    expect(breakDetail(aRecord(), found.evidence, now).evidence).toEqual(found.evidence);
  });
});

describe("a summary", () => {
  it("counts and adds up by code, severity and age, what is missing apart from what is too much", () => {
    const lenderId = aLenderId();
    const records = [
      aRecord({ amount: 500 }),
      aRecord({ amount: -200 }),
      aRecord({ amount: 30, currency: "EUR" }),
      aRecord({ code: "DATE_DIFF", amount: 0 }, -72),
    ];
    const usd = { currency: "USD", missing: 500, surplus: 200 };
    const eur = { currency: "EUR", missing: 30, surplus: 0 };
    expect(summarise({ lenderId, records, complete: true }, plusDays(now, 3))).toEqual({
      lenderId,
      count: 4,
      overdueCount: 3,
      complete: true,
      byCode: [
        { code: "AMOUNT_DIFF", count: 3, amounts: [eur, usd] },
        { code: "DATE_DIFF", count: 1, amounts: [{ currency: "USD", missing: 0, surplus: 0 }] },
      ],
      bySeverity: [
        { severity: "HIGH", count: 3, amounts: [eur, usd] },
        { severity: "LOW", count: 1, amounts: [{ currency: "USD", missing: 0, surplus: 0 }] },
      ],
      byAge: [
        { age: "2-5", count: 3, amounts: [eur, usd] },
        { age: "6-10", count: 1, amounts: [{ currency: "USD", missing: 0, surplus: 0 }] },
      ],
    });
  });
});

describe("a request about many breaks", () => {
  const breakIds = Array.from(
    { length: 101 },
    (_, n) => `brk_${n.toString(16).toUpperCase().padStart(26, "0")}`,
  );
  const command = { kind: "COMMENT", text: "x" };

  it("names at most a hundred, each once", () => {
    expect(BreakBulkRequest.safeParse({ breakIds: breakIds.slice(0, 100), command }).success).toBe(true);
    for (const wrong of [breakIds, [], [breakIds[0], breakIds[0]], ["brk_1"]])
      expect(BreakBulkRequest.safeParse({ breakIds: wrong, command }).success).toBe(false);
  });

  it.each([
    { kind: "DELETE" },
    { kind: "COMMENT", text: "" },
    { kind: "COMMENT", text: "x".repeat(2_001) },
    { kind: "EXPLAIN", explanation: "x".repeat(2_001) },
    { kind: "ASSIGN" },
    { kind: "REOPEN" },
    { kind: "CONFIRM", reason: "x" },
  ])("says one thing that can be done: not %o", (wrong) => {
    expect(BreakCommand.safeParse(wrong).success).toBe(false);
  });
});
