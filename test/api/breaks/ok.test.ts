import { describe, expect, it } from "vitest";
import { plusDays, systemClock } from "../../../shared/kernel/time.ts";
import { aBreakDesk, manual, writeOff } from "../../support/break-desk.ts";
import type { Json } from "../../support/http.ts";
import { refusal } from "../../support/refusals.ts";
import { breaksSeen } from "../../support/seen-breaks.ts";
import { demand, usd } from "../../support/tenant.ts";

const types = ({ items }: Json) => items.map(({ type }: Json) => type);

describe("a break", () => {
  it("is listed, counted and shown with what all sources say", async () => {
    const { get, path, breakIds, agencyId, lenderId } = await aBreakDesk({}, [500, -200]);
    await expect.poll(async () => (await get("/v1/breaks")).body.items.length, { timeout: 10_000 }).toBe(2);
    const { items } = demand(await get("/v1/breaks?code=AMOUNT_DIFF&severity=HIGH&age=0-1"), 200).body;
    expect(new Set(items.map(({ breakId }: Json) => breakId))).toEqual(new Set(breakIds));
    expect((await get(`/v1/breaks?agencyId=${agencyId}&limit=1`)).body).toMatchObject({
      items: [{ state: "OPEN" }],
      nextCursor: expect.any(String),
    });
    expect((await get(path)).body).toMatchObject({
      breakId: breakIds[0],
      lenderId,
      amount: 500,
      overdue: false,
      evidence: {
        reported: { facts: [{ amount: 10_000 }], more: 0 },
        advised: { facts: [{ amount: 9_500 }], more: 0 },
        banked: { facts: [], more: 0 },
      },
    });
    expect((await get("/v1/break-summary")).body).toMatchObject({
      count: 2,
      overdueCount: 0,
      complete: true,
      byCode: [{ code: "AMOUNT_DIFF", count: 2, amounts: [{ missing: 500, surplus: 200 }] }],
      byAge: [{ age: "0-1", count: 2 }],
    });
  });

  it("is assigned, commented and explained, and its history says so", async () => {
    const { get, work, path } = await aBreakDesk();
    expect((await work("assignee", { assignee: "ada" })).body).toMatchObject({
      state: "ASSIGNED",
      assignee: "ada",
    });
    const again = await work("assignee", { assignee: "ada" });
    expect(again.headers.get("idempotent-replayed")).toBe("true");
    const said = demand(await work("comments", { text: "Asked the agency." }), 201).body;
    expect((await get(`${path}/comments`)).body.items).toEqual([said]);
    expect((await work("explanation", { explanation: "Their bank kept it." })).body).toMatchObject({
      state: "EXPLAINED",
      explanation: "Their bank kept it.",
      commentCount: 1,
      version: 4,
    });
    const { body } = await get(`${path}/events`);
    expect(types(body)).toEqual(["break.opened", "break.assigned", "break.commented", "break.explained"]);
    expect(JSON.stringify(body)).not.toContain("Asked the agency.");
  });

  it("is written off by an entry that goes into the lender's journal, and opened again by its exact negative", async () => {
    const { get, work, path, agencyId } = await aBreakDesk();
    const resolved = demand(await work("resolution", writeOff), 200).body;
    const postings = [
      { account: `agency-clearing/${agencyId}`, amount: -500 },
      { account: "tolerance", amount: 500 },
    ];
    expect(resolved).toMatchObject({ state: "RESOLVED", resolution: { method: writeOff.method, postings } });
    const date = systemClock.now().slice(0, 10);
    const entries = async (): Promise<Json[]> =>
      (await get(`/v1/ledger/entries?currency=USD&date=${date}`)).body.items.filter(
        ({ accountId }: Json) => accountId === resolved.breakId,
      );
    await expect.poll(async () => (await entries()).length, { timeout: 20_000 }).toBe(1);
    expect(await entries()).toMatchObject([{ eventId: resolved.resolution.ledgerEventId, postings }]);
    expect((await get("/v1/breaks?state=RESOLVED")).body.items).toMatchObject([
      { breakId: resolved.breakId },
    ]);
    const open = demand(await work("reopening", { reason: "They paid after all." }), 200).body;
    expect(open).toMatchObject({ state: "OPEN", reopenCount: 1 });
    await expect.poll(async () => (await entries()).length, { timeout: 20_000 }).toBe(2);
    const balance = (await get("/v1/ledger/trial-balance?currency=USD")).body;
    expect(balance.debit).toBe(balance.credit);
    expect(balance.accounts.find(({ account }: Json) => account === "tolerance").balance).toBe(0);
    expect(types((await get(`${path}/events`)).body)).toEqual([
      "break.opened",
      "break.resolved",
      "break.reopened",
    ]);
  });

  it("is matched by an entry of the lender's own books", async () => {
    const { work, lender, ...desk } = await aBreakDesk();
    const { accountId } = await desk.place();
    const posted = (await lender.history(accountId)).find(({ postings }) => postings.length > 0)!;
    const { sequence, eventId } = posted;
    const request = { method: "MATCH", explanation: "It came.", ledgerEntry: { accountId, sequence } };
    expect((await work("resolution", request)).body).toMatchObject({
      state: "RESOLVED",
      resolution: { method: "MATCH", ledgerEventId: eventId, postings: [] },
    });
  });

  it("above the lender's limit waits until another key approves", async () => {
    const { get, work, approver, path } = await aBreakDesk({ fourEyesAbove: usd(499) });
    const proposed = demand(await work("resolution", writeOff, { key: approver }), 200).body;
    expect(proposed).toMatchObject({ state: "OPEN", proposal: { request: writeOff } });
    expect(refusal(await work("resolution", manual))).toEqual([409, "invalid-transition"]);
    expect(refusal(await work("resolution/confirmation", {}, { key: approver }))).toEqual([
      409,
      "four-eyes-needed",
    ]);
    const rejected = demand(
      await work("resolution/rejection", { reason: "Ask." }, { key: approver }),
      200,
    ).body;
    expect(rejected).not.toHaveProperty("proposal");
    demand(await work("resolution", writeOff), 200);
    const { body } = await work("resolution/confirmation", {}, { key: approver });
    expect(body).toMatchObject({
      state: "RESOLVED",
      resolution: { confirmedBy: expect.stringMatching(/^key_/u) },
    });
    expect(types((await get(`${path}/events`)).body)).toEqual([
      "break.opened",
      "break.resolution_proposed",
      "break.resolution_rejected",
      "break.resolution_proposed",
      "break.resolved",
    ]);
  });

  it("that a person accepted stays resolved while a run finds the same, and comes back with another amount", async () => {
    const { get, work, path, found } = await aBreakDesk();
    await work("resolution", manual);
    const later = plusDays(systemClock.now(), 1);
    await breaksSeen(found, later);
    expect((await get(path)).body).toMatchObject({ state: "RESOLVED", timesSeen: 2 });
    await breaksSeen([{ ...found[0]!, amount: 501 }], plusDays(later, 1));
    expect((await get(path)).body).toMatchObject({ state: "OPEN", amount: 501, reopenCount: 1 });
  });
});

