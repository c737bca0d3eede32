import { describe, expect, it } from "vitest";
import { aTenantHere } from "../../support/here.ts";
import { demand } from "../../support/tenant.ts";

describe("POST /v1/accounts/{id}/information", () => {
  it("answers the agency's question, and the offer stands again", async () => {
    const { lender, place } = await aTenantHere();
    const { accountId, placementId, agency, balance } = await place();
    const asked = await agency.callback("placement.info_requested", {
      placementId,
      data: { code: "CONTRACT_COPY", fields: ["contract"] },
    });
    expect(asked.body).toMatchObject({ disposition: "ACCEPTED", lifecycle: "INFO_REQUIRED" });
    const { status, body } = await lender.post(`/v1/accounts/${accountId}/information`, {
      text: "Here it is.",
    });
    expect([status, body.lifecycle]).toEqual([200, "OFFERED"]);
    expect(body.placements).toMatchObject([{ placementId, state: "OFFERED" }]);
    const told = await agency.inbox.receives("information.provided");
    expect(told).toMatchObject({ isSigned: true, placementId, body: { data: { text: "Here it is." } } });
    demand(await agency.acknowledge({ accountId, placementId, agency, balance, view: body }), 202);
    expect((await lender.account(accountId)).lifecycle).toBe("ACTIVE");
  });

  it("can be asked and answered again", async () => {
    const { lender, place } = await aTenantHere();
    const { accountId, placementId, agency } = await place();
    for (const text of ["one", "two"]) {
      demand(await agency.callback("placement.info_requested", { placementId, data: { code: "MORE" } }), 202);
      demand(await lender.post(`/v1/accounts/${accountId}/information`, { text }), 200);
    }
    expect((await lender.account(accountId)).lifecycle).toBe("OFFERED");
  });
});
