import { describe, expect, inject, it } from "vitest";
import { aTenantHere } from "../../support/here.ts";
import { http } from "../../support/http.ts";
import { refusal, refusesWithoutKey } from "../../support/refusals.ts";

describe("GET /v1/disputes/{id}", () => {
  it("answers 404 to another lender and for what is no dispute's id", async () => {
    const [mine, other] = [await aTenantHere(), await aTenantHere({ agencies: 0 })];
    const { placementId, agency } = await mine.active();
    const { body } = await agency.callback("dispute.raised", { placementId, data: { type: "OTHER" } });
    expect((await mine.lender.get(`/v1/disputes/${body.disputeId}`)).status).toBe(200);
    for (const id of [
      body.disputeId,
      "dsp_x",
      "dsp_01ARZ3NDEKTSV4RRFFQ69G5FAV_0",
      body.disputeId.replace(/_[0-9]+$/u, "_999"),
    ])
      expect(refusal(await other.lender.get(`/v1/disputes/${id}`)), id).toEqual([404, "not-found"]);
  });

  it("tells the lender nothing of the agency's key or secret", async () => {
    const { lender, active } = await aTenantHere();
    const { placementId, agency } = await active();
    const { body } = await agency.callback("dispute.raised", { placementId, data: { type: "OTHER" } });
    const text = JSON.stringify((await lender.get(`/v1/disputes/${body.disputeId}`)).body);
    expect(text).not.toContain(agency.secret);
  });
});

describe("GET /v1/disputes/{id} unauthorised", () => {
  refusesWithoutKey((headers) =>
    http(inject("cloud").baseUrl)("/v1/disputes/dsp_01ARZ3NDEKTSV4RRFFQ69G5FAV_1", { headers }),
  );
});
