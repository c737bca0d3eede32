import { describe, expect, it } from "vitest";
import { aTenantHere } from "../../support/here.ts";
import { refusal } from "../../support/refusals.ts";

describe("placement.acknowledged refuses", () => {
  it("a second acknowledgement under another event id, and names what is allowed", async () => {
    const { lender, active } = await aTenantHere();
    const { accountId, placementId, agency, balance } = await active();
    const before = await lender.account(accountId);
    const answer = await agency.callback("placement.acknowledged", { placementId, data: { balance } });
    expect(refusal(answer)).toEqual([409, "invalid-transition"]);
    expect(answer.body).toMatchObject({ from: "ACTIVE", event: "acknowledge", allowed: ["recall", "close"] });
    expect(await lender.account(accountId)).toEqual(before);
  });

  it("an acknowledgement after the decline", async () => {
    const { place } = await aTenantHere();
    const { placementId, agency, balance } = await place();
    await agency.callback("placement.declined", { placementId, data: { code: "CAPACITY" } });
    const answer = await agency.callback("placement.acknowledged", { placementId, data: { balance } });
    expect(refusal(answer)).toEqual([409, "invalid-transition"]);
    expect(answer.body).toMatchObject({
      from: "ELIGIBLE",
      event: "acknowledge",
      allowed: ["reject", "offer", "recall"],
    });
  });

  it("an acknowledgement of a placement that another agency has now", async () => {
    const { lender, place, agencies } = await aTenantHere({ agencies: 2 });
    const { accountId, placementId, agency, balance } = await place();
    await agency.callback("placement.declined", { placementId, data: { code: "CAPACITY" } });
    const next = agencies.find((one) => one !== agency)!;
    await next.inbox.receives("placement.offered", ({ body }) =>
      body.placementId.startsWith(placementId.slice(0, -1)),
    );
    const answer = await agency.callback("placement.acknowledged", { placementId, data: { balance } });
    expect(refusal(answer)).toEqual([409, "invalid-transition"]);
    expect(answer.body).toMatchObject({ from: "ENDED", event: "acknowledge", allowed: [] });
    expect((await lender.account(accountId)).lifecycle).toBe("OFFERED");
  });
});
