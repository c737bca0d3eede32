import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { LocalCloud } from "../../infra/local/local-cloud.ts";
import { loseRouting } from "../support/lost-events.ts";
import { ownCloud } from "../support/own-cloud.ts";
import { forbidden, neededBy } from "../support/permissions.ts";
import { aTenant, demand, type Agency } from "../support/tenant.ts";

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
    ["does not like what it gets", 422],
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

  it("an agency that is down for a day delays nobody, is hardly asked, and gets everything in its order when it is back", async () => {
    const { place, agencies, operator } = await aTenant(cloud, { agencies: 2 });
    const [down, up] = agencies as [Agency, Agency];
    down.inbox.answerWith(503);
    const before = [await place(), await place(), await place(), await place()];
    await cloud.idle();
    await cloud.advance("PT20M");
    const after = [await place(), await place()];
    await cloud.idle();
    const placed = [...before, ...after];
    const at = (agency: Agency) => placed.filter((one) => one.agency.agencyId === agency.agencyId);
    expect(at(up).length).toBeGreaterThan(0);
    expect(up.inbox.taken()).toHaveLength(at(up).length);

    await cloud.advance("P1D");
    const [endpoint] = demand(await operator.get(`/v1/agencies/${down.agencyId}/endpoints`), 200).body.items;
    expect(endpoint).toMatchObject({ primary: true, status: "PARKED" });
    expect(down.inbox.taken()).toEqual([]);
    expect(down.inbox.all().length).toBeLessThan(100);

    down.inbox.answerWith(204);
    await cloud.advance("PT45M");
    for (const { placementId } of at(down))
      expect(down.inbox.types(placementId)).toContain("placement.offered");
    const [again] = demand(await operator.get(`/v1/agencies/${down.agencyId}/endpoints`), 200).body.items;
    expect(again).toMatchObject({ status: "ACTIVE" });
    for (const { accountId } of placed) expect(await dead(accountId)).toEqual([]);
  });

  it("an endpoint that says 410 is disabled, keeps its events, and gets them in their order once it is enabled", async () => {
    const { place, agency, operator, lender } = await aTenant(cloud);
    const { accountId, placementId, balance } = await place();
    await agency.inbox.receives("placement.offered");
    demand(await agency.acknowledge({ accountId, placementId, agency, balance, view: {} }), 202);
    agency.inbox.answerWith(410);
    const { disputeId } = demand(
      await agency.callback("dispute.raised", { placementId, data: { type: "OTHER" } }),
      202,
    ).body;
    await cloud.idle();
    const path = `/v1/agencies/${agency.agencyId}/endpoints`;
    const [{ endpointId, status, reason }] = demand(await operator.get(path), 200).body.items;
    expect({ status, reason }).toEqual({ status: "DISABLED", reason: "answered 410" });
    demand(await lender.resolve(disputeId, { outcome: "REJECTED", explanation: "Checked." }), 200);
    await cloud.idle();
    await cloud.advance("PT6H");
    expect(agency.inbox.all().filter(({ answered }) => answered === 410)).toHaveLength(1);

    agency.inbox.answerWith(204);
    demand(
      await agency.call(`${path}/${endpointId}/enabling`, { method: "POST", apiKey: agency.apiKey }),
      200,
    );
    await cloud.advance("PT10M");
    expect(agency.inbox.types(placementId)).toEqual([
      "placement.offered",
      "hold.apply",
      "dispute.resolved",
      "hold.release",
    ]);
    expect(await dead(accountId)).toEqual([]);
  });

  it("what an agency never takes is given up after three days, found, and delivered when somebody asks", async () => {
    const { place, agency, operator } = await aTenant(cloud, { contract: { acknowledgeWithinHours: 720 } });
    agency.inbox.answerWith(422);
    const { accountId } = await place();
    await cloud.idle();
    await cloud.advance("P5D");
    const offers = () => agency.inbox.all().filter(({ eventType }) => eventType === "placement.offered");
    expect(offers()).toHaveLength(11);
    expect(await dead(accountId)).toEqual([]);
    expect(await cloud.logs("delivery-worker")).toMatch(/"delivery.given-up"/u);

    const list = `/v1/deliveries?agencyId=${agency.agencyId}&state=GIVEN_UP`;
    const [delivery] = demand(await operator.get(list), 200).body.items;
    expect(delivery).toMatchObject({ eventType: "placement.offered", attempts: 11, lastStatus: 422 });
    agency.inbox.answerWith(204);
    const path = `/v1/deliveries/${delivery.eventId}`;
    demand(await operator.call(`${path}/replay`, { method: "POST" }), 202);
    demand(await operator.call(`${path}/replay`, { method: "POST" }), 202);
    await cloud.idle();
    expect(offers()).toHaveLength(13);
    expect(new Set(offers().map(({ eventId }) => eventId)).size).toBe(1);
    const { state, log } = demand(await operator.get(path), 200).body;
    expect(state).toBe("DELIVERED");
    expect(log.filter((attempt: { replay?: boolean }) => attempt.replay === true)).toHaveLength(2);
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
