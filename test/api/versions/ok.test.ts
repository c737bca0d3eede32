import { describe, expect, it } from "vitest";
import { isForTheOperator } from "../../support/admin-refusals.ts";
import { aTenantHere, operatorHere } from "../../support/here.ts";
import { pointers, refusal } from "../../support/refusals.ts";
import { aContract, aPolicy, demand, usd } from "../../support/tenant.ts";

const operator = operatorHere();
const nobodys = "/v1/lenders/lnd_01ARZ3NDEKTSV4RRFFQ69G5FAV";
const noContracts = `${nobodys}/contracts/agy_01ARZ3NDEKTSV4RRFFQ69G5FAV/versions`;

const numbers = (body: { items: { version: number }[] }) => body.items.map(({ version }) => version);

describe("GET /v1/lenders/{id}/policies", () => {
  it("keeps every policy as it was saved, newest first, page by page", async () => {
    const { lender } = await aTenantHere();
    const path = `/v1/lenders/${lender.lenderId}`;
    for (const daysPastDueMin of [60, 60, 90])
      demand(await operator.put(path, { name: "B", policy: aPolicy({ daysPastDueMin }) }), 200);
    const { body } = await operator.get(`${path}/policies?limit=2`);
    expect(numbers(body)).toEqual([3, 2]);
    expect(body.items[0]).toMatchObject({ policy: { daysPastDueMin: 90 }, savedAt: expect.any(String) });
    const rest = await operator.get(`${path}/policies?cursor=${body.nextCursor}`);
    expect(rest.body.items).toMatchObject([{ version: 1, policy: aPolicy() }]);
    expect(rest.body).not.toHaveProperty("nextCursor");
  });

  it("is empty for a lender that was never set up", async () => {
    expect((await operator.get(`${nobodys}/policies`)).body).toEqual({ items: [] });
  });

  isForTheOperator(`${nobodys}/policies`, {});
});

describe("a policy", () => {
  it.each([
    ["a rule off that stands for the law", { rulesOff: ["deceased"] }, "/policy/rulesOff/0"],
    ["a product that is none", { products: { YACHT: {} } }, "/policy/products/YACHT"],
    ["more than all to challengers", { challengerPermille: 1_001 }, "/policy/challengerPermille"],
    [
      "a product's band in two currencies",
      { products: { AUTO_LOAN: { balanceMin: { amount: 1, currency: "EUR" } } } },
      "/policy/products/AUTO_LOAN/balanceMin/currency",
    ],
  ])("is refused with %s", async (_name, policy, pointer) => {
    const answer = await operator.put(nobodys, { name: "B", policy: aPolicy(policy) });
    expect([refusal(answer), pointers(answer)]).toEqual([[422, "invalid-request"], [pointer]]);
  });
});

describe("GET /v1/lenders/{id}/contracts/{agencyId}/versions", () => {
  it("keeps every contract as it was saved, newest first", async () => {
    const { lender, agency } = await aTenantHere();
    const path = `/v1/lenders/${lender.lenderId}/contracts/${agency.agencyId}`;
    const terms = { share: 7, capacityPerDay: 9, segments: ["PRIME"], arm: "CHALLENGER" };
    for (const changes of [terms, terms])
      demand(await operator.put(path, aContract({ balanceMax: usd(999_999), ...changes })), 200);
    const { body } = await operator.get(`${path}/versions`);
    expect(numbers(body)).toEqual([2, 1]);
    expect(body.items[0]).toMatchObject({ ...terms, agencyId: agency.agencyId });
    expect(body.items[1]).toMatchObject({ share: 1, arm: "CHAMPION", segments: [] });
  });

  isForTheOperator(noContracts, {});
});
