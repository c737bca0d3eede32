import { describe, expect, it } from "vitest";
import { idempotencyStore } from "../../shared/accounts/idempotency-store.ts";
import { changeBreak } from "../../shared/breaks/change-break.ts";
import { breakIdOf } from "../../shared/breaks/finding.ts";
import { listBreaks, BreakQuery } from "../../shared/breaks/list-breaks.ts";
import type { BreakRecord } from "../../shared/breaks/model.ts";
import { openFinding } from "../../shared/breaks/open-finding.ts";
import { readSummary } from "../../shared/breaks/read-summary.ts";
import { resolve } from "../../shared/breaks/resolution.ts";
import { breakStore } from "../../shared/breaks/store.ts";
import { comment } from "../../shared/breaks/work-on.ts";
import { Currency } from "../../shared/kernel/money.ts";
import { plusDays, plusHours, type Instant } from "../../shared/kernel/time.ts";
import { newReader, updateOne, type Page } from "../../shared/platform/dynamo.ts";
import { newWrite } from "../../shared/platform/write.ts";
import type { Break } from "../../shared/reconciliation/outcome.ts";
import { aBankLine, aBreak, aPerson, settlingOn } from "../support/breaks.ts";
import { aLenderId, now } from "../support/builders.ts";
import { quietTable } from "../support/quiet-table.ts";
import { wholeLook } from "../support/whole-look.ts";

const table = quietTable();
const reader = newReader(table);
const breaks = breakStore(reader);
const currency = Currency.parse("USD");

function aBook() {
  const lenderId = aLenderId();
  const time = { now };
  const clock = { now: (): Instant => time.now };
  const deps = { breaks, write: newWrite(table), update: updateOne(table), clock };
  const observe = wholeLook(deps);
  const change = changeBreak({
    ...deps,
    settling: settlingOn(reader),
    idempotency: idempotencyStore(reader),
  });
  const list = listBreaks({ breaks, clock });
  const run = async (seen: readonly Break[], hour = 0) => {
    time.now = plusHours(now, hour);
    return observe({ lenderId, currency, seen, at: time.now });
  };
  const pages = async (query: object, limit: number) => {
    const found: BreakRecord[] = [];
    let after: Page["next"];
    do {
      const page = await list({ lenderId, query: BreakQuery.parse(query), limit, ...(after && { after }) });
      found.push(...page.records);
      after = page.next;
    } while (after !== undefined);
    return found;
  };
  return { lenderId, time, clock, deps, run, change, pages };
}

const idOf = ({ fingerprint }: Break) => breakIdOf(fingerprint);

