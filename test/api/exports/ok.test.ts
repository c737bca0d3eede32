import { createHash } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { aTenantHere, operatorHere } from "../../support/here.ts";
import type { Answer, Json } from "../../support/http.ts";
import { refusal } from "../../support/refusals.ts";
import { demand, type Tenant } from "../../support/tenant.ts";

const operator = operatorHere();
const asked = { kind: "JOURNAL", currency: "USD", from: "2026-01-01", to: "2026-01-31" };

describe("/v1/exports", () => {
  let tenant: Tenant;
  let apiKey: string;
  beforeAll(async () => {
    tenant = await aTenantHere();
    apiKey = await operator.newKey({ kind: "FINANCE", role: "OPERATOR", lenderId: tenant.lender.lenderId });
  });

  const request = async (json: unknown): Promise<Answer> => operator.call("/v1/exports", { apiKey, json });
  const written = async (exportId: string): Promise<Json> => {
    const read = async () => (await operator.call(`/v1/exports/${exportId}`, { apiKey })).body;
    await expect.poll(async () => (await read()).state, { timeout: 20_000 }).toBe("WRITTEN");
    return read();
  };

  it("writes the journal of days that are over: counted, balanced, and with the hash of its bytes", async () => {
    const answer = demand(await request({ ...asked, accountCodes: { receivable: "1400" } }), 202);
    expect(answer.headers.get("location")).toBe(`/v1/exports/${answer.body.exportId}`);
    const one = await written(answer.body.exportId);
    expect(one).toMatchObject({ ...asked, format: "CSV", entries: 0, debit: 0, credit: 0 });
    const bytes = Buffer.from(await (await fetch(one.url)).arrayBuffer());
    expect(bytes.toString()).toMatch(/^entry,leg,postedOn,effectiveOn,accountCode,account,debit,credit,/u);
    expect([bytes.length, createHash("sha256").update(bytes).digest("hex")]).toEqual([one.bytes, one.sha256]);
  });

  it("writes the breaks of days that are over: none where none had been found by then", async () => {
    const { exportId } = demand(await request({ ...asked, kind: "BREAKS" }), 202).body;
    const one = await written(exportId);
    expect(one).toMatchObject({ kind: "BREAKS", entries: 0, state: "WRITTEN" });
    expect(await (await fetch(one.url)).text()).toBe(
      "break,code,severity,owner,agency,state,amount,currency,openedOn,resolvedOn,method,resolvedBy,reopened\n",
    );
  });

  it("writes what was recovered in days that are over: nothing where nothing had been placed by then", async () => {
    const { exportId } = demand(await request({ ...asked, kind: "RECOVERIES" }), 202).body;
    const one = await written(exportId);
    expect(one).toMatchObject({ kind: "RECOVERIES", entries: 0, debit: 0, credit: 0 });
    expect(await (await fetch(one.url)).text()).toBe(
      "agency,vintage,month,monthsSince,offered,accounts,placed,gross,direct,reversed,net,commission,costs,netToDate,liquidationBasisPoints,currency\n",
    );
  });

  it("answers the same export to the same question, and another one to another", async () => {
    const first = demand(await request({ ...asked, format: "JSONL" }), 202).body.exportId;
    await written(first);
    const again = demand(await request({ ...asked, format: "JSONL" }), 200).body;
    expect(again).toMatchObject({ exportId: first, state: "WRITTEN", bytes: 0 });
    const other = (await request({ ...asked, format: "JSONL", to: "2026-01-30" })).body.exportId;
    expect(other).not.toBe(first);
    const { body } = await operator.call("/v1/exports", { apiKey });
    expect(body.items.map(({ exportId }: Json) => exportId)).toEqual(expect.arrayContaining([first, other]));
  });

  it.each([
    ["today's, whose bytes still change", { to: new Date().toISOString().slice(0, 10) }, "/to"],
    ["days in the wrong order", { to: "2025-12-31" }, "/to"],
    ["account codes of breaks", { kind: "BREAKS", accountCodes: { receivable: "1400" } }, "/accountCodes"],
    ["account codes of recoveries", { kind: "RECOVERIES", accountCodes: {} }, "/accountCodes"],
    ["something unknown", { kind: "SECRETS" }, "/kind"],
    [
      "more account codes than 200",
      { accountCodes: Object.fromEntries(Array.from({ length: 201 }, (_, n) => [`a${n}`, "1"])) },
      "/accountCodes",
    ],
  ])("refuses %s", async (_name, over, pointer) => {
    const answer = await request({ ...asked, ...over });
    expect(refusal(answer)).toEqual([422, "invalid-request"]);
    expect(answer.body.errors[0].pointer).toBe(pointer);
  });

  it("is for operators of finance: a viewer reads and asks for nothing, others are turned away", async () => {
    const viewer = await operator.newKey({ kind: "FINANCE", lenderId: tenant.lender.lenderId });
    expect((await operator.call("/v1/exports", { apiKey: viewer })).status).toBe(200);
    for (const key of [viewer, tenant.lender.apiKey, await operator.newKey({ kind: "ADMIN" })])
      expect(refusal(await operator.call("/v1/exports", { apiKey: key, json: asked }))).toEqual([
        403,
        "forbidden",
      ]);
    expect(refusal(await operator.call("/v1/exports", { apiKey: undefined, json: asked }))).toEqual([
      401,
      "unauthenticated",
    ]);
  });

  it("shows another lender's finance nothing", async () => {
    const { exportId } = (await request(asked)).body;
    const stranger = await operator.newKey({
      kind: "FINANCE",
      role: "OPERATOR",
      lenderId: (await aTenantHere()).lender.lenderId,
    });
    for (const id of [exportId, "exp_1"])
      expect(refusal(await operator.call(`/v1/exports/${id}`, { apiKey: stranger }))).toEqual([
        404,
        "not-found",
      ]);
    const named = { ...asked, lenderId: tenant.lender.lenderId };
    expect(refusal(await operator.call("/v1/exports", { apiKey: stranger, json: named }))).toEqual([
      404,
      "not-found",
    ]);
  });
});