describe("a command with a key of the caller's", () => {
  it("takes effect once, and answers a repeat as the first time", async () => {
    const { get, work, path } = await aBreakDesk();
    const headers = { "idempotency-key": "once" };
    const first = demand(await work("comments", { text: "One." }, { headers }), 201);
    const again = demand(await work("comments", { text: "One." }, { headers }), 201);
    expect(again.body).toEqual(first.body);
    expect(again.headers.get("idempotent-replayed")).toBe("true");
    expect((await get(`${path}/comments`)).body.items).toHaveLength(1);
    expect(refusal(await work("comments", { text: "Two." }, { headers }))).toEqual([
      422,
      "idempotency-key-reused",
    ]);
  });
});

describe("one command on many breaks", () => {
  it("is done or refused for each by itself, and once under a key", async () => {
    const { bulk, work, breakIds, get } = await aBreakDesk({}, [500, 600, 700]);
    await work("resolution", manual);
    const strange = `brk_${"0".repeat(26)}`;
    const command = { kind: "RESOLVE", resolution: writeOff };
    const ask = async () =>
      bulk({ breakIds: [...breakIds, strange], command }, { "idempotency-key": "month-end" });
    const { body } = demand(await ask(), 200);
    expect(body.items).toMatchObject([
      { breakId: breakIds[0], outcome: "REFUSED", code: "invalid-transition" },
      { breakId: breakIds[1], outcome: "DONE", state: "RESOLVED" },
      { breakId: breakIds[2], outcome: "DONE", state: "RESOLVED" },
      { breakId: strange, outcome: "REFUSED", code: "not-found" },
    ]);
    expect((await ask()).body).toEqual(body);
    expect(types((await get(`/v1/breaks/${breakIds[1]}/events`)).body)).toEqual([
      "break.opened",
      "break.resolved",
    ]);
  });
});
