import { beforeAll, describe, expect, it } from "vitest";
import { aTenantHere, operatorHere } from "../../support/here.ts";
import type { Tenant } from "../../support/tenant.ts";

const idsOf = (items: readonly { readonly accountId: string }[]) => items.map(({ accountId }) => accountId);

describe("GET /v1/accounts", () => {
  let tenant: Tenant;
  const placed: string[] = [];
  beforeAll(async () => {
    tenant = await aTenantHere();
    for (let n = 0; n < 5; n += 1) placed.push((await tenant.place()).accountId);
  });

  it("lists a lender's accounts in the order in which they came", async () => {
    const { status, body } = await tenant.lender.get("/v1/accounts");
    expect(status).toBe(200);
    expect(idsOf(body.items)).toEqual(placed);
    expect(body.nextCursor).toBeUndefined();
    expect(body.items[0]).toMatchObject({
      lifecycle: "OFFERED",
      facets: { dispute: "NONE", payment: "NONE" },
    });
  });

  it("leads from page to page, each account once", async () => {
    const seen: string[] = [];
    let cursor: string | undefined;
    for (let page = 0; page < 4; page += 1) {
      const { body } = await tenant.lender.get(`/v1/accounts?limit=2${cursor ? `&cursor=${cursor}` : ""}`);
      seen.push(...idsOf(body.items));
      cursor = body.nextCursor;
      if (cursor === undefined) break;
    }
    expect(seen).toEqual(placed);
  });

  it("shows no debtor and no one else's accounts", async () => {
    await (await aTenantHere()).place();
    const { body } = await tenant.lender.get("/v1/accounts");
    expect(idsOf(body.items)).toEqual(placed);
    expect(JSON.stringify(body)).not.toMatch(/Alex|debtor\.example/u);
  });

  it("lets finance and the operator read one lender's list at a time", async () => {
    const operator = operatorHere();
    const path = `/v1/accounts?lenderId=${tenant.lender.lenderId}`;
    for (const kind of ["FINANCE", "ADMIN"]) {
      const { body } = await operator.call(path, { apiKey: await operator.newKey({ kind }) });
      expect(idsOf(body.items)).toEqual(placed);
    }
  });

  it("is empty for a lender that placed nothing", async () => {
    const { lender } = await aTenantHere({ agencies: 0 });
    expect((await lender.get("/v1/accounts")).body).toEqual({ items: [] });
  });
});
