import { beforeAll, describe, expect, it } from "vitest";
import { aTenantHere } from "../../support/here.ts";
import { pointers, refusal } from "../../support/refusals.ts";
import type { Tenant } from "../../support/tenant.ts";

describe("GET /v1/accounts/{id}/events refuses", () => {
  let tenant: Tenant;
  let accountId: string;
  beforeAll(async () => {
    tenant = await aTenantHere();
    ({ accountId } = await tenant.place());
  });

  const events = (id: string, query = "") => tenant.lender.get(`/v1/accounts/${id}/events${query}`);

  it("another lender's account as if it were not there", async () => {
    const other = await aTenantHere();
    const foreign = await other.place();
    expect(refusal(await events(foreign.accountId))).toEqual([404, "not-found"]);
  });

  it("an id that is none", async () => {
    expect(refusal(await events("acc_x"))).toEqual([404, "not-found"]);
  });

  it("a cursor of another account's history", async () => {
    const other = await tenant.place();
    const { body } = await events(other.accountId, "?limit=1");
    expect(refusal(await events(accountId, `?cursor=${body.nextCursor}`))).toEqual([400, "invalid-cursor"]);
  });

  it("a cursor that would step out of the events", async () => {
    const { body } = await events(accountId, "?limit=1");
    const text = Buffer.from(body.nextCursor, "base64url").toString("utf8");
    const tampered = Buffer.from(text.replace(/EVENT#[0-9]+/u, "DEBTOR")).toString("base64url");
    const answer = await events(accountId, `?cursor=${tampered}`);
    expect([200, 400]).toContain(answer.status);
    expect(JSON.stringify(answer.body)).not.toContain("sealed");
  });

  it.each(["0", "201", "x"])("a limit of %s", async (limit) => {
    const answer = await events(accountId, `?limit=${limit}`);
    expect(refusal(answer)).toEqual([422, "invalid-request"]);
    expect(pointers(answer)).toEqual(["/limit"]);
  });
});
