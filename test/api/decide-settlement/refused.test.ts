import { describe, expect, it } from "vitest";
import { aTenantHere } from "../../support/here.ts";
import { newRef, usd } from "../../support/tenant.ts";

async function anOffer(expiresOn = "2099-12-31") {
  const tenant = await aTenantHere();
  const { agency, placementId, accountId } = await tenant.active();
  const settlementRef = newRef();
  const data = { settlementRef, offer: usd(60_000), expiresOn };
  await agency.callback("settlement.requested", { placementId, data });
  const path = `/v1/accounts/${accountId}/settlement-decisions`;
  return { ...tenant, path, settlementRef };
}

describe("POST /v1/accounts/{accountId}/settlement-decisions", () => {
  it("takes no second decision that says otherwise", async () => {
    const { lender, path, settlementRef } = await anOffer();
    await lender.post(path, { settlementRef, decision: "DECLINED" });
    const { status, body } = await lender.post(path, { settlementRef, decision: "APPROVED" });
    expect([status, body.code, body.allowed]).toEqual([409, "invalid-transition", []]);
  });

  it("does not approve an offer that stands no longer", async () => {
    const { lender, path, settlementRef } = await anOffer("2020-01-31");
    const { status, body } = await lender.post(path, { settlementRef, decision: "APPROVED" });
    expect([status, body.code]).toEqual([409, "settlement-expired"]);
  });

  it("shows nobody else's account, and no offer that was never made", async () => {
    const { lender, path, settlementRef } = await anOffer();
    const other = await aTenantHere();
    const decision = { settlementRef, decision: "APPROVED" };
    expect((await other.lender.post(path, decision)).status).toBe(404);
    const account = path.replace("settlement-decisions", "settlements");
    expect((await other.lender.get(account)).status).toBe(404);
    expect((await other.lender.get(account.replace("settlements", "arrangements"))).status).toBe(404);
    expect((await lender.post(path, { ...decision, settlementRef: "nothing" })).status).toBe(404);
  });

  it("is the lender's alone", async () => {
    const { agency, operator, path, settlementRef } = await anOffer();
    const json = { settlementRef, decision: "APPROVED" };
    expect((await operator.call(path, { json, apiKey: agency.apiKey })).status).toBe(403);
    expect((await operator.call(path, { json, apiKey: "nobody" })).status).toBe(401);
  });

  it.each([
    ["no decision", { decision: undefined }],
    ["a decision that is none", { decision: "MAYBE" }],
    ["a member that nobody knows", { note: "x" }],
    ["a reason beyond 500 characters", { reason: "x".repeat(501) }],
  ])("refuses %s", async (_, changes) => {
    const { lender, path, settlementRef } = await anOffer();
    const { status, body } = await lender.post(path, { settlementRef, decision: "APPROVED", ...changes });
    expect([status, body.code]).toEqual([422, "invalid-request"]);
  });
});
