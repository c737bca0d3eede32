import { describe, expect, it } from "vitest";
import { aTenantHere } from "../../support/here.ts";
import { aLenderInbox } from "../../support/lender-inbox.ts";
import { pointers, refusal } from "../../support/refusals.ts";
import { anAccount, demand } from "../../support/tenant.ts";

async function told() {
  const tenant = await aTenantHere();
  const at = await aLenderInbox(tenant);
  const placement = await tenant.place();
  const { lender } = tenant;
  const search = async () => demand(await lender.get("/v1/deliveries?state=DELIVERED"), 200).body.items;
  await expect.poll(search, { timeout: 20_000 }).toHaveLength(1);
  const [delivery] = await search();
  return { ...tenant, ...at, placement, delivery };
}

const range = { from: "2020-01-01T00:00:00Z", to: "2090-01-01T00:00:00Z", states: ["DELIVERED"] };

describe("deliveries to a lender", () => {
  it("are shown to it and to the operator, and to no other lender and no agency", async () => {
    const { lender, operator, agency, endpoint, placement, delivery } = await told();
    expect(delivery).toEqual({
      eventId: expect.stringMatching(/^evt_/u),
      eventType: "placement.offered",
      accountId: placement.accountId,
      lenderId: lender.lenderId,
      endpointId: endpoint.endpointId,
      state: "DELIVERED",
      attempts: 1,
      recordedAt: expect.any(String),
      lastAttemptAt: expect.any(String),
      deliveredAt: expect.any(String),
      lastStatus: 204,
    });
    const list = `/v1/deliveries?lenderId=${lender.lenderId}`;
    expect(demand(await operator.get(list), 200).body.items).toEqual([delivery]);
    const one = `/v1/deliveries/${delivery.eventId}?endpointId=${endpoint.endpointId}`;
    expect(demand(await lender.get(one), 200).body.log).toMatchObject([{ status: 204 }]);
    const { lender: other } = await aTenantHere();
    for (const path of [list, one]) {
      expect(refusal(await other.get(path)), path).toEqual([404, "not-found"]);
      expect(refusal(await agency.call(path, { apiKey: agency.apiKey })), path).toEqual([404, "not-found"]);
    }
  });

  it("need an endpoint to be named, for a lender has no primary one", async () => {
    const { lender, delivery } = await told();
    expect(refusal(await lender.get(`/v1/deliveries/${delivery.eventId}`))).toEqual([404, "not-found"]);
  });

  it("are of one recipient at a time", async () => {
    const { operator, lender, agency } = await told();
    const both = `/v1/deliveries?lenderId=${lender.lenderId}&agencyId=${agency.agencyId}`;
    for (const path of ["/v1/deliveries", both]) {
      const answer = await operator.get(path);
      expect([...refusal(answer), pointers(answer)]).toEqual([422, "invalid-request", ["/agencyId"]]);
    }
  });

  it("are replayed under the id that they have, and the agency hears nothing of it", async () => {
    const { lender, agency, endpoint, inbox, delivery } = await told();
    const before = (await agency.inbox.receives("placement.offered"), agency.inbox.all().length);
    const path = `/v1/deliveries/${delivery.eventId}`;
    const to = `?endpointId=${endpoint.endpointId}`;
    demand(await lender.call(`${path}/replay${to}`, { method: "POST" }), 202);
    await expect.poll(() => inbox.taken().length, { timeout: 20_000 }).toBe(2);
    expect(new Set(inbox.taken().map(({ raw }) => raw)).size).toBe(1);
    await expect
      .poll(async () => (await lender.get(`${path}${to}`)).body.log, { timeout: 20_000 })
      .toMatchObject([{ status: 204 }, { status: 204, replay: true }]);
    expect(agency.inbox.all()).toHaveLength(before);
  });

  it("are replayed by the range, once by a key that placing may use as well", async () => {
    const { lender, inbox } = await told();
    const headers = { "idempotency-key": "monday" };
    const body = { ...range, lenderId: lender.lenderId };
    const first = demand(await lender.post("/v1/delivery-replays", body, headers), 202);
    expect(first.body).toEqual({ count: 1 });
    const again = demand(await lender.post("/v1/delivery-replays", body, headers), 202);
    expect(again.headers.get("idempotent-replayed")).toBe("true");
    await expect.poll(() => inbox.taken().length, { timeout: 20_000 }).toBe(2);
    demand(await lender.post("/v1/accounts", anAccount(), headers), 201);
    const { lender: other } = await aTenantHere();
    expect(refusal(await other.post("/v1/delivery-replays", body))).toEqual([404, "not-found"]);
  });
});
