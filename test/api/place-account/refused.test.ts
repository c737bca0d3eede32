import { beforeAll, describe, expect, it } from "vitest";
import { aTenantHere } from "../../support/here.ts";
import { refusal } from "../../support/refusals.ts";
import { anAccount, newRef, usd, type Tenant } from "../../support/tenant.ts";

describe("POST /v1/accounts refuses", () => {
  let tenant: Tenant;
  beforeAll(async () => {
    tenant = await aTenantHere();
  });

  const count = async (): Promise<number> =>
    (await tenant.lender.get("/v1/accounts?limit=200")).body.items.length;

  it("a lender reference that was placed before, and names the account", async () => {
    const request = anAccount();
    const first = await tenant.lender.post("/v1/accounts", request);
    const before = await count();
    const again = await tenant.lender.post("/v1/accounts", { ...request, product: "CREDIT_CARD" });
    expect(refusal(again)).toEqual([409, "account-already-exists"]);
    expect(again.body.accountId).toBe(first.body.accountId);
    expect(await count()).toBe(before);
  });

  it("an Idempotency-Key that belongs to another body, and changes nothing", async () => {
    const headers = { "idempotency-key": newRef() };
    await tenant.lender.post("/v1/accounts", anAccount(), headers);
    const before = await count();
    const other = await tenant.lender.post("/v1/accounts", anAccount(), headers);
    expect(refusal(other)).toEqual([422, "idempotency-key-reused"]);
    expect(await count()).toBe(before);
  });

  it("a key's second use even where the reference is taken too", async () => {
    const request = anAccount();
    const headers = { "idempotency-key": newRef() };
    await tenant.lender.post("/v1/accounts", request, headers);
    const changed = {
      ...request,
      balance: [{ component: "PRINCIPAL", amount: usd(99_999) }],
    };
    expect(refusal(await tenant.lender.post("/v1/accounts", changed, headers))).toEqual([
      422,
      "idempotency-key-reused",
    ]);
  });

  it.each([
    ["with a space", "two words"],
    ["too long", "k".repeat(256)],
  ])("an Idempotency-Key that is %s", async (_name, key) => {
    const answer = await tenant.lender.post("/v1/accounts", anAccount(), { "idempotency-key": key });
    expect(refusal(answer)).toEqual([422, "invalid-request"]);
  });
});
