import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { LocalCloud } from "../../infra/local/local-cloud.ts";
import { ownCloud } from "../support/own-cloud.ts";
import { aTenant, demand } from "../support/tenant.ts";

describe("clocks of days", () => {
  let cloud: LocalCloud;
  beforeAll(async () => {
    cloud = await ownCloud();
  });
  afterAll(() => cloud.stop());

  it("an offer that nobody answers is withdrawn and goes to the next agency", async () => {
    const { lender, place, agencyOf } = await aTenant(cloud, { agencies: 2 });
    const { accountId, placementId, agency, balance } = await place();
    await cloud.advance("P1D");
    expect((await lender.account(accountId)).placements, "the time to answer is not over").toHaveLength(1);
    await cloud.advance("P3D");
    const view = await lender.account(accountId);
    expect(view.placements[0]).toMatchObject({ state: "TIMED_OUT", endCode: "NO_ANSWER" });
    expect(view.placements).toHaveLength(2);
    expect(agency.inbox.types(placementId)).toEqual(["placement.offered", "placement.cancelled"]);
    const next = agencyOf(view);
    expect(next.agencyId).not.toBe(agency.agencyId);
    expect(next.inbox.types(view.placements[1].placementId)[0]).toBe("placement.offered");

    const late = await agency.callback("placement.acknowledged", { placementId, data: { balance } });
    expect([late.status, late.code], "an answer that comes too late").toEqual([409, "invalid-transition"]);
  });

  it("an acknowledged offer does not lapse", async () => {
    const { lender, active } = await aTenant(cloud);
    const { accountId } = await active();
    await cloud.advance("P5D");
    expect(await lender.account(accountId)).toMatchObject({ lifecycle: "ACTIVE", attention: [] });
  });

  it("information that the lender provides gives the agency its time again", async () => {
    const { lender, place } = await aTenant(cloud);
    const { accountId, placementId, agency } = await place();
    await cloud.advance("P1DT12H");
    demand(await agency.callback("placement.info_requested", { placementId, data: { code: "MORE" } }), 202);
    demand(await lender.post(`/v1/accounts/${accountId}/information`, { text: "Here." }), 200);
    await cloud.advance("P1DT12H");
    expect((await lender.account(accountId)).lifecycle, "two days after the offer").toBe("OFFERED");
    await cloud.advance("P1D");
    expect((await lender.account(accountId)).placements[0].state).toBe("TIMED_OUT");
  });

  it("a hold that the agency does not acknowledge within a day escalates, and can still be acknowledged", async () => {
    const { lender, active } = await aTenant(cloud);
    const { accountId, placementId, agency } = await active();
    const { holdId } = (await agency.callback("dispute.raised", { placementId, data: { type: "OTHER" } })).body;
    await cloud.idle();
    await cloud.advance("PT20H");
    expect((await lender.account(accountId)).holds).toMatchObject([{ state: "ORDERED" }]);
    await cloud.advance("PT6H");
    const view = await lender.account(accountId);
    expect(view.holds).toMatchObject([{ holdId, state: "ESCALATED" }]);
    expect(view.attention).toContain("HOLD_NOT_ACKNOWLEDGED");
    const appliedAt = cloud.now().toISOString();
    demand(await agency.callback("hold.acknowledged", { placementId, data: { holdId, appliedAt } }), 202);
    expect((await lender.account(accountId)).holds).toMatchObject([{ state: "ACKNOWLEDGED" }]);
  });

  it("a hold that was acknowledged does not escalate", async () => {
    const { lender, active } = await aTenant(cloud);
    const { accountId, placementId, agency } = await active();
    const { holdId } = (await agency.callback("dispute.raised", { placementId, data: { type: "OTHER" } })).body;
    await cloud.idle();
    await agency.callback("hold.acknowledged", { placementId, data: { holdId, appliedAt: cloud.now().toISOString() } });
    await cloud.advance("P2D");
    expect(await lender.account(accountId)).toMatchObject({ attention: [], holds: [{ state: "ACKNOWLEDGED" }] });
  });

  it("a lender's silence on a dispute shows, once, and an answer in time does not", async () => {
    const { lender, active } = await aTenant(cloud);
    const raise = async () => {
      const { accountId, placementId, agency } = await active();
      const { disputeId } = (await agency.callback("dispute.raised", { placementId, data: { type: "OTHER" } })).body;
      return { accountId, disputeId };
    };
    const [silent, answered] = [await raise(), await raise()];
    await cloud.idle();
    await cloud.advance("P3D");
    demand(await lender.resolve(answered.disputeId, { outcome: "REJECTED", explanation: "Checked." }), 200);
    await cloud.advance("P6D");
    expect((await lender.account(silent.accountId)).attention).toContain("DISPUTE_UNANSWERED");
    expect((await lender.account(answered.accountId)).attention).not.toContain("DISPUTE_UNANSWERED");
    await cloud.advance("P3D");
    const overdue = (await lender.history(silent.accountId)).filter(({ type }) => type === "dispute.overdue");
    expect(overdue).toHaveLength(1);
  });
});
