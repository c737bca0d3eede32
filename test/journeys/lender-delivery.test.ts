import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { LocalCloud } from "../../infra/local/local-cloud.ts";
import { loseRouting } from "../support/lost-events.ts";
import { aLenderInbox } from "../support/lender-inbox.ts";
import { ownCloud } from "../support/own-cloud.ts";
import { forbidden, neededBy } from "../support/permissions.ts";
import { aTenant, demand, type Placement } from "../support/tenant.ts";

describe("delivery to a lender", () => {
  let cloud: LocalCloud;
  beforeAll(async () => {
    cloud = await ownCloud();
  });
  afterAll(() => cloud.stop());

  async function aToldTenant() {
    const tenant = await aTenant(cloud);
    const told = await aLenderInbox(tenant);
    const isDisputed = async ({ agency, placementId }: Placement): Promise<void> => {
      const raised = await agency.callback("dispute.raised", { placementId, data: { type: "OTHER" } });
      const { disputeId } = demand(raised, 202).body;
      await cloud.idle();
      const answer = { outcome: "REJECTED", explanation: "Checked." };
      demand(await tenant.lender.resolve(disputeId, answer), 200);
    };
    return { ...tenant, ...told, isDisputed };
  }

  const steps = [
    "placement.offered",
    "placement.acknowledged",
    "dispute.raised",
    "hold.ordered",
    "dispute.resolved",
    "hold.released",
  ];

  it("that is down is parked while its agency hears everything, and gets all of it in order when it is back", async () => {
    const { active, lender, agency, isDisputed, inbox, one, types } = await aToldTenant();
    inbox.answerWith(503);
    const placed = [await active(), await active(), await active()];
    await cloud.idle();
    for (const placement of placed) await isDisputed(placement);
    await cloud.idle();
    await cloud.advance("PT10M");
    expect(demand(await lender.get(one), 200).body).toMatchObject({ status: "PARKED" });
    expect(inbox.taken()).toEqual([]);
    for (const { placementId } of placed)
      expect(agency.inbox.types(placementId)).toEqual([
        "placement.offered",
        "hold.apply",
        "dispute.resolved",
        "hold.release",
      ]);

    inbox.answerWith(204);
    await cloud.advance("PT20M");
    expect(demand(await lender.get(one), 200).body).toMatchObject({ status: "ACTIVE" });
    for (const { accountId } of placed) expect(types(accountId)).toEqual(steps);
    expect(Object.values(await cloud.deadLetters()).flat()).toEqual([]);
  });

  it("does not hear once more of an event that is swept up after it was delivered", async () => {
    const { place, inbox, types } = await aToldTenant();
    const { accountId } = await place();
    await cloud.idle();
    expect(types(accountId)).toEqual(["placement.offered"]);
    await loseRouting(cloud, accountId, 3);
    await cloud.advance("PT10M");
    expect(inbox.all()).toHaveLength(1);
  });

  it("that says 410 keeps its events until it is enabled, and then gets them in order", async () => {
    const { active, lender, isDisputed, inbox, one, types } = await aToldTenant();
    inbox.answerWith(410);
    const placement = await active();
    await cloud.idle();
    await isDisputed(placement);
    await cloud.advance("PT6H");
    expect(demand(await lender.get(one), 200).body).toMatchObject({
      status: "DISABLED",
      reason: "answered 410",
    });
    expect(inbox.all()).toHaveLength(1);
    inbox.answerWith(204);
    demand(await lender.call(`${one}/enabling`, { method: "POST" }), 200);
    await cloud.advance("PT10M");
    expect(types(placement.accountId)).toEqual(steps);
  });

  it("made only calls that the functions' own policies allow", async () => {
    expect(await forbidden(cloud, neededBy(cloud))).toEqual([]);
  });
});
