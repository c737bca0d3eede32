import { beforeAll, describe, expect, inject, it } from "vitest";
import { http } from "../../support/http.ts";
import { aTenantHere } from "../../support/here.ts";
import { pointers, refusal, refusesUnreadable, refusesWithoutKey } from "../../support/refusals.ts";
import { anAccount, demand, type Tenant } from "../../support/tenant.ts";

/** How long a busy machine may take to carry an event to its worker. */
const patiently = { timeout: 30_000 };

const nobodys = "/v1/accounts/acc_01ARZ3NDEKTSV4RRFFQ69G5FAV/circumstances";

describe("POST /v1/accounts/{id}/circumstances", () => {
  let tenant: Tenant;
  beforeAll(async () => {
    tenant = await aTenantHere();
  });

  const rejected = async (circumstances: object) => {
    const { body } = demand(await tenant.lender.post("/v1/accounts", anAccount({ circumstances })), 201);
    expect(body.lifecycle).toBe("REJECTED");
    return body.accountId as string;
  };
  const change = (accountId: string, json: unknown) =>
    tenant.lender.post(`/v1/accounts/${accountId}/circumstances`, json);

  it("screens a rejected account again at once, and what is cured is offered", async () => {
    const accountId = await rejected({ disputed: true });
    expect((await change(accountId, { disputed: false })).status).toBe(202);
    await expect
      .poll(async () => (await tenant.lender.account(accountId)).lifecycle, patiently)
      .toBe("OFFERED");
    const account = await tenant.lender.account(accountId);
    expect(account.screening.every(({ outcome }: { outcome: string }) => outcome === "PASS")).toBe(true);
    const history = await tenant.lender.history(accountId);
    expect(history.map(({ type }) => type)).toEqual([
      "account.received",
      "account.screened",
      "account.circumstances_changed",
      "account.screened",
      "placement.offered",
    ]);
    expect(history[2].data).toEqual({ former: { disputed: true }, current: { disputed: false } });
  });

  it("keeps an account rejected that something else still stands against", async () => {
    const accountId = await rejected({ disputed: true, deceased: true });
    await change(accountId, { disputed: false });
    await expect.poll(async () => (await tenant.lender.history(accountId)).length, patiently).toBe(4);
    const { lifecycle, screening } = await tenant.lender.account(accountId);
    const codes = screening.flatMap(({ code }: { code?: string }) => code ?? []);
    expect([lifecycle, codes]).toEqual(["REJECTED", ["DECEASED"]]);
  });

  it("takes a moratorium away with null, and names the former one", async () => {
    const accountId = await rejected({ moratorium: { until: "2099-12-31" } });
    await change(accountId, { moratorium: null });
    await expect
      .poll(async () => (await tenant.lender.account(accountId)).lifecycle, patiently)
      .toBe("OFFERED");
    const [, , changed] = await tenant.lender.history(accountId);
    expect(changed.data).toEqual({
      former: { moratorium: { until: "2099-12-31" } },
      current: { moratorium: null },
    });
  });

  it("only records and marks an account that an agency has", async () => {
    const { accountId } = await tenant.active();
    const { status, body } = await change(accountId, { deceased: true });
    expect([status, body.lifecycle, body.attention]).toEqual([202, "ACTIVE", ["CIRCUMSTANCES_CHANGED"]]);
  });

  it("writes nothing when nothing changes", async () => {
    const { accountId } = await tenant.place();
    const before = await tenant.lender.history(accountId);
    expect((await change(accountId, { deceased: false })).status).toBe(202);
    expect(await tenant.lender.history(accountId)).toEqual(before);
  });

  it("does not know another lender's accounts", async () => {
    const { accountId } = await (await aTenantHere()).place();
    expect(refusal(await change(accountId, { deceased: true }))).toEqual([404, "not-found"]);
    expect(refusal(await tenant.lender.post(nobodys, { deceased: true }))).toEqual([404, "not-found"]);
  });

  it("is not for agencies, finance and the operator", async () => {
    const keys = [
      tenant.agency.apiKey,
      await tenant.operator.newKey({ kind: "FINANCE" }),
      await tenant.operator.newKey({ kind: "ADMIN" }),
    ];
    for (const apiKey of keys)
      expect(refusal(await tenant.lender.call(nobodys, { json: { deceased: true }, apiKey }))).toEqual([
        403,
        "forbidden",
      ]);
  });

  it.each([
    ["nothing", {}, ""],
    ["a sickness in words", { vulnerability: { code: "has the flu" } }, "/vulnerability/code"],
    ["an unknown circumstance", { deceased: true, rich: true }, "/rich"],
    ["a day that is none", { moratorium: { until: "soon" } }, "/moratorium/until"],
  ])("refuses %s and points at it", async (_name, json, pointer) => {
    const answer = await tenant.lender.post(nobodys, json);
    expect([refusal(answer), pointers(answer)]).toEqual([[422, "invalid-request"], [pointer]]);
  });

  refusesUnreadable((raw, headers) => tenant.lender.call(nobodys, { raw, headers }));
  refusesWithoutKey((headers) => http(inject("cloud").baseUrl)(nobodys, { json: {}, headers }));
});
