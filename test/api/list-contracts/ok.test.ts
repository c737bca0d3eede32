import { describe, expect, it } from "vitest";
import { isForTheOperator } from "../../support/admin-refusals.ts";
import { everyOne } from "../../support/admin-reads.ts";
import { aTenantHere, operatorHere } from "../../support/here.ts";
import { refusal } from "../../support/refusals.ts";
import { demand } from "../../support/tenant.ts";

const operator = operatorHere();
const nobody = "lnd_01ARZ3NDEKTSV4RRFFQ69G5FAV";

describe("GET /v1/lenders/{lenderId}/contracts", () => {
  it("shows every contract once over all pages, with what is open and placed", async () => {
    const { lender, agencies, place } = await aTenantHere({ agencies: 3 });
    const { agency } = await place();
    const path = `/v1/lenders/${lender.lenderId}/contracts`;
    const all = await everyOne(path, 2);
    expect(all.map(({ agencyId }) => agencyId)).toEqual(agencies.map(({ agencyId }) => agencyId).toSorted());
    const used = all.filter(({ open, placed }) => open === 1 && placed === 1);
    expect(used.map(({ agencyId }) => agencyId)).toEqual([agency.agencyId]);
    const alone = demand(await operator.get(`${path}/${agency.agencyId}`), 200);
    expect(alone.body).toEqual(used[0]);
    expect(alone.headers.get("etag")).toBe('"1"');
  });

  it("refuses a cursor of another list", async () => {
    const { lender } = await aTenantHere();
    const { nextCursor } = (await operator.get("/v1/agencies?limit=1")).body;
    const answer = await operator.get(`/v1/lenders/${lender.lenderId}/contracts?cursor=${nextCursor}`);
    expect(refusal(answer)).toEqual([400, "invalid-cursor"]);
  });

  it("answers 404 to an unknown lender or agency", async () => {
    const { lender } = await aTenantHere({ agencies: 0 });
    for (const path of [
      `/v1/lenders/${nobody}/contracts`,
      `/v1/lenders/${lender.lenderId}/contracts/agy_01ARZ3NDEKTSV4RRFFQ69G5FAV`,
    ])
      expect(refusal(await operator.get(path))).toEqual([404, "not-found"]);
  });

  isForTheOperator(`/v1/lenders/${nobody}/contracts`, {});
});