describe("breaks in the table", () => {
  it("are listed by when they are due, in pages of any size, and leave the list when they are resolved", async () => {
    const { lenderId, run, pages, change } = aBook();
    const codes = ["INV_ZOMBIE", "AMOUNT_DIFF", "PAY_MISSING_AT_AGENCY", "CREDIT_BALANCE"] as const;
    const seen = Array.from({ length: 21 }, (_, n) =>
      aBreak({ lenderId, code: codes[n % 4]!, amount: n + 1 }),
    );
    expect(await run(seen)).toMatchObject({ OPENED: 21, CLEARED: 0 });
    const all = await pages({}, 200);
    expect(new Set(all.map(({ breakId }) => breakId))).toEqual(new Set(seen.map(idOf)));
    expect(all.map(({ dueAt }) => dueAt)).toEqual(all.map(({ dueAt }) => dueAt).toSorted());
    for (const limit of [1, 4, 21]) expect(await pages({}, limit)).toEqual(all);
    const [first] = all;
    await change(
      { breakId: first!.breakId, reach: { lenderId }, actor: aPerson().actor, what: "resolution" },
      async (before, by) => resolve(before, { request: { method: "MANUAL", explanation: "x" } }, by),
    );
    expect((await pages({}, 5)).map(({ breakId }) => breakId)).toEqual(
      all.slice(1).map(({ breakId }) => breakId),
    );
    expect(await pages({ state: "RESOLVED" }, 5)).toMatchObject([{ breakId: first!.breakId }]);
    expect(await run(seen.slice(1, 3), 24)).toMatchObject({ OPENED: 0, SEEN_AGAIN: 2, CLEARED: 18 });
    const resolved = await pages({ state: "RESOLVED" }, 3);
    expect(resolved).toHaveLength(19);
    expect(resolved.at(-1)?.breakId).toBe(first!.breakId);
  });

  it("are listed as resolved, the latest first, whether they were given up or not", async () => {
    const { lenderId, run, pages, change, time } = aBook();
    const seen = Array.from({ length: 9 }, (_, n) => aBreak({ lenderId, amount: n + 1 }));
    await run(seen);
    const posting = { entry: "WRITE_OFF_CLEARING" } as const;
    const requests = [
      { method: "MANUAL", explanation: "x" },
      { method: "WRITE_OFF_TOLERANCE", explanation: "x", posting },
    ] as const;
    for (const [n, one] of seen.entries()) {
      time.now = plusHours(now, n + 1);
      await change(
        { breakId: idOf(one), reach: { lenderId }, actor: aPerson().actor, what: "resolution" },
        async (before, by) => resolve(before, { request: requests[n % 2]! }, by),
      );
    }
    for (const limit of [1, 2, 9])
      expect((await pages({ state: "RESOLVED" }, limit)).map(({ breakId }) => breakId)).toEqual(
        seen.map(idOf).toReversed(),
      );
  });

  it("that were given up come back one by one, however many there are, when no run finds them any more", async () => {
    const { lenderId, run, pages, change } = aBook();
    const seen = Array.from({ length: 130 }, (_, n) => aBreak({ lenderId, amount: n + 1 }));
    await run(seen);
    const posting = { entry: "WRITE_OFF_CLEARING" } as const;
    const request = { method: "WRITE_OFF_TOLERANCE", explanation: "x", posting } as const;
    for (const one of seen)
      await change(
        { breakId: idOf(one), reach: { lenderId }, actor: aPerson().actor, what: "resolution" },
        async (before, by) => resolve(before, { request }, by),
      );
    expect(await run(seen.slice(0, 3), 24)).toMatchObject({ SEEN_AGAIN: 3, CLEARED: 127 });
    expect(await run(seen.slice(0, 3), 48)).toMatchObject({ SEEN_AGAIN: 3, CLEARED: 0 });
    const methods = (await pages({ state: "RESOLVED" }, 200)).map(({ resolution }) => resolution?.method);
    expect(methods.filter((method) => method === "MATCH")).toHaveLength(127);
  });

  it("are picked by what they are, whose they are and how late they are", async () => {
    const { lenderId, time, run, pages, change } = aBook();
    const [high, medium, low] = [
      aBreak({ lenderId }),
      aBreak({ lenderId, code: "COMMISSION_DIFF" }),
      aBreak({ lenderId, code: "DATE_DIFF", agencyId: undefined }),
    ];
    await run([high, medium, low]);
    await change(
      { breakId: idOf(low), reach: {}, actor: aPerson().actor, what: "comments" },
      async (before, by) => comment(before, "Looked at.", by),
    );
    const found = async (query: object) => (await pages(query, 2)).map(({ code }) => code);
    expect(await found({ code: "COMMISSION_DIFF" })).toEqual(["COMMISSION_DIFF"]);
    expect(await found({ severity: "LOW" })).toEqual(["DATE_DIFF"]);
    expect(await found({ agencyId: high.agencyId })).toEqual(["AMOUNT_DIFF"]);
    expect(await found({ assignee: "ada" })).toEqual([]);
    expect(await found({ state: "ASSIGNED" })).toEqual([]);
    expect(await found({ overdue: "true" })).toEqual([]);
    time.now = plusDays(now, 3);
    expect(await found({ overdue: "true" })).toEqual(["AMOUNT_DIFF"]);
    expect(await found({ age: "2-5" })).toHaveLength(3);
    expect(await found({ age: "0-1" })).toEqual([]);
    expect(await breaks.comments(idOf(low), 10)).toMatchObject({ items: [{ text: "Looked at." }] });
    expect((await breaks.events(idOf(low), 10)).items).toMatchObject([
      { type: "break.opened", sequence: 1 },
      { type: "break.commented", sequence: 2 },
    ]);
  });

  it("of another currency, and what something else found, outlive a run that does not see them", async () => {
    const { lenderId, run, pages, deps } = aBook();
    await openFinding(deps)(
      { code: "INV_ZOMBIE", lenderId, currency, amount: 0, subjects: ["plc_1"], explain: ["still worked"] },
      { actor: { kind: "SYSTEM", id: "snapshots" }, at: now },
    );
    const euro = aBreak({ lenderId, currency: "EUR" });
    await wholeLook(deps)({ lenderId, currency: Currency.parse("EUR"), seen: [euro], at: now });
    expect(await run([], 24)).toMatchObject({ CLEARED: 0 });
    expect((await pages({}, 10)).map(({ code }) => code)).toEqual(["INV_ZOMBIE", "AMOUNT_DIFF"]);
    await expect(run([euro], 48)).rejects.toThrow("other books");
  });

  it("keep what shows them, at its largest", async () => {
    const { lenderId, run } = aBook();
    const line = aBankLine({ lenderId, text: "€".repeat(9_000) });
    const one = aBreak({ lenderId }, { banked: Array.from({ length: 500 }, () => line) });
    await run([one]);
    const { banked, subjects } = await breaks.evidence(idOf(one));
    expect(banked).toMatchObject({ more: 480 });
    expect(subjects).toEqual([...one.subjects.reported, ...one.subjects.advised]);
  });

  it("are not lost when a person and a run are at one at the same moment", async () => {
    const { lenderId, run, change } = aBook();
    const one = aBreak({ lenderId });
    await run([one]);
    const say = async (text: string) =>
      change(
        { breakId: idOf(one), reach: {}, actor: aPerson().actor, what: "comments" },
        async (before, by) => comment(before, text, by),
      );
    await Promise.all([run([one], 24), run([one], 24), say("a"), say("b")]);
    expect(await breaks.find(idOf(one))).toMatchObject({
      commentCount: 2,
      timesSeen: 2,
      lastSeenAt: plusHours(now, 24),
    });
  });

  it("are summed up from their list", async () => {
    const { lenderId, run, clock } = aBook();
    await run([aBreak({ lenderId, amount: 300 }), aBreak({ lenderId, amount: -50 })]);
    expect(await readSummary({ breaks, clock })(lenderId)).toMatchObject({
      count: 2,
      complete: true,
      byCode: [{ code: "AMOUNT_DIFF", count: 2, amounts: [{ currency: "USD", missing: 300, surplus: 50 }] }],
    });
  });

  it("go on only by a place of their own list", async () => {
    const { lenderId } = aBook();
    const page = breaks.page({ lenderId, list: "OPEN", limit: 1, after: { pk: "ACCOUNT#1" } });
    await expect(page).rejects.toThrow("invalid-cursor");
  });
});
