import { describe, expect, it } from "vitest";
import { follow } from "../../support/feed.ts";
import { aTenantHere } from "../../support/here.ts";
import type { Json } from "../../support/http.ts";
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

  it("tells the agency alone: no event and no read of the lender's shows the text, and it is on record", async () => {
    const { lender, place } = await aTenantHere();
    const { accountId, placementId, agency } = await place();
    demand(await agency.callback("placement.info_requested", { placementId, data: { code: "MORE" } }), 202);
    const text = "Ring +15550199 after six.";
    const answer = demand(await lender.post(`/v1/accounts/${accountId}/information`, { text }), 200).body;
    const { eventId } = await agency.inbox.receives("information.provided");
    const items = await follow(agency, 2);
    expect(items.map(({ data }) => data.text)).toEqual([undefined, text]);
    const { body } = await lender.get(`/v1/accounts/${accountId}/disclosures`);
    const records = body.items.filter((one: Json) => one.eventId === eventId);
    expect(records).toMatchObject([
      { channel: "FEED", placementId, agencyId: agency.agencyId, fields: ["information"] },
      { channel: "PUSH", placementId, agencyId: agency.agencyId, fields: ["information"] },
    ]);
    const history = await lender.history(accountId);
    expect(history.find((one) => one.eventId === eventId).data).toEqual({
      placementId,
      agencyId: agency.agencyId,
    });
    const read = [answer, body, history, await lender.account(accountId)];
    expect(JSON.stringify(read)).not.toContain("15550199");
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
