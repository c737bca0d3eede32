import { describe, expect, inject, it } from "vitest";
import { aTenantHere, operatorHere } from "../../support/here.ts";
import { http } from "../../support/http.ts";
import { pointers, refusal, refusesWithoutKey } from "../../support/refusals.ts";

const path = "/v1/overdue-clocks";

/** What stands on the list is seen where time is moved, in the journeys. */
describe("GET /v1/overdue-clocks", () => {
  it("is empty before anything is late, and is the lender's own", async () => {
    const [mine, other] = [await aTenantHere(), await aTenantHere()];
    const { agency, placementId } = await other.active();
    await agency.callback("dispute.raised", { placementId, data: { type: "OTHER" } });
    expect((await other.lender.get(path)).body).toEqual({ items: [] });
    const theirs = `${path}?lenderId=${other.lender.lenderId}`;
    expect(refusal(await mine.lender.get(theirs))).toEqual([404, "not-found"]);
    const apiKey = await operatorHere().newKey({ kind: "FINANCE" });
    expect((await mine.lender.call(theirs, { apiKey })).body).toEqual({ items: [] });
    expect(refusal(await mine.lender.call(path, { apiKey }))).toEqual([422, "invalid-request"]);
    expect(refusal(await mine.lender.call(path, { apiKey: agency.apiKey }))).toEqual([403, "forbidden"]);
  });

  it.each([
    ["limit=0", "/limit"],
    ["kind=RESCREEN", "/kind"],
  ])("refuses %s", async (query, pointer) => {
    const { lender } = await aTenantHere({ agencies: 0 });
    const answer = await lender.get(`${path}?${query}`);
    expect(refusal(answer)).toEqual([422, "invalid-request"]);
    expect(pointers(answer)).toEqual([pointer]);
  });

  it("refuses what is no cursor", async () => {
    const { lender } = await aTenantHere({ agencies: 0 });
    expect(refusal(await lender.get(`${path}?cursor=bm90IGEgY3Vyc29y`))).toEqual([400, "invalid-cursor"]);
  });
});

describe("GET /v1/overdue-clocks unauthorised", () => {
  refusesWithoutKey((headers) => http(inject("cloud").baseUrl)(path, { headers }));
});
