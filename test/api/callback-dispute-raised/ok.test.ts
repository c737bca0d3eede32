import { describe, expect, it } from "vitest";
import { aTenantHere } from "../../support/here.ts";

describe("dispute.raised", () => {
  it("opens the dispute and puts the hold in the very answer", async () => {
    const { lender, active } = await aTenantHere();
    const { accountId, placementId, agency } = await active();
    const { status, body } = await agency.callback("dispute.raised", {
      placementId,
      data: { type: "AMOUNT_WRONG", channel: "EMAIL", inWriting: true, narrative: "Too much." },
    });
    expect(status).toBe(202);
    expect(body).toMatchObject({
      disposition: "ACCEPTED",
      lifecycle: "ACTIVE",
      disputeId: expect.stringMatching(/^dsp_/u),
      holdId: expect.stringMatching(/^hld_/u),
    });
    const account = await lender.account(accountId);
    expect(account.facets.dispute).toBe("OPEN");
    expect(account.holds).toMatchObject([
      { holdId: body.holdId, type: "DISPUTE", reason: "The debtor disputes the debt." },
    ]);
    const dispute = await lender.get(`/v1/disputes/${body.disputeId}`);
    expect(dispute.body).toMatchObject({
      type: "AMOUNT_WRONG",
      channel: "EMAIL",
      inWriting: true,
      accountId,
      placementId,
    });
  });

  it("opens one dispute however often the callback comes", async () => {
    const { lender, active } = await aTenantHere();
    const { accountId, placementId, agency } = await active();
    const callback = {
      eventId: "e-repeated",
      placementId,
      effectiveAt: "2024-05-01T10:00:00Z",
      data: { type: "OTHER" },
    };
    const answers = [];
    for (let n = 0; n < 3; n += 1) answers.push(await agency.callback("dispute.raised", callback));
    expect(answers.map(({ headers }) => headers.get("idempotent-replayed"))).toEqual([null, "true", "true"]);
    expect(new Set(answers.map(({ body }) => body.disputeId)).size).toBe(1);
    expect((await lender.account(accountId)).holds).toHaveLength(1);
    await agency.inbox.receives("hold.apply");
    const raised = (await lender.history(accountId)).filter(({ type }) => type === "dispute.raised");
    expect(raised).toHaveLength(1);
  });

  it("opens a second dispute of another kind beside the first, each with its hold", async () => {
    const { lender, active } = await aTenantHere();
    const { accountId, placementId, agency } = await active();
    for (const type of ["AMOUNT_WRONG", "NOT_MINE"])
      await agency.callback("dispute.raised", { placementId, data: { type } });
    expect((await lender.account(accountId)).holds).toHaveLength(2);
    expect((await lender.get("/v1/disputes")).body.items).toHaveLength(2);
  });

  it("can be raised on an offer that was not acknowledged yet", async () => {
    const { lender, place } = await aTenantHere();
    const { accountId, placementId, agency } = await place();
    const { body } = await agency.callback("dispute.raised", {
      placementId,
      data: { type: "DECEASED_ESTATE" },
    });
    expect(body).toMatchObject({ disposition: "ACCEPTED", lifecycle: "OFFERED" });
    expect((await lender.account(accountId)).holds).toHaveLength(1);
  });

  it("leaves the narrative out of the history", async () => {
    const { lender, active } = await aTenantHere();
    const { accountId, placementId, agency } = await active();
    await agency.callback("dispute.raised", {
      placementId,
      data: { type: "OTHER", narrative: "I was in hospital." },
    });
    expect(JSON.stringify(await lender.history(accountId))).not.toContain("hospital");
  });

  it("holds an account that was closed already: nobody gets it before the dispute is answered", async () => {
    const { lender, active } = await aTenantHere();
    const { accountId, placementId, agency, balance } = await active();
    const data = { code: "EXHAUSTED", finalBalance: balance };
    await agency.callback("placement.closed", { placementId, data });
    const { status, body } = await agency.callback("dispute.raised", {
      placementId,
      data: { type: "OTHER" },
    });
    expect([status, body.lifecycle]).toEqual([202, "CLOSED"]);
    expect((await lender.account(accountId)).holds).toMatchObject([{ type: "DISPUTE" }]);
    const answer = { outcome: "WITHDRAWN", explanation: "A mistake." };
    expect((await lender.resolve(body.disputeId, answer)).status).toBe(200);
    expect(await lender.account(accountId)).toMatchObject({ lifecycle: "CLOSED", holds: [] });
  });
});
