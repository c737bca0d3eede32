import { createHash } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { aTenantHere, operatorHere } from "../../support/here.ts";
import type { Json } from "../../support/http.ts";
import { aMatchDesk } from "../../support/match-desk.ts";
import { monthEnd } from "../../support/month-end.ts";
import { demand, type Tenant } from "../../support/tenant.ts";

const operator = operatorHere();

const blockers = ({ checklist }: Json): readonly string[] =>
  checklist.filter(({ outcome }: Json) => outcome === "BLOCKS").map(({ code }: Json) => code);

describe("/v1/periods", () => {
  let tenant: Tenant;
  let desk: Awaited<ReturnType<typeof monthEnd>>;
  beforeAll(async () => {
    tenant = await aTenantHere();
    desk = await monthEnd(operator, tenant.lender.lenderId);
  });

  it("closes a month when what stopped it is done, by two keys, and keeps what it came to", async () => {
    const { keys, post, read, begun, checked, reconciled, path, periodId, from, to } = desk;
    expect(blockers(await read())).toEqual(
      expect.arrayContaining(["FIGURES_READY", "NO_DRIFT", "RECONCILED"]),
    );
    await begun();
    const early = await post("close", keys.approver);
    expect([early.status, early.body.code]).toEqual([409, "period-not-ready"]);
    expect(early.body.blockers.map(({ code }: Json) => code)).toEqual(
      expect.arrayContaining(["NO_DRIFT", "RECONCILED"]),
    );
    await checked();
    await reconciled();
    await expect.poll(async () => blockers(await read()), { timeout: 30_000 }).toEqual([]);
    const { body } = { body: demand(await post("close", keys.approver), 200).body };
    expect(body).toMatchObject({
      periodId,
      from,
      to,
      state: "CLOSED",
      figures: { entries: 1, debit: 75_000 },
    });
    expect(body.begunBy).not.toBe(body.closedBy);
    // Asked for again, it is what it was.
    expect(demand(await post("close", keys.approver), 200).body).toEqual(body);
    const balance = demand(await operator.call(`${path}/trial-balance`, { apiKey: keys.viewer }), 200).body;
    expect(balance).toMatchObject({ debit: 75_000, credit: 75_000 });
    expect(balance.accounts.map(({ account }: Json) => account)).toEqual(["opening", "receivable/PRINCIPAL"]);
  });

  it("hashes the very bytes that the month's export has", async () => {
    const { keys, read, from, to } = desk;
    const json = { kind: "JOURNAL", format: "JSONL", currency: "USD", from, to };
    const { exportId } = demand(
      await operator.call("/v1/exports", { apiKey: keys.operator, json }),
      202,
    ).body;
    const one = async () => (await operator.call(`/v1/exports/${exportId}`, { apiKey: keys.viewer })).body;
    await expect.poll(async () => (await one()).state, { timeout: 30_000 }).toBe("WRITTEN");
    const { url, sha256, bytes } = await one();
    const text = Buffer.from(await (await fetch(url)).arrayBuffer());
    expect((await read()).figures).toMatchObject({ sha256, bytes });
    expect(createHash("sha256").update(text).digest("hex")).toBe(sha256);
  });

  it("lists months back to the first entry, the latest first, page by page", async () => {
    const { keys, periodId } = desk;
    const list = async (query = "") =>
      demand(await operator.call(`/v1/periods?currency=USD${query}`, { apiKey: keys.viewer }), 200).body;
    const { items } = await list();
    expect(items).toHaveLength(2);
    expect(items.map(({ state }: Json) => state)).toEqual(["OPEN", "CLOSED"]);
    expect(items[1].periodId).toBe(periodId);
    const first = await list("&limit=1");
    expect(first.items).toEqual([items[0]]);
    expect(await list(`&limit=1&cursor=${first.nextCursor}`)).toEqual({ items: [items[1]] });
  });

  it("is given up while it is being closed", async () => {
    const other = await monthEnd(operator, (await aTenantHere()).lender.lenderId);
    await other.begun();
    const reason = { reason: "The agency's advice is still to come." };
    const open = demand(await other.post("reopening", other.keys.operator, reason), 200).body;
    expect(open).toMatchObject({ state: "OPEN" });
    expect(open).not.toHaveProperty("figures");
  });
});

describe("closing a month", () => {
  it("locks the advices of the month whose money is there", async () => {
    const today = new Date().toISOString().slice(0, 10);
    const period = { from: today, to: today };
    const lastMonth = new Date(Date.parse(`${today.slice(0, 7)}-01`) - 1).toISOString().slice(0, 10);
    const advices = await aMatchDesk([30_000], { advisedOn: lastMonth, period });
    await advices.bank("300.00");
    await advices.run();
    const state = async () => (await advices.get(`/v1/remittances/${advices.remittanceId}`)).state;
    expect(await state()).toBe("FUNDED");
    const { keys, post, read, begun, checked, reconciled } = await monthEnd(operator, advices.lenderId);
    await begun();
    await checked();
    await reconciled();
    await expect.poll(async () => blockers(await read()), { timeout: 30_000 }).toEqual([]);
    expect(await state()).toBe("FUNDED");
    demand(await post("close", keys.approver), 200);
    await expect.poll(state, { timeout: 30_000 }).toBe("LOCKED");
  });
});

describe("the sealed days", () => {
  it("are listed, verified, and stand in the bucket", async () => {
    const { lender } = await aTenantHere();
    const { keys, to } = await monthEnd(operator, lender.lenderId);
    const get = async (path: string) => demand(await operator.call(path, { apiKey: keys.viewer }), 200).body;
    const [book] = (await get("/v1/ledger/books")).items;
    expect(book).toMatchObject({ owner: lender.lenderId, currency: "USD" });
    const { items } = await get("/v1/ledger/seals?currency=USD&limit=200");
    expect(items[0]).toMatchObject({ date: book.sealedTo, hash: book.head });
    expect(items.at(-1)).toMatchObject({ date: to, entries: 1, previous: "0".repeat(64) });
    const seen = { checked: 0, events: 0 };
    let cursor = "";
    do {
      const page = await get(`/v1/ledger/verification?of=SEALS&currency=USD&limit=10${cursor}`);
      expect(page.differences).toEqual([]);
      seen.checked += page.checked;
      seen.events += page.events;
      cursor = page.nextCursor === undefined ? "" : `&cursor=${page.nextCursor}`;
    } while (cursor !== "");
    expect(seen).toEqual({ checked: items.length, events: 1 });
  });
});
