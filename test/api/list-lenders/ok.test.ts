import { describe, expect, it } from "vitest";
import { isForTheOperator } from "../../support/admin-refusals.ts";
import { everyOne } from "../../support/admin-reads.ts";
import { aTenantHere, operatorHere } from "../../support/here.ts";
import { refusal } from "../../support/refusals.ts";

const operator = operatorHere();

describe.each([
  ["/v1/lenders", "lenderId"],
  ["/v1/agencies", "agencyId"],
] as const)("GET %s", (path, id) => {
  it("shows each one once over all pages, by id, as reading it alone does", async () => {
    const tenants = [await aTenantHere(), await aTenantHere()];
    const own = tenants.map(({ lender, agency }) => ({ ...lender, ...agency })[id]);
    const all = await everyOne(path, 5);
    const ids = all.map((entry) => entry[id]);
    expect(ids).toEqual(ids.toSorted());
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(expect.arrayContaining(own));
    const listed = all.find((entry) => entry[id] === own[0]);
    const { contracts: _contracts, ...alone } = (await operator.get(`${path}/${own[0]}`)).body;
    expect(listed).toEqual(alone);
  });

  it("shows no secrets", async () => {
    await aTenantHere();
    expect(JSON.stringify((await operator.get(`${path}?limit=200`)).body)).not.toContain("whsec_");
  });

  it("refuses a cursor of another list", async () => {
    await aTenantHere();
    const other = path === "/v1/lenders" ? "/v1/agencies" : "/v1/lenders";
    await aTenantHere();
    const { nextCursor } = (await operator.get(`${other}?limit=1`)).body;
    expect(nextCursor).toEqual(expect.any(String));
    expect(refusal(await operator.get(`${path}?cursor=${nextCursor}`))).toEqual([400, "invalid-cursor"]);
  });

  isForTheOperator(path, {});
});
