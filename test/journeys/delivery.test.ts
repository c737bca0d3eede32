import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { LocalCloud } from "../../infra/local/local-cloud.ts";
import { loseRouting } from "../support/lost-events.ts";
import { ownCloud } from "../support/own-cloud.ts";
import { forbidden, neededBy } from "../support/permissions.ts";
import { aTenant, demand } from "../support/tenant.ts";

describe("delivery to agencies that fail", () => {
  let cloud: LocalCloud;
  beforeAll(async () => {
    cloud = await ownCloud();
  });
  afterAll(() => cloud.stop());

  const dead = async (accountId: string) =>
    Object.values(await cloud.deadLetters())
      .flat()
      .filter(({ body }) => body.includes(accountId));

  it.each([
    ["answers 500", 500],
    ["hangs up", 0],
    ["redirects", 302],
    ["says 410", 410],
  ])(
    "an agency that %s for a while gets everything in its order once it is back, each event under one id",
    async (_name, status) => {
      const { lender, place, agency } = await aTenant(cloud);
      agency.inbox.answerWith(status);
      const { accountId, placementId, balance } = await place();
      await agency.inbox.receives("placement.offered");
      demand(await agency.acknowledge({ accountId, placementId, agency, balance, view: {} }), 202);
      const raised = demand(
        await agency.callback("dispute.raised", { placementId, data: { type: "OTHER" } }),
        202,
      ).body;
      await cloud.idle();
      demand(await lender.resolve(raised.disputeId, { outcome: "REJECTED", explanation: "Checked." }), 200);
      await cloud.idle();
      await cloud.advance("PT2M");
      expect(agency.inbox.taken()).toEqual([]);

      agency.inbox.answerWith(204);
      await cloud.advance("PT30M");
      expect(agency.inbox.types(placementId)).toEqual([
        "placement.offered",
        "hold.apply",
        "dispute.resolved",
        "hold.release",
      ]);
      const offers = agency.inbox.all().filter(({ eventType }) => eventType === "placement.offered");
      expect(offers.length).toBeGreaterThan(1);
      expect(new Set(offers.map(({ eventId }) => eventId)).size).toBe(1);
      expect(offers.every(({ isSigned }) => isSigned)).toBe(true);
      expect(await dead(accountId)).toEqual([]);
    },
  );

  it("one agency that is down does not keep another waiting", async () => {
    const { place, agencies } = await aTenant(cloud, { agencies: 2 });
    agencies[0]!.inbox.answerWith(503);
    for (let n = 0; n < 4; n += 1) await place();
    await cloud.idle();
    expect(agencies[1]!.inbox.types()).toEqual(["placement.offered", "placement.offered"]);
    expect(agencies[0]!.inbox.taken()).toEqual([]);
  });

  it("what an agency never takes ends as a dead letter, and nothing else does", async () => {
    const { place, agency } = await aTenant(cloud);
    agency.inbox.answerWith(500);
    const { accountId } = await place();
    await cloud.idle();
    for (let n = 0; n < 12 && (await dead(accountId)).length === 0; n += 1) await cloud.advance("PT30M");
    expect((await dead(accountId)).map(({ body }) => JSON.parse(body).type)).toContain("placement.offered");
    const attempts = agency.inbox.all().filter(({ eventType }) => eventType === "placement.offered");
    expect(attempts).toHaveLength(18);
  });

  it("an event that the stream lost is swept up, and one that was delivered is not delivered again", async () => {
    const { place } = await aTenant(cloud);
    const { accountId, agency } = await place();
    await cloud.idle();
    await loseRouting(cloud, accountId, 3);
    await cloud.advance("PT10M");
    expect(await cloud.logs("clock")).toMatch(/"swept":1/u);
    expect(agency.inbox.all().map(({ eventType }) => eventType)).toEqual(["placement.offered"]);
    expect(await dead(accountId)).toEqual([]);
  });

  it("made only calls that the functions' own policies allow", async () => {
    expect(await forbidden(cloud, neededBy(cloud))).toEqual([]);
  });
});
